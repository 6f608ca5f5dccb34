import { GraphQLID, type GraphQLInputType, GraphQLList, GraphQLNonNull } from 'graphql';
import { lowerFirst } from '../../common/words.ts';
import type { Build, RootFields } from './build.ts';
import type { Collection } from './collections.ts';
import { MAX_KEYS } from './lookups.ts';
import type { WriteMapping } from './mapping.ts';
import { rowInput } from './mutation-inputs.ts';
import { rowType } from './objects.ts';
import { bareName, pascalCase } from './words.ts';

/**
 * Builds the mutations of a collection: they create, change or delete one row or many, or change a singleton.
 * Collections that are reached only through others have them too, because a row must exist before it can be related.
 * Mutations that Directus does not allow the gateway's role are not in the graph.
 */
export function mutationFields(build: Build, collection: Collection): RootFields {
  const { name, type, root } = collection;
  const created = isOffered(build, `create_${name}_item`) && rowInput(build, collection, 'create');
  const changed = rowInput(build, collection, 'update');
  const id = argument(GraphQLID, 'Its key.');
  const ids = argument(listOf(GraphQLID), `Keys, at most ${MAX_KEYS}.`);
  const fields: RootFields = {};
  const add = (write: Write['write'], rows: Write['rows'], description: string, args: Arguments) => {
    fields[nameOf(build, write, collection, rows)] = mutation(build, collection, { write, rows }, description, args);
  };
  if (changed && root === 'singleton' && isOffered(build, `update_${name}`)) {
    const data = argument(changed, 'The new values; fields that are absent do not change.');
    add('update', 'singleton', `Changes the ${type}: the collection has one row.`, { data });
  }
  if (created) {
    const several = argument(listOf(created), `The values of each, at most ${MAX_KEYS} rows.`);
    const all = `Creates several ${type}, and returns them. If one cannot be created, none is.`;
    add('create', 'one', `Creates a ${type}, and returns it.`, { data: argument(created, 'Its values.') });
    add('create', 'many', all, { data: several });
  }
  if (changed && isOffered(build, `update_${name}_item`)) {
    const data = argument(changed, 'The new values; fields that are absent do not change.');
    const each = argument(changed, 'The new values of each; fields that are absent do not change.');
    const all = `Makes the same change to several ${type}, and returns them. If one cannot be changed, none is.`;
    add('update', 'one', `Changes a ${type}, and returns it.`, { id, data });
    add('update', 'many', all, { ids, data: each });
  }
  if (isOffered(build, `delete_${name}_item`)) {
    const all = `Deletes several ${type}, and returns their keys. If one cannot be deleted, none is.`;
    add('delete', 'one', `Deletes a ${type}, and returns its key.`, { id });
    add('delete', 'many', all, { ids });
  }
  return fields;
}

/** Whether Directus offers a mutation to the role whose schema was read. */
function isOffered({ upstream }: Build, mutation: string): boolean {
  return upstream.getMutationType()?.getFields()[mutation] !== undefined;
}

type Write = Pick<WriteMapping, 'write' | 'rows'>;

/** Returns a mutation's name: `cmsCreateArticle`, `cmsCreateArticles`. */
function nameOf({ prefix }: Build, write: Write['write'], { type, many }: Collection, rows: Write['rows']): string {
  const named = rows === 'many' ? pascalCase(many) : type;
  return lowerFirst(prefix + pascalCase(write) + bareName(named, prefix));
}

type Arguments = Record<string, ReturnType<typeof argument>>;

function mutation(build: Build, collection: Collection, write: Write, description: string, args: Arguments) {
  const { name, key, keyKind } = collection;
  const row = rowType(build, collection);
  const directus: WriteMapping = { kind: 'write', name, key, keyKind, type: row, ...write };
  const isDelete = write.write === 'delete';
  const several = new GraphQLList(isDelete ? new GraphQLNonNull(GraphQLID) : row);
  const type = write.rows === 'many' ? several : isDelete ? GraphQLID : row;
  return { type, description, args, extensions: { directus } };
}

function argument(type: GraphQLInputType, description: string) {
  return { type: new GraphQLNonNull(type), description };
}

function listOf(type: GraphQLInputType) {
  return new GraphQLList(new GraphQLNonNull(type));
}
