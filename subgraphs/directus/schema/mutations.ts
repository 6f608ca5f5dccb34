import { GraphQLID, type GraphQLInputType, GraphQLList, GraphQLNonNull } from 'graphql';
import { lowerFirst } from '../../common/words.ts';
import type { Build, RootFields } from './build.ts';
import type { Collection } from './collections.ts';
import { MAX_KEYS } from './lookups.ts';
import type { WriteMapping } from './mapping.ts';
import { rowInput } from './mutation-inputs.ts';
import { keyKind, rowType } from './objects.ts';
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
  const field = (write: Write['write'], rows: Write['rows'], description: string, args: Arguments) =>
    mutation(build, collection, { write, rows }, description, args);
  const id = argument(GraphQLID, 'Its key.');
  const ids = argument(listOf(GraphQLID), `Keys, at most ${MAX_KEYS}.`);
  const fields: [string, RootFields[string]][] = [];
  if (changed && root === 'singleton' && isOffered(build, `update_${name}`)) {
    const data = argument(changed, 'The new values; fields that are absent do not change.');
    fields.push(field('update', 'singleton', `Changes the ${type}: the collection has one row.`, { data }));
  }
  if (created) {
    const several = argument(listOf(created), `The values of each, at most ${MAX_KEYS} rows.`);
    fields.push(
      field('create', 'one', `Creates a ${type}, and returns it.`, { data: argument(created, 'Its values.') }),
      field('create', 'many', `Creates several ${type}, and returns them. If one cannot be created, none is.`, {
        data: several,
      }),
    );
  }
  if (changed && isOffered(build, `update_${name}_item`)) {
    const all = `Makes the same change to several ${type}, and returns them. If one cannot be changed, none is.`;
    fields.push(
      field('update', 'one', `Changes a ${type}, and returns it.`, {
        id,
        data: argument(changed, 'The new values; fields that are absent do not change.'),
      }),
      field('update', 'many', all, {
        ids,
        data: argument(changed, 'The new values of each; fields that are absent do not change.'),
      }),
    );
  }
  if (isOffered(build, `delete_${name}_item`)) {
    const all = `Deletes several ${type}, and returns their keys. If one cannot be deleted, none is.`;
    fields.push(
      field('delete', 'one', `Deletes a ${type}, and returns its key.`, { id }),
      field('delete', 'many', all, { ids }),
    );
  }
  return Object.fromEntries(fields);
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

/** Builds a root field of `Mutation`, with its name. */
function mutation(
  build: Build,
  collection: Collection,
  write: Write,
  description: string,
  args: Arguments,
): [string, RootFields[string]] {
  const { name, key } = collection;
  const row = rowType(build, collection);
  const given = write.write === 'delete' ? GraphQLID : row;
  const several = new GraphQLList(write.write === 'delete' ? new GraphQLNonNull(GraphQLID) : row);
  const mapping: WriteMapping = { kind: 'write', name, key, keyKind: keyKind(build, collection), type: row, ...write };
  return [
    nameOf(build, write.write, collection, write.rows),
    { type: write.rows === 'many' ? several : given, description, args, extensions: { directus: mapping } },
  ];
}

function argument(type: GraphQLInputType, description: string) {
  return { type: new GraphQLNonNull(type), description };
}

function listOf(type: GraphQLInputType) {
  return new GraphQLList(new GraphQLNonNull(type));
}
