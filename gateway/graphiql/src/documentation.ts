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

/** A type, field, argument or value of an enum, as a search of the documentation finds it. */
export interface Part {
  /** `Region`, `Query.region`, `Query.region(code:)`, `Bucket.MONTH`. */
  readonly path: string;
  /** Its own name: `code`. */
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

/** Lists what a schema describes. */
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

/** The places of matches: the better the name fits, the lower. `ABSENT` is no match. */
const [EXACT, IN_NAME, IN_PATH, IN_DESCRIPTION, ABSENT] = [0, 3, 6, 9, 12];

/** Returns where a part stands among the matches. At the same fit, types come before fields, and those of the open type first. */
function rankOf({ name, path, description, type }: Part, words: readonly string[], open?: GraphQLNamedType): number {
  const [lower, whole] = [name.toLowerCase(), path.toLowerCase()];
  const inAll = (text: string) => words.every((word) => text.includes(word));
  if (!inAll(`${whole} ${description.toLowerCase()}`)) return ABSENT;
  const fit = words.includes(lower) ? EXACT : inAll(lower) ? IN_NAME : inAll(whole) ? IN_PATH : IN_DESCRIPTION;
  return fit + (type === open ? 0 : path === type.name ? 1 : 2);
}

function sentenceOf(description: string, words: readonly string[]): string {
  const sentences = description.split(/(?<=[.:?])\s+|\n+/);
  return (
    sentences.find((sentence) => words.some((word) => sentence.toLowerCase().includes(word))) ?? sentences[0] ?? ''
  );
}
