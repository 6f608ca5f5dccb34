import {
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { lowerFirst } from '../../common/words.ts';
import type { Finding } from '../../contract/finding.ts';
import type { DirectusNaming } from '../naming.ts';
import { FILES, type JoiningCollection } from './collections.ts';
import { nameOfField } from './fields.ts';
import { keyKind, keyOf } from './scalars.ts';
import { bareName, pascalCase, plural, singular } from './words.ts';

/**
 * Returns the collections of Directus's schema that join the graph by a naming, by their names in Directus. If several
 * would have the same name in the graph, one joins: the first in the naming, else the first with a plural name, else the
 * first in the alphabet. The others are left out until the naming gives them another type.
 */
export function collectionsOf(
  upstream: GraphQLSchema,
  naming: DirectusNaming,
): { readonly collections: ReadonlyMap<string, JoiningCollection>; readonly findings: readonly Finding[] } {
  const taken = new Map(sharedNames(upstream, naming.prefix).map((name) => [name, 'the graph itself']));
  const collections = new Map<string, JoiningCollection>();
  const findings: Finding[] = [...unknown(upstream, naming)];
  for (const collection of byPrecedence(candidates(upstream, naming), naming)) {
    const { name } = collection;
    const names = namesTakenBy(collection, naming.prefix);
    const clash = names.find((each) => taken.has(each));
    if (clash !== undefined) {
      findings.push(clashing(name, taken.get(clash) ?? '', clash));
      continue;
    }
    for (const each of names) taken.set(each, name);
    collections.set(name, collection);
  }
  const order = Object.keys(upstream.getTypeMap());
  return { collections: new Map([...collections].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))), findings };
}

/** Returns findings on listed collections that Directus does not show: missing, misspelt, or not granted. */
function unknown(upstream: GraphQLSchema, naming: DirectusNaming): readonly Finding[] {
  return Object.keys(naming.collections)
    .filter((name) => name !== FILES && naming.collections[name] && !upstream.getType(name))
    .map((name) => ({
      subject: `Directus ${name}`,
      detail: "The deployment's file lists the collection, and Directus does not show it to the gateway.",
      remedy: "Create it, or grant read access to the gateway's token; or remove it from the file.",
    }));
}

function clashing(name: string, owner: string, clash: string): Finding {
  return {
    subject: `Directus ${name}`,
    detail: `The collection is left out: it and ${owner} would both be ${clash.replace('Query.', '')} in the graph.`,
    remedy: `Give ${name} another \`type\` in the \`collections\` of the deployment's file, or set it to false there.`,
  };
}

function candidates(upstream: GraphQLSchema, naming: DirectusNaming): readonly JoiningCollection[] {
  return Object.values(upstream.getTypeMap()).flatMap((type) => {
    const joins = naming.collections[type.name] ?? type.name.startsWith(naming.collectionPrefix);
    if (joins === false || !isObjectType(type) || !isCollection(upstream, type)) return [];
    return describe(upstream, type, naming) ?? [];
  });
}

function byPrecedence(collections: readonly JoiningCollection[], naming: DirectusNaming): readonly JoiningCollection[] {
  const listed = Object.keys(naming.collections);
  const rank = ({ name }: JoiningCollection) => (listed.includes(name) ? listed.indexOf(name) : listed.length);
  const isPlural = ({ name }: JoiningCollection) => Number(singular(name) !== name);
  return collections.toSorted(
    (one, other) => rank(one) - rank(other) || isPlural(other) - isPlural(one) || (one.name < other.name ? -1 : 1),
  );
}

/** Whether a type is a collection: only collections have filters, and a singleton has a root field instead. */
function isCollection(upstream: GraphQLSchema, type: GraphQLObjectType): boolean {
  return upstream.getType(`${type.name}_filter`) !== undefined || rootOf(upstream, type) !== 'none';
}

function describe(
  upstream: GraphQLSchema,
  type: GraphQLObjectType,
  naming: DirectusNaming,
): JoiningCollection | undefined {
  const own = naming.collections[type.name] || {};
  const root = rootOf(upstream, type);
  const key = keyOf(upstream, type);
  if (key === undefined) return undefined;
  const given = pascalCase(type.name);
  const prefixed = given.startsWith(naming.prefix) ? given : naming.prefix + given;
  const typeName = own.type ?? (root === 'singleton' ? prefixed : singular(prefixed));
  const one = lowerFirst(typeName);
  const many = own.type === undefined && prefixed !== typeName ? lowerFirst(prefixed) : plural(one);
  return {
    name: type.name,
    upstream: type,
    key,
    keyKind: keyKind(upstream, type.name, key),
    // A field may be named `constructor`, which ordinary objects inherit.
    naming: { ...own, fields: Object.assign(Object.create(null), own.fields) },
    type: typeName,
    one,
    many: many === one ? `${one}List` : many,
    root,
  };
}

function rootOf(upstream: GraphQLSchema, type: GraphQLObjectType): JoiningCollection['root'] {
  const field = upstream.getQueryType()?.getFields()[type.name];
  if (!field || getNamedType(field.type) !== type) return 'none';
  return isListType(getNullableType(field.type)) ? 'rows' : 'singleton';
}

/** Suffixes of a collection's types: for lists, groups, filters and subscriptions. */
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

/** Verbs in the names of a collection's inputs and mutations; `Related` is only for inputs. */
const VERBS = ['Create', 'Update', 'Delete', 'Related'];

/**
 * Returns the names that a collection takes in the graph: of types, and of root fields as `Query.cmsArticles`. They
 * include names that Directus does not offer yet: a permission that is granted later must not cause a clash.
 */
function namesTakenBy(collection: JoiningCollection, prefix: string): readonly string[] {
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

/** Returns the names of shared types: operators, parts of values, arguments of files' URLs, content versions. */
function sharedNames(upstream: GraphQLSchema, prefix: string): readonly string[] {
  const shared = Object.keys(upstream.getTypeMap()).filter((name) => /_(filter_operators|functions)$/.test(name));
  const own = ['FileFit', 'FileFormat', 'JsonFilterOperators', 'ContentVersion'];
  return [...shared.map((name) => prefix + pascalCase(name)), ...own.map((name) => prefix + name)];
}
