import type { Followed, Upstream } from '../../subgraphs/contract/upstream.ts';
import type { EventField } from './event-field.ts';
import { recordChanged } from './records.ts';
import { seriesUpdated } from './series.ts';
import { upstreamEvents } from './sources.ts';

export { type EventContext, type EventField, type Happening, lookupOf, type SubscriptionEvent } from './event-field.ts';
export type { EventQueue } from './event-queue.ts';

/** The common type of all events, as SDL. */
export const CHANGE_EVENT = `
"""What happened to an object."""
enum ChangeEvent {
  """It was created."""
  CREATED
  """Some of its values changed."""
  UPDATED
  """It was deleted."""
  DELETED
}`;

/**
 * Returns the fields of Subscription for the upstreams. An event has only the key. At each event, the gateway requests
 * the other fields as in a query, with the subscriber's permissions and with links.
 */
export function eventFields(upstreams: readonly Upstream[]): readonly EventField[] {
  return upstreams.flatMap((upstream) => {
    const { name, follow, followed = [] } = upstream;
    if (follow) return followed.map((each) => mutated(upstream, each));
    if (name === 'analytics') return [seriesUpdated];
    return followed.length > 0 ? [recordChanged(followed)] : [];
  });
}

const ROW =
  '"""The object at the time of the event; null if it was deleted, or if the caller may no longer read it."""';
/** A singleton has no key, and always a row. */
const ONE_ROW = '"""The object at the time of the event."""';

/** Returns a field for changes that an upstream reports: `cmsArticleMutated`. */
function mutated(upstream: Upstream, followed: Followed): EventField {
  const { typeName, field, keyArgument } = followed;
  const name = `${field}Mutated`;
  const type = `${typeName}Mutation`;
  const typeDefs = `
"""A change of a ${typeName}."""
type ${type} {
  """The key of the object that changed."""
  key: ID!
  """What happened to it."""
  event: ChangeEvent!
  ${keyArgument === undefined ? ONE_ROW : ROW}
  item: ${typeName}${keyArgument === undefined ? ' @semanticNonNull' : ''}
}
type Subscription {
  """
  Every change of a ${typeName} that the caller may read, as it happens. Null with an error EVENTS_MISSED stands for
  changes that were missed: read again what you show.
  """
  ${name}(
    """Only changes of this kind; all changes if absent."""
    event: ChangeEvent
  ): ${type} @semanticNonNull
}`;
  return {
    name,
    type,
    typeDefs,
    open: (args, context) =>
      upstreamEvents(upstream, typeName, context, ({ event }) => args.event == null || event === args.event),
    values: { key: ({ key }) => key, event: ({ event }) => event },
    item: { field: 'item', upstream: upstream.name, followed: [followed] },
  };
}
