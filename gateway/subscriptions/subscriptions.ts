import type { GraphQLError } from 'graphql';
import { type MaskError, requestError } from '../errors.ts';
import type { EventQueue, SubscriptionEvent } from '../events/index.ts';
import type { Identify } from '../identity/index.ts';
import { SUBSCRIPTION_BOUNDS, type SubscriptionBounds } from './bounds.ts';
import {
  type AnswerEvent,
  type AnswerStream,
  type RunningSubscription,
  runSubscription,
  type Subscriber,
} from './running.ts';

export interface SubscriptionsOptions {
  readonly identify: Identify;
  readonly maskError: MaskError;
  readonly bounds?: SubscriptionBounds | undefined;
}

/** All subscriptions of this process. */
export type Subscriptions = ReturnType<typeof createSubscriptions>;

export interface Opening {
  /** The caller whose quota it uses. */
  readonly caller: string;
  /** Maximum number of subscriptions of the caller. */
  readonly most: number;
  /** Opens the stream of its events. */
  readonly open: () => Promise<EventQueue<SubscriptionEvent>>;
  readonly answer: AnswerEvent;
  readonly request: Subscriber;
}

interface Subscription extends Pick<Opening, 'caller' | 'request'> {
  readonly until: number;
  /** Undefined while it opens. */
  running?: RunningSubscription;
}

export function createSubscriptions({ bounds = SUBSCRIPTION_BOUNDS, identify, maskError }: SubscriptionsOptions) {
  const entries = new Set<Subscription>();
  let isDraining = false;
  let timer: NodeJS.Timeout | undefined;

  /** Checks all subscriptions, as the next event can be far away. */
  function check(): void {
    const now = performance.now();
    for (const { request, until, running } of entries) {
      if (until <= now) running?.end('again');
      else identify(request.headers).catch((error) => running?.end(maskError(error)));
    }
  }

  /** @throws GraphQLError where the caller, or the process, has its maximum number of subscriptions */
  function enter({ caller, most, request }: Opening): Subscription {
    const own = [...entries].filter((each) => each.caller === caller);
    if (own.length >= most) throw exceeded(most);
    if (entries.size >= bounds.total) throw overloaded();
    const lifetimeMs = bounds.lifetimeMs * (0.9 + Math.random() / 5);
    const entry = { caller, request, until: performance.now() + lifetimeMs };
    entries.add(entry);
    timer ??= setInterval(check, bounds.checkMs).unref();
    return entry;
  }

  function leave(entry: Subscription): void {
    entries.delete(entry);
    if (entries.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    bounds,
    /** Number of subscriptions, including those that open. */
    get count(): number {
      return entries.size;
    },
    /**
     * Begins a subscription, if the bounds allow it.
     * @throws GraphQLError SUBSCRIPTIONS_EXCEEDED, HTTP 429; OVERLOADED, HTTP 503; errors of `open`
     */
    async begin(opening: Opening): Promise<AnswerStream> {
      const entry = enter(opening);
      const { open, answer, request } = opening;
      const events = await open().catch((error: unknown) => {
        leave(entry);
        throw error;
      });
      const { graceMs } = bounds;
      const running = runSubscription({
        ...{ events, answer, maskError, request, graceMs },
        onOver: () => leave(entry),
      });
      entry.running = running;
      if (isDraining) running.end('again');
      return running.stream;
    },
    /**
     * Ends all subscriptions, at different moments, so that their clients subscribe again at another gateway.
     * @param spreadMs the period for all of them, in milliseconds
     */
    drain(spreadMs: number): void {
      isDraining = true;
      for (const { running } of entries) setTimeout(() => running?.end('again'), Math.random() * spreadMs);
    },
  };
}

function exceeded(most: number): GraphQLError {
  const message = `At most ${most} subscriptions at a time: end another first.`;
  return requestError(429, 'SUBSCRIPTIONS_EXCEEDED', message, { limit: most });
}

function overloaded(): GraphQLError {
  const http = { status: 503, headers: { 'Retry-After': '5' } };
  return requestError(http, 'OVERLOADED', 'The gateway has its maximum number of subscriptions: try again later.');
}
