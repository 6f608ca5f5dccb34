import { type GraphQLSchema, getNamedType, isUnionType } from 'graphql';
import type { Collection } from './collections.ts';
import { nameOfField } from './fields.ts';
import { bareName, lowerFirst, pascalCase, plural } from './words.ts';

/** What the types of a collection are called after its own: those that lists, groups, filters and subscriptions need. */
const SUFFIXES = [
  '',
  'Filter',
  'QuantifierFilter',
  'Sort',
  'GroupBy',
  'Aggregated',
  'AggregatedCount',
  'AggregatedFields',
  'Mutation',
];

/** The verbs before a collection's inputs and mutations. `Related` is of inputs alone. */
const VERBS = ['Create', 'Update', 'Delete', 'Related'];

/**
 * The names that a collection takes in the graph: of types, and of root fields as `Query.cmsArticles`. Also of those that
 * Directus does not offer today: a permission that is granted tomorrow must not make a clash.
 */
export function namesTakenBy(collection: Collection, prefix: string): readonly string[] {
  const { type, one, many, key, naming, upstream } = collection;
  const unions = Object.values(upstream.getFields()).filter((field) => isUnionType(getNamedType(field.type)));
  const roots = [
    one,
    many,
    `${many}Aggregated`,
    `${one}ContentVersions`,
    `${one}Mutated`,
    `${many}By${pascalCase(plural(key))}`,
    ...Object.keys(naming.lookups ?? {}).map((field) => `${many}By${pascalCase(nameOfField(collection, field))}`),
    ...(naming.unique ?? []).map((field) => `${one}By${pascalCase(nameOfField(collection, field))}`),
    ...[type, pascalCase(many)].flatMap((each) => VERBS.map((verb) => lowerFirst(verbName(verb, each, prefix)))),
  ];
  return [
    ...SUFFIXES.map((suffix) => type + suffix),
    ...unions.map(({ name }) => type + pascalCase(name)),
    ...VERBS.map((verb) => `${verbName(verb, type, prefix)}Input`),
    ...new Set(roots.map((root) => `Query.${root}`)),
  ];
}

const verbName = (verb: string, type: string, prefix: string) => prefix + verb + bareName(type, prefix);

/** The names of types that all collections share: operators of scalars, parts of values, what a file's URL takes, and content versions. */
export function sharedNames(upstream: GraphQLSchema, prefix: string): readonly string[] {
  const shared = Object.keys(upstream.getTypeMap()).filter((name) => /_(filter_operators|functions)$/.test(name));
  const own = ['FileFit', 'FileFormat', 'JsonFilterOperators', 'ContentVersion'];
  return [...shared.map((name) => prefix + pascalCase(name)), ...own.map((name) => prefix + name)];
}
