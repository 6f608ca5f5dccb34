import {
  type GraphQLFieldConfig,
  GraphQLID,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import { scalars } from '../../schema/scalars.ts';
import { type Build, once, type RootFields } from './build.ts';
import type { Collection } from './collections.ts';
import { MAX_LIMIT } from './lists.ts';
import { keyKind } from './objects.ts';

/** Directus's own collection of content versions. */
const VERSIONS = 'directus_versions';

/** Whether a row can be read as one of its content versions has it. */
export function hasVersions({ upstream }: Build, { name }: Collection): boolean {
  const byId = upstream.getQueryType()?.getFields()[`${name}_by_id`];
  return byId?.args.some((argument) => argument.name === 'version') ?? false;
}

/** The content versions of one row. */
export function versionsField(build: Build, collection: Collection): RootFields {
  if (!hasVersions(build, collection)) return {};
  const { name, one, type } = collection;
  return {
    [`${one}ContentVersions`]: {
      type: new GraphQLList(new GraphQLNonNull(versionType(build))),
      description: `The content versions of one ${type}, newest first, at most ${MAX_LIMIT}.`,
      args: { id: { type: new GraphQLNonNull(GraphQLID), description: `The key of the ${type}.` } },
      extensions: { directus: { kind: 'versions', name, keyKind: keyKind(build, collection) } },
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
      description: 'A content version: a row as it may become, next to the row as it is.',
      extensions: { directus: { name: VERSIONS, key: 'id', keyKind: 'uuid' } },
      fields: {
        key: field(
          'key',
          new GraphQLNonNull(GraphQLString),
          'Its key, unique among the versions of its row: a `version` to read.',
        ),
        name: field('name', GraphQLString, 'What editors call it.'),
        delta: field(
          'delta',
          scalars.JSON,
          'The values that differ from the row’s, under Directus’s names; null before any was saved.',
        ),
        createdAt: field('date_created', scalars.DateTime, 'When it was made.'),
        updatedAt: field('date_updated', scalars.DateTime, 'When it was last saved.'),
      },
    });
  });
}
