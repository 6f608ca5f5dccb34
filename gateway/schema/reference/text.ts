import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLType,
  getNamedType,
  isListType,
  isNonNullType,
  print,
} from 'graphql';
import type { VisibilityOf } from './visibility.ts';

/** Returns the link to a type from the page that is written; undefined if no page describes it. */
export type LinkTo = (type: GraphQLNamedType) => string | undefined;

/** The context of a page. */
export interface Writing {
  readonly linkTo: LinkTo;
  readonly visibility: VisibilityOf;
}

/** Writes a type for use after a colon, with each name as a link. */
export function typeText(type: GraphQLType, linkTo: LinkTo): string {
  if (isNonNullType(type)) return `${typeText(type.ofType, linkTo)}!`;
  if (isListType(type)) return `\\[${typeText(type.ofType, linkTo)}\\]`;
  const named = getNamedType(type);
  const target = linkTo(named);
  return target === undefined ? named.name : `[${named.name}](${target})`;
}

/** Writes a description as one line of Markdown. */
export function inline(description: string | null | undefined): string {
  const line = (description ?? '').replaceAll(/\s+/g, ' ').trim();
  // Code between backticks needs no escapes.
  const parts = line.split('`').map((part, index) => (index % 2 === 0 ? part.replaceAll(/[<*[\]]/g, '\\$&') : part));
  return parts.join('`');
}

/** Writes an argument or input field: "`first`: Int = 10. How many …" */
export function inputText(
  input: GraphQLArgument | GraphQLInputField,
  { linkTo }: Writing,
  withDescription = true,
): string {
  const typed = `\`${input.name}\`: ${typeText(input.type, linkTo)}${defaultText(input)}`;
  return sentences(
    typed,
    withDescription ? inline(input.description) : undefined,
    deprecation(input.deprecationReason),
  );
}

/** Writes the default, " = 10"; empty without one. */
export function defaultText({ defaultValue, type }: GraphQLArgument | GraphQLInputField): string {
  const node = defaultValue === undefined ? undefined : astFromValue(defaultValue, type);
  return node ? ` = \`${print(node)}\`` : '';
}

export function deprecation(reason: string | null | undefined): string | undefined {
  return reason == null ? undefined : `**Deprecated:** ${inline(reason)}`;
}

/** Joins a head, which gets a full stop, and sentences; absent ones are left out. */
export function sentences(head: string, ...others: readonly (string | undefined)[]): string {
  const rest = others.filter((each) => each !== undefined && each !== '');
  return rest.length === 0 ? head : `${head}. ${rest.join(' ')}`;
}
