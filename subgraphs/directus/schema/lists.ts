import { type GraphQLFieldConfigArgumentMap, GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLString } from 'graphql';
import type { Build } from './build.ts';
import { type Collection, defaultOrder } from './collections.ts';
import { groupByEnum, sortEnum } from './enums.ts';
import { filterType } from './filters.ts';

/** Default number of rows of a list: Directus's own default, which its schema does not state. */
export const DEFAULT_LIMIT = 100;
/** Maximum number of rows of a list. */
export const MAX_LIMIT = 1_000;

/** Returns the arguments of a list of a collection's rows, both at the root and nested. */
export function listArguments(build: Build, collection: Collection): GraphQLFieldConfigArgumentMap {
  const { filter, ...others } = commonArguments(build, collection, 'rows');
  const order = new GraphQLList(new GraphQLNonNull(sortEnum(build, collection)));
  const usual = defaultOrder(collection).map((word) => inWords(collection, word));
  const description = `The order: by the first item, then by the next for equal rows, and finally by the key. Default: ${usual.join(', then ')}.`;
  return { filter, sort: { type: order, description }, ...others };
}

/** Describes a sort field: `-published_at` is "by `publishedAt`, highest first". */
function inWords({ fields }: Collection, word: string): string {
  const name = fields.get(word.replace(/^-/, ''))?.as ?? word;
  return word.startsWith('-') ? `by \`${name}\`, highest first` : `by \`${name}\``;
}

/** Returns the arguments of a collection's groups. */
export function groupArguments(build: Build, collection: Collection): GraphQLFieldConfigArgumentMap {
  const by = new GraphQLList(new GraphQLNonNull(groupByEnum(build, collection)));
  const description = 'The fields whose values the rows of a group share. Without it all rows are one group.';
  return {
    groupBy: { type: by, description },
    ...commonArguments(build, collection, 'groups'),
  };
}

function commonArguments(build: Build, collection: Collection, what: 'rows' | 'groups') {
  return {
    filter: {
      type: filterType(build, `${collection.name}_filter`),
      description: 'The condition that rows must pass.',
    },
    limit: {
      type: GraphQLInt,
      description: `The maximum number of ${what}: 0 to ${MAX_LIMIT}.`,
      defaultValue: DEFAULT_LIMIT,
    },
    offset: { type: GraphQLInt, description: `The number of ${what} to skip at the beginning: 0 or more.` },
    page: {
      type: GraphQLInt,
      description: 'The page, counted from 1; each has `limit` rows. It overrides `offset`.',
    },
    search: {
      type: GraphQLString,
      description:
        'A text that one of the row’s own texts must contain, in upper or lower case; or a number that one of its numbers must equal. Spaces around it are ignored.',
    },
  };
}
