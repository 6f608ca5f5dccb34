import { GraphQLID, GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLString } from 'graphql';
import type { Build, RootFields } from './build.ts';
import type { Collection } from './collections.ts';
import type { KeyMatch } from './mapping.ts';
import { rowType } from './objects.ts';
import { pascalCase, plural } from './words.ts';

/** Maximum number of keys of one lookup. */
export const MAX_KEYS = 1_000;
/** Default number of rows per key of a lookup. */
export const DEFAULT_ROWS_PER_KEY = 10;
/** Maximum number of rows per key of a lookup. */
export const MAX_ROWS_PER_KEY = 100;

/** Builds the root fields that links use to find a collection's rows, in one request for all keys. */
export function lookupFields(build: Build, collection: Collection): RootFields {
  if (collection.root !== 'rows') return {};
  const byField = Object.entries(collection.naming.lookups ?? {}).map(([field, match]) =>
    rowsPerKey(build, collection, field, match),
  );
  return Object.assign(rowPerKey(build, collection), ...byField);
}

function rowPerKey(build: Build, collection: Collection): RootFields {
  const { name, key, many, type } = collection;
  const ids = new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLID)));
  return {
    [`${many}By${pascalCase(plural(key))}`]: {
      type: new GraphQLList(rowType(build, collection)),
      description: `Lookup: ${type} in the order of the keys, null for an unknown key.`,
      args: { ids: { type: ids, description: `Keys, at most ${MAX_KEYS}.` } },
      extensions: { directus: { kind: 'rowPerKey', name, field: key } },
    },
  };
}

function rowsPerKey(build: Build, collection: Collection, field: string, match: KeyMatch): RootFields {
  const known = collection.fields.get(field);
  if (!known) return {};
  const { name, many, type, naming } = collection;
  const rows = new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(rowType(build, collection))));
  const found = match === 'equals' ? `\`${known.as}\` is` : `\`${known.as}\` has`;
  return {
    [`${many}By${pascalCase(known.as)}`]: {
      type: new GraphQLList(rows),
      description: `Lookup: for each key the ${type} whose ${found} that key, in the order of the keys.`,
      args: {
        keys: {
          type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLString))),
          description: `Keys, at most ${MAX_KEYS}.`,
        },
        limit: {
          type: GraphQLInt,
          description: `The maximum number per key: 0 to ${MAX_ROWS_PER_KEY}.`,
          defaultValue: DEFAULT_ROWS_PER_KEY,
        },
      },
      extensions: {
        directus: {
          kind: 'rowsPerKey',
          name,
          field,
          match,
          sort: naming.lookupOrder ?? [collection.key],
        },
      },
    },
  };
}
