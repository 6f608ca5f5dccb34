import { GraphQLError } from 'graphql';
import { elements } from '../../subgraphs/common/json.ts';
import { requestError } from '../errors.ts';
import type { EventField } from './event-field.ts';
import { publishedEvents } from './sources.ts';

/** Maximum number of series that one subscription follows. */
export const MAX_CODES = 100;

const SERIES = { typeName: 'Series', field: 'series', keyArgument: 'code' };

const TYPES = `
"""A change of a series: of its figures, or of its other facts."""
type SeriesUpdate {
  """The code of the series: "BLS:CES0000000001"."""
  code: String!
  """What happened to it."""
  event: ChangeEvent!
  """When it happened, by the clock of the process that loaded it."""
  at: DateTime!
  """The series at the time of the event. A series that does not exist is BAD_USER_INPUT."""
  series: Series @semanticNonNull
}
type Subscription {
  """Every update of the series with these codes, as soon as it is known."""
  seriesUpdated(
    """Codes of series, 1 to ${MAX_CODES}: "BLS:CES0000000001"."""
    codes: [String!]!
  ): SeriesUpdate @semanticNonNull
}`;

/** `seriesUpdated`: updates of series that the ingestion of figures reports. */
export const seriesUpdated: EventField = {
  name: 'seriesUpdated',
  type: 'SeriesUpdate',
  typeDefs: TYPES,
  async open({ codes }, context) {
    const wanted = bounded(codes);
    return publishedEvents(context, ({ typeName, key, event, at }) => {
      if (typeName !== SERIES.typeName) return [];
      // A change without a key may be of any series.
      return wanted.filter((code) => key === undefined || key === code).map((key) => ({ typeName, key, event, at }));
    });
  },
  values: { code: ({ key }) => key, event: ({ event }) => event, at: ({ at }) => at },
  item: {
    field: 'series',
    upstream: 'analytics',
    followed: [SERIES],
    missing: ({ key }) => new GraphQLError(`There is no series "${key}".`, { extensions: { code: 'BAD_USER_INPUT' } }),
  },
};

function bounded(codes: unknown): string[] {
  const wanted = [...new Set(elements(codes).map(String))];
  if (wanted.length >= 1 && wanted.length <= MAX_CODES) return wanted;
  throw requestError(400, 'BAD_USER_INPUT', `\`codes\` takes 1 to ${MAX_CODES} codes, not ${wanted.length}.`);
}
