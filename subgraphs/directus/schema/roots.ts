import { GraphQLID, GraphQLList, GraphQLNonNull, GraphQLString } from 'graphql';
import { type Build, joiningFields, type RootFields } from './build.ts';
import type { Collection } from './collections.ts';
import { groupKeys } from './enums.ts';
import { groupType } from './groups.ts';
import { groupArguments, listArguments } from './lists.ts';
import { rowType } from './objects.ts';
import { hasVersions, versionsField } from './versions.ts';
import { pascalCase } from './words.ts';

/**
 * What clients ask a collection by: many rows, one by its key, one by each unique field, groups; or the one row of a singleton.
 * A root may always be null, so that one that fails costs none of its siblings.
 */
export function rootFields(build: Build, collection: Collection): RootFields {
  if (collection.root === 'none' || collection.naming.roots === false) return {};
  const { name, one, many, type } = collection;
  const row = rowType(build, collection);
  if (collection.root === 'singleton') {
    const description = `The one ${type} there is.`;
    return { [one]: { type: row, description, extensions: { directus: { kind: 'one', name } } } };
  }
  return {
    [many]: {
      type: new GraphQLList(new GraphQLNonNull(row)),
      description: `Many ${type}.`,
      args: listArguments(build, collection),
      extensions: { directus: { kind: 'many', name } },
    },
    [one]: {
      type: row,
      description: `One ${type}; null where there is none, or none that the caller may see.`,
      args: {
        id: { type: new GraphQLNonNull(GraphQLID), description: 'Its key.' },
        ...(hasVersions(build, collection) && { version: VERSION }),
      },
      extensions: { directus: { kind: 'byValue', name, field: collection.key } },
    },
    ...versionsField(build, collection),
    ...uniqueFields(build, collection),
    ...groupField(build, collection),
  };
}

const VERSION = {
  type: GraphQLString,
  description:
    'The key of a content version, to read the row as that has it; FORBIDDEN where there is none, or none that the caller may read.',
};

function uniqueFields(build: Build, collection: Collection): RootFields {
  const { name, one, type, naming } = collection;
  const fields = (naming.unique ?? []).flatMap((unique): [string, RootFields[string]][] => {
    const field = joiningFields(build, collection).get(unique);
    if (!field) return [];
    const argument = { type: new GraphQLNonNull(GraphQLString), description: `Its \`${field.as}\`.` };
    return [
      [
        `${one}By${pascalCase(field.as)}`,
        {
          type: rowType(build, collection),
          description: `The ${type} with a \`${field.as}\`; null where there is none, or none that the caller may see.`,
          args: { [field.as]: argument },
          extensions: { directus: { kind: 'byValue', name, field: unique } },
        },
      ],
    ];
  });
  return Object.fromEntries(fields);
}

function groupField(build: Build, collection: Collection): RootFields {
  const type = groupType(build, collection);
  if (!type) return {};
  return {
    [`${collection.many}Aggregated`]: {
      type: new GraphQLList(new GraphQLNonNull(type)),
      description: `${collection.type} counted and summed, in groups that come in the order of what they have in common.`,
      args: groupArguments(build, collection),
      extensions: {
        directus: { kind: 'groups', name: `${collection.name}_aggregated`, keys: groupKeys(build, collection) },
      },
    },
  };
}
