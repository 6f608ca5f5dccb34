import {
  type GraphQLFieldConfig,
  GraphQLID,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import { scalars } from '../../schema/scalars.ts';
import { semanticNonNull } from '../../schema/semantic-non-null.ts';
import { type Build, once, type RootFields } from './build.ts';
import type { Collection } from './collections.ts';
import { groupKeys } from './enums.ts';
import { groupType } from './groups.ts';
import { groupArguments, listArguments, MAX_LIMIT } from './lists.ts';
import { rowType } from './objects.ts';
import { pascalCase } from './words.ts';

/**
 * Builds the root fields of a collection: a list, one row by its key, one by each unique field, groups; or a
 * singleton's row. Every root field is nullable, so that one that fails does not null its siblings.
 */
export function rootFields(build: Build, collection: Collection): RootFields {
  if (collection.root === 'none' || collection.naming.roots === false) return {};
  const { name, one, many, type } = collection;
  const row = rowType(build, collection);
  if (collection.root === 'singleton') {
    const description = `The one row of the collection, a ${type}. For example \`{ ${one} { __typename } }\`.`;
    // Directus answers a singleton without a row with the defaults of its fields.
    return { [one]: { type: row, description, extensions: { directus: { kind: 'one', name }, ...semanticNonNull } } };
  }
  return {
    [many]: {
      type: new GraphQLList(new GraphQLNonNull(row)),
      description: `Rows of ${type}: those that pass \`filter\` and \`search\`, in the order of \`sort\`. For example \`{ ${many}(limit: 10) { ${keyOf(collection)} } }\`.`,
      args: listArguments(build, collection),
      extensions: { directus: { kind: 'many', name }, ...semanticNonNull },
    },
    [one]: {
      type: row,
      description: `One ${type} by its key; null if it does not exist, or the caller may not read it.`,
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

/** Returns the name of the key in the graph; `__typename` if the key is not in it. */
function keyOf({ fields, key }: Collection): string {
  return fields.get(key)?.as ?? '__typename';
}

const VERSION = {
  type: GraphQLString,
  description:
    'The key of a content version: returns the row as that version has it. FORBIDDEN if the version does not exist, or the caller may not read it.',
};

function uniqueFields(build: Build, collection: Collection): RootFields {
  const { name, one, type, naming } = collection;
  const fields = (naming.unique ?? []).flatMap((unique): [string, RootFields[string]][] => {
    const field = collection.fields.get(unique);
    if (!field) return [];
    const argument = { type: new GraphQLNonNull(GraphQLString), description: `Its \`${field.as}\`.` };
    return [
      [
        `${one}By${pascalCase(field.as)}`,
        {
          type: rowType(build, collection),
          description: `One ${type} by its \`${field.as}\`; null if it does not exist, or the caller may not read it.`,
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
      description: `Counts and sums of ${collection.type}, one group for each combination of the values of \`groupBy\`, in their order. For example \`{ ${collection.many}Aggregated { countAll } }\`.`,
      args: groupArguments(build, collection),
      extensions: {
        directus: { kind: 'groups', name: `${collection.name}_aggregated`, keys: groupKeys(build, collection) },
        ...semanticNonNull,
      },
    },
  };
}

/** Directus's own collection of content versions. */
const VERSIONS = 'directus_versions';

/** Whether rows can be read in their content versions. */
function hasVersions({ upstream }: Build, { name }: Collection): boolean {
  const byId = upstream.getQueryType()?.getFields()[`${name}_by_id`];
  return byId?.args.some((argument) => argument.name === 'version') ?? false;
}

/** Builds the root field of one row's content versions. */
function versionsField(build: Build, collection: Collection): RootFields {
  if (!hasVersions(build, collection)) return {};
  const { name, one, type, keyKind } = collection;
  return {
    [`${one}ContentVersions`]: {
      type: new GraphQLList(new GraphQLNonNull(versionType(build))),
      description: `The content versions of one ${type}, newest first, at most ${MAX_LIMIT}. For example \`{ ${one}ContentVersions(id: "1") { key name } }\`.`,
      args: { id: { type: new GraphQLNonNull(GraphQLID), description: `The key of the ${type}.` } },
      extensions: { directus: { kind: 'versions', name, keyKind }, ...semanticNonNull },
    },
  };
}

function versionType(build: Build): GraphQLObjectType {
  return once(build.objects, VERSIONS, () => {
    const field = (name: string, type: GraphQLFieldConfig<unknown, unknown>['type'], description: string) => {
      return { type, description, extensions: { directus: { kind: 'value', name } } } as const;
    };
    return new GraphQLObjectType({
      name: `${build.prefix}ContentVersion`,
      description: 'A content version: changes of a row that are saved and not yet applied.',
      extensions: { directus: { name: VERSIONS, key: 'id', keyKind: 'uuid' } },
      fields: {
        key: field(
          'key',
          new GraphQLNonNull(GraphQLString),
          'Its key, unique among the versions of its row: a `version` to read.',
        ),
        name: field('name', GraphQLString, 'Its name for editors.'),
        delta: field(
          'delta',
          scalars.JSON,
          'The changed values, by their names in Directus; null before any was saved.',
        ),
        createdAt: field('date_created', scalars.DateTime, 'When it was created.'),
        updatedAt: field('date_updated', scalars.DateTime, 'When it was last saved.'),
      },
    });
  });
}
