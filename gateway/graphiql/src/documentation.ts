import {
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';

/** A type, field, argument or enum value in the search of the documentation. */
export interface Part {
  /** `Region`, `Query.region`, `Query.region(code:)`, `Bucket.MONTH`. */
  readonly path: string;
  /** The name without its type: `code`. */
  readonly name: string;
  readonly description: string;
  /** The type that it is a part of, or itself. */
  readonly type: GraphQLNamedType;
  /** The page of the documentation that describes it. */
  readonly page: GraphQLNamedType | GraphQLField<unknown, unknown> | GraphQLInputField;
}

/** A part that has all words of a search, with the sentence to show. */
export interface Match extends Part {
  /** The sentence of its description with a word of the search, or the first one; empty without a description. */
  readonly sentence: string;
}

const MOST = 100;

/** Lists the parts of a schema. */
export function partsOf(schema: GraphQLSchema): readonly Part[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type))
    .flatMap((type) => [part(type.name, type, type, type), ...membersOf(type)]);
}

function membersOf(type: GraphQLNamedType): readonly Part[] {
  if (isEnumType(type)) {
    return type.getValues().map((value) => part(`${type.name}.${value.name}`, value, type, type));
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => part(`${type.name}.${field.name}`, field, type, field));
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => {
    const path = `${type.name}.${field.name}`;
    return [
      part(path, field, type, field),
      ...field.args.map((argument) => part(`${path}(${argument.name}:)`, argument, type, field)),
    ];
  });
}

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}

function part(path: string, { name, description }: Described, type: GraphQLNamedType, page: Part['page']): Part {
  return { path, name, description: description ?? '', type, page };
}

/**
 * Finds the parts whose name and description have all words of a text, whatever their case: names before descriptions, parts of
 * the open type before others. At most 100.
 */
export function search(parts: readonly Part[], text: string, open?: GraphQLNamedType): readonly Match[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return parts
    .map((each) => ({ each, rank: rankOf(each, words, open) }))
    .filter(({ rank }) => rank < ABSENT)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, MOST)
    .map(({ each }) => ({ ...each, sentence: sentenceOf(each.description, words) }));
}

/** Ranks of matches: a better match has a lower rank. `ABSENT`: no match. */
const [EXACT, IN_NAME, IN_PATH, IN_DESCRIPTION, ABSENT] = [0, 3, 6, 9, 12];

/** Returns the rank of a part. Among equal matches, parts of the open type are first, and types precede fields. */
function rankOf({ name, path, description, type }: Part, words: readonly string[], open?: GraphQLNamedType): number {
  const [lower, whole] = [name.toLowerCase(), path.toLowerCase()];
  const inAll = (text: string) => words.every((word) => text.includes(word));
  if (!inAll(`${whole} ${description.toLowerCase()}`)) return ABSENT;
  const fit = words.includes(lower) ? EXACT : inAll(lower) ? IN_NAME : inAll(whole) ? IN_PATH : IN_DESCRIPTION;
  return fit + (type === open ? 0 : path === type.name ? 1 : 2);
}

function sentenceOf(description: string, words: readonly string[]): string {
  const sentences = description.split(/(?<=[.?])\s+|\n+/);
  return (
    sentences.find((sentence) => words.some((word) => sentence.toLowerCase().includes(word))) ?? sentences[0] ?? ''
  );
}
