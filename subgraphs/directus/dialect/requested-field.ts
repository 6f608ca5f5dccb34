/** A field of Directus's document as a tree, with its alias and arguments, before it is printed. */
export interface DirectusField {
  /** Its parent type in Directus. */
  readonly of: string;
  readonly name: string;
  /** The response key, if it differs from the name. Roots get theirs when they are printed. */
  readonly alias?: string;
  readonly args: readonly RequestedArgument[];
  readonly selection: DirectusSelection | undefined;
  /** The primary key of the row of a decimal that is read exactly. */
  readonly decimalBy?: string;
  /** Whether a root's values are from a content version, not from the rows. */
  readonly isVersion?: boolean;
}

/** An argument, sent as a variable, since Directus limits the tokens of documents. */
export interface RequestedArgument {
  readonly name: string;
  /** Its type in Directus. */
  readonly type: string;
  readonly value: unknown;
  /** The paths of the fields in its conditions: a role that lacks one cannot use the argument. */
  readonly looksAt?: readonly (readonly Step[])[];
  /** Whether it is omitted if the role lacks these fields: the client did not request it. */
  readonly isOwn?: boolean;
}

/** A step of a path: a field, and its parent type in Directus. */
export interface Step {
  readonly of: string;
  readonly name: string;
}

/** The selection of a value: fields, or fields for each type that it can have. */
export interface DirectusSelection {
  readonly fields: readonly DirectusField[];
  readonly fragments: ReadonlyMap<string, DirectusSelection>;
  /** Whether it has a decimal, at any depth. */
  readonly hasDecimals?: boolean;
}

/** The fields and types that the caller's role is known to lack: `type.field`, or a type's name. */
export type Denials = ReadonlySet<string>;

/** Whether a role lacks a field or its parent type. */
export function isDenied(denials: Denials, of: string, name: string): boolean {
  return denials.has(of) || denials.has(coordinate(of, name));
}

/** Whether a role lacks a field of an argument's conditions. */
export function looksAtDenied(denials: Denials, { looksAt = [] }: RequestedArgument): boolean {
  return looksAt.some((path) => path.some(({ of, name }) => isDenied(denials, of, fieldOf(name))));
}

/** In filters, `item__cms_block_map` is the field `item`. */
const fieldOf = (name: string) => /^(.+?)__/.exec(name)?.[1] ?? name;

export const coordinate = (of: string, name: string) => `${of}.${name}`;

/** The parent type of the roots of `/graphql/system`, which serves Directus's own collections. */
export const SYSTEM = 'SystemQuery';

/** Requests a root field. */
export function rootField(
  name: string,
  args: readonly RequestedArgument[],
  selection: DirectusSelection,
): DirectusField {
  return { of: 'Query', name, args, selection };
}

/** Requests the value at a path. */
export function pathFields([step, ...rest]: readonly Step[]): readonly DirectusField[] {
  if (!step) return [];
  return [
    { of: step.of, name: step.name, args: [], selection: rest.length === 0 ? undefined : selecting(pathFields(rest)) },
  ];
}

/** Selects fields of objects of one type. */
export const selecting = (fields: readonly DirectusField[]): DirectusSelection => ({ fields, fragments: new Map() });

export const filterBy = (collection: string, value: unknown) =>
  ({ name: 'filter', type: `${collection}_filter`, value }) satisfies RequestedArgument;
export const groupBy = (value: readonly string[]) =>
  ({ name: 'groupBy', type: '[String]', value }) satisfies RequestedArgument;
export const sortBy = (value: readonly string[]) =>
  ({ name: 'sort', type: '[String]', value }) satisfies RequestedArgument;
export const limitTo = (value: number) => ({ name: 'limit', type: 'Int', value }) satisfies RequestedArgument;
