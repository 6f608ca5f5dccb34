import {
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { LIST_SIZE, listSizeOf, PAGE_SIZE, WEIGHTS } from '../../limits/cost-weights.ts';
import type { CommonArguments } from './common.ts';
import { exampleOf } from './example.ts';
import { deprecation, inline, inputText, sentences, typeText, type Writing } from './text.ts';

type Field = GraphQLField<unknown, unknown>;

/** Writes a root field under its own heading. */
export function rootFieldText(root: string, field: Field, writing: Writing, common: CommonArguments): string {
  const visibility = writing.visibility(`${root}.${field.name}`);
  const notes = [inline(field.description), costNote(root, field), deprecation(field.deprecationReason)];
  return [
    `### ${root}.${field.name}`,
    '',
    `**${typeText(field.type, writing.linkTo)}**${visibility === undefined ? '' : ` for ${visibility}`}`,
    '',
    notes.filter((each) => each !== undefined && each !== '').join(' '),
    ...(field.args.length > 0 ? ['', ...argumentLines(root, field, writing, common)] : []),
    ...(root === 'Query' ? ['', `\`\`\`graphql\n${exampleOf(field)}\`\`\``] : []),
    '',
  ].join('\n');
}

/** Writes a type under its own heading. */
export function typeSection(type: GraphQLNamedType, writing: Writing, common: CommonArguments, brief: boolean): string {
  const visibility = writing.visibility(type.name);
  const head = sentences(
    `${kindOf(type)}${visibility === undefined ? '' : ` for ${visibility}`}`,
    inline(type.description),
  );
  const lines = brief ? briefLines(type) : memberLines(type, writing, common);
  return [`### ${type.name}`, '', head, ...(lines.length > 0 ? ['', ...lines] : []), ''].join('\n');
}

function kindOf(type: GraphQLNamedType): string {
  if (isInputObjectType(type)) return 'Input';
  if (isEnumType(type)) return 'Enum';
  if (isUnionType(type)) return 'Union';
  return isInterfaceType(type) ? 'Interface' : isObjectType(type) ? 'Object' : 'Scalar';
}

function memberLines(type: GraphQLNamedType, writing: Writing, common: CommonArguments): string[] {
  const only = onlyFor(type, writing);
  if (isUnionType(type)) return type.getTypes().map((member) => `- ${typeText(member, writing.linkTo)}`);
  if (isEnumType(type)) {
    return type.getValues().map(({ name, description, deprecationReason }) => {
      return `- ${sentences(`\`${name}\``, inline(description), only(name), deprecation(deprecationReason))}`;
    });
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => `- ${withNote(inputText(field, writing), only(field.name))}`);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    `- ${sentences(
      `\`${field.name}\`: ${typeText(field.type, writing.linkTo)}`,
      inline(field.description),
      costNote(type.name, field),
      only(field.name),
      deprecation(field.deprecationReason),
    )}`,
    ...argumentLines(type.name, field, writing, common).map((line) => `  ${line}`),
  ]);
}

/** Returns the audiences of a type's member, where they are fewer than the type's audiences. */
function onlyFor(
  { name: typeName }: GraphQLNamedType,
  { visibility }: Writing,
): (member: string) => string | undefined {
  const all = visibility(typeName);
  return (member) => {
    const who = visibility(`${typeName}.${member}`);
    return who === undefined || who === all ? undefined : `*For ${who}.*`;
  };
}

function withNote(line: string, note: string | undefined): string {
  return note === undefined ? line : `${line} ${note}`;
}

function argumentLines(typeName: string, field: Field, writing: Writing, common: CommonArguments): string[] {
  const onField = writing.visibility(`${typeName}.${field.name}`);
  return field.args.map((argument) => {
    const who = writing.visibility(`${typeName}.${field.name}(${argument.name}:)`);
    const withDescription = common.get(argument.name) !== argument.description;
    return `- ${withNote(inputText(argument, writing, withDescription), who === undefined || who === onField ? undefined : `*For ${who}.*`)}`;
  });
}

function briefLines(type: GraphQLNamedType): string[] {
  if (!isObjectType(type) && !isInputObjectType(type)) return [];
  const fields = Object.values(type.getFields()).map(({ name, type: of }) => `\`${name}: ${of}\``);
  return [`${fields.join(', ')}.`];
}

/**
 * Writes a field's part of an operation's cost (limits/cost.ts), in short: "Cost: × `first`, else × 200."
 * @param typeName the type that has the field
 * @returns undefined for the default of one point
 */
function costNote(typeName: string, field: GraphQLField<unknown, unknown>): string | undefined {
  const coordinate = `${typeName}.${field.name}`;
  const weight = WEIGHTS[coordinate];
  const notes = [weight === undefined ? undefined : `${number(weight)} points`, timesOf(typeName, field)];
  const present = notes.filter((note) => note !== undefined);
  return present.length === 0 ? undefined : `Cost: ${present.join(', ')}.`;
}

function timesOf(typeName: string, field: GraphQLField<unknown, unknown>): string | undefined {
  const { args, type } = field;
  if (!isCompositeType(getNamedType(type))) return undefined;
  const length = listSizeOf(typeName, field);
  const sizes = args.filter(({ name }) => ['first', 'last', 'limit'].includes(name));
  const [size] = sizes;
  if (!size)
    return length === undefined
      ? undefined
      : `× ${typeof length === 'number' ? number(length) : `each of \`${length}\``}`;
  const defaults = [size.defaultValue, length, isListType(getNullableType(type)) ? LIST_SIZE : PAGE_SIZE];
  const names = sizes.map(({ name }) => `\`${name}\``).join(' or ');
  return `× ${names}, else × ${number(defaults.find((each) => typeof each === 'number') ?? LIST_SIZE)}`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
