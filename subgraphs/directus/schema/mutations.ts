import {
  type GraphQLFieldConfig,
  GraphQLID,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLOutputType,
} from 'graphql';
import type { Build, RootFields } from './build.ts';
import type { Collection } from './collections.ts';
import { MAX_KEYS } from './lookups.ts';
import type { WriteMapping } from './mapping.ts';
import { rowInput } from './mutation-inputs.ts';
import { keyKind, rowType } from './objects.ts';
import { bareName, lowerFirst, pascalCase } from './words.ts';

/**
 * What clients write a collection by: one row or many, made, changed or deleted; of a singleton, its one row changed. Also of
 * collections that are met only through others, because their rows can be related only once they are there. What Directus
 * does not let the role write that described its schema is not in the graph.
 */
export function mutationFields(build: Build, collection: Collection): RootFields {
  return Object.assign(
    collection.root === 'singleton' ? singletonField(build, collection) : {},
    creation(build, collection),
    change(build, collection),
    deletion(build, collection),
  );
}

function singletonField(build: Build, collection: Collection): RootFields {
  const data = rowInput(build, collection, 'update');
  if (!data || !isOffered(build, `update_${collection.name}`)) return {};
  return {
    [nameOf(build, 'update', collection, 'singleton')]: {
      ...written(build, collection, { write: 'update', rows: 'singleton' }),
      description: `Changes the ${collection.type}: the collection has one row.`,
      args: { data: argument(data, 'The new values; fields that are absent do not change.') },
    },
  };
}

function creation(build: Build, collection: Collection): RootFields {
  const { name, type } = collection;
  const data = rowInput(build, collection, 'create');
  if (!data || !isOffered(build, `create_${name}_item`)) return {};
  return {
    [nameOf(build, 'create', collection, 'one')]: {
      ...written(build, collection, { write: 'create', rows: 'one' }),
      description: `Creates a ${type}, and returns it.`,
      args: { data: argument(data, 'Its values.') },
    },
    [nameOf(build, 'create', collection, 'many')]: {
      ...written(build, collection, { write: 'create', rows: 'many' }),
      description: `Creates several ${type}, and returns them. If one cannot be created, none is.`,
      args: { data: argument(listOf(data), `The values of each, at most ${MAX_KEYS} rows.`) },
    },
  };
}

function change(build: Build, collection: Collection): RootFields {
  const { name, type } = collection;
  const data = rowInput(build, collection, 'update');
  if (!data || !isOffered(build, `update_${name}_item`)) return {};
  return {
    [nameOf(build, 'update', collection, 'one')]: {
      ...written(build, collection, { write: 'update', rows: 'one' }),
      description: `Changes a ${type}, and returns it.`,
      args: {
        id: argument(GraphQLID, 'Its key.'),
        data: argument(data, 'The new values; fields that are absent do not change.'),
      },
    },
    [nameOf(build, 'update', collection, 'many')]: {
      ...written(build, collection, { write: 'update', rows: 'many' }),
      description: `Makes the same change to several ${type}, and returns them. If one cannot be changed, none is.`,
      args: {
        ids: keysArgument(),
        data: argument(data, 'The new values of each; fields that are absent do not change.'),
      },
    },
  };
}

function deletion(build: Build, collection: Collection): RootFields {
  const { name, type } = collection;
  if (!isOffered(build, `delete_${name}_item`)) return {};
  return {
    [nameOf(build, 'delete', collection, 'one')]: {
      type: GraphQLID,
      description: `Deletes a ${type}, and returns its key.`,
      args: { id: argument(GraphQLID, 'Its key.') },
      extensions: { directus: mapping(build, collection, { write: 'delete', rows: 'one' }) },
    },
    [nameOf(build, 'delete', collection, 'many')]: {
      type: new GraphQLList(new GraphQLNonNull(GraphQLID)),
      description: `Deletes several ${type}, and returns their keys. If one cannot be deleted, none is.`,
      args: { ids: keysArgument() },
      extensions: { directus: mapping(build, collection, { write: 'delete', rows: 'many' }) },
    },
  };
}

/** Whether Directus offers a mutation to the role that described its schema. */
function isOffered({ upstream }: Build, mutation: string): boolean {
  return upstream.getMutationType()?.getFields()[mutation] !== undefined;
}

type Write = Pick<WriteMapping, 'write' | 'rows'>;

/** `cmsCreateArticle`, `cmsCreateArticles`. */
function nameOf({ prefix }: Build, write: Write['write'], { type, many }: Collection, rows: Write['rows']): string {
  const named = rows === 'many' ? pascalCase(many) : type;
  return lowerFirst(prefix + pascalCase(write) + bareName(named, prefix));
}

function written(
  build: Build,
  collection: Collection,
  write: Write,
): Pick<GraphQLFieldConfig<unknown, unknown>, 'type' | 'extensions'> {
  const row = rowType(build, collection);
  const type: GraphQLOutputType = write.rows === 'many' ? new GraphQLList(row) : row;
  return { type, extensions: { directus: mapping(build, collection, write) } };
}

function mapping(build: Build, collection: Collection, write: Write): WriteMapping {
  const { name, key } = collection;
  return { kind: 'write', name, key, keyKind: keyKind(build, collection), type: rowType(build, collection), ...write };
}

function argument(type: GraphQLInputType, description: string) {
  return { type: new GraphQLNonNull(type), description };
}

function listOf(type: GraphQLInputType) {
  return new GraphQLList(new GraphQLNonNull(type));
}

function keysArgument() {
  return argument(listOf(GraphQLID), `Keys, at most ${MAX_KEYS}.`);
}
