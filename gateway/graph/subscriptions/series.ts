import { GraphQLError } from 'graphql';
import type { GraphContext, GraphSubschema } from '../context.ts';
import { happeningOf, toldEvents } from './sources.ts';
import type { SubscriptionFields } from './subscription-fields.ts';
import { type Happening, valueResolver } from './value.ts';

/** How many series one subscription follows at most. */
export const MAX_CODES = 100;

const SERIES = { typeName: 'Series', field: 'series', keyArgument: 'code' };

const TYPES = `
"""New figures of a series, or other facts about it."""
type SeriesUpdate {
  """The code of the series: "BLS:CES0000000001"."""
  code: String!
  """What happened to it."""
  event: ChangeEvent!
  """When it did, by the clock of who brought it."""
  at: DateTime!
  """The series as it is when this is told; null where there is none any more."""
  series: Series
}
type Subscription {
  """Every update of the series with these codes, as it becomes known."""
  seriesUpdated(
    """Codes of series, 1 to ${MAX_CODES}: "BLS:CES0000000001"."""
    codes: [String!]!
  ): SeriesUpdate
}`;

/** `seriesUpdated`: what became known of series, from whoever brings their figures in. */
export function seriesFields(subschema: GraphSubschema): SubscriptionFields {
  const series = valueResolver({ subschema, followed: [SERIES] });
  return {
    typeDefs: [TYPES],
    resolvers: [
      {
        Subscription: {
          seriesUpdated: {
            subscribe: (_root, { codes }: { codes: readonly string[] }, context: GraphContext) => {
              const wanted = bounded(codes);
              return toldEvents(context, ({ typeName, key, event, at }) => {
                if (typeName !== SERIES.typeName) return [];
                // Where it is not told which series it was, it may have been any of them.
                return wanted
                  .filter((code) => key === undefined || key === code)
                  .map((key) => ({ typeName, key, event, at }));
              });
            },
            resolve: happeningOf,
          },
        },
        SeriesUpdate: { code: { resolve: ({ key }: Happening) => key }, series: { resolve: series } },
      },
    ],
  };
}

function bounded(codes: readonly string[]): string[] {
  const wanted = [...new Set(codes)];
  if (wanted.length >= 1 && wanted.length <= MAX_CODES) return wanted;
  throw new GraphQLError(`\`codes\` takes 1 to ${MAX_CODES} codes, not ${wanted.length}.`, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
}
