import { GraphQLError } from 'graphql';
import type { Follower, Upstream } from '../../subgraphs/contract/upstream.ts';
import type { Change } from '../changes/index.ts';
import type { EventContext, Happening, SubscriptionEvent } from './event-field.ts';
import { createEventQueue, type EventQueue } from './event-queue.ts';

/**
 * Opens the changes of a type that an upstream reports, by the caller's own permissions.
 * @throws GraphQLError where the upstream refuses or is unreachable
 */
export function upstreamEvents(
  upstream: Upstream,
  typeName: string,
  { caller }: EventContext,
  isWanted: (happening: Happening) => boolean,
): Promise<EventQueue<SubscriptionEvent>> {
  return createEventQueue<SubscriptionEvent>(async (queue) => {
    const follower: Follower = {
      changed(change) {
        const happening = { ...change, typeName };
        if (isWanted(happening)) queue.push(happening);
      },
      missed: (since, until) => queue.push(missed(upstream.name, since, until)),
      failed: (error) => queue.fail(error),
    };
    return (await upstream.follow?.(typeName, caller, follower)) ?? (() => {});
  });
}

/** Opens the changes that webhooks and logs report to the gateway. */
export function publishedEvents(
  { changes }: EventContext,
  happeningsOf: (change: Change) => readonly Happening[],
): Promise<EventQueue<SubscriptionEvent>> {
  return createEventQueue<SubscriptionEvent>(
    ({ push }) =>
      changes?.listen((change) => {
        for (const happening of happeningsOf(change)) push(happening);
      }) ?? (() => {}),
  );
}

function missed(upstream: Upstream['name'], since: Date, until: Date): GraphQLError {
  const message =
    'The connection was lost for a while, and changes of that time are missing: read again what you show.';
  return new GraphQLError(message, {
    extensions: { code: 'EVENTS_MISSED', upstream, since: since.toISOString(), until: until.toISOString() },
  });
}
