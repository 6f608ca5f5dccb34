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

interface ActiveSubscription extends Pick<Opening, 'request'> {
  readonly until: number;
  readonly running: RunningSubscription;
}

export function createSubscriptions({ bounds = SUBSCRIPTION_BOUNDS, identify, maskError }: SubscriptionsOptions) {
  const places = createPlaces(bounds.total);
  const entries = new Set<ActiveSubscription>();
  let isDraining = false;
  let timer: NodeJS.Timeout | undefined;

  /** Checks all subscriptions, as the next event can be far away. */
  function check(): void {
    const now = Date.now();
    for (const { request, until, running } of entries) {
      if (until <= now) running.end('again');
      else identify(request.headers).catch((error) => running.end(maskError(error)));
    }
  }

  function enter(entry: ActiveSubscription): void {
    entries.add(entry);
    timer ??= setInterval(check, bounds.checkMs).unref();
    if (isDraining) entry.running.end('again');
  }

  function leave(entry: ActiveSubscription): void {
    entries.delete(entry);
    if (entries.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    bounds,
    /** Number of active subscriptions. */
    get count(): number {
      return entries.size;
    },
    /**
     * Begins a subscription, if the bounds allow it.
     * @throws GraphQLError SUBSCRIPTIONS_EXCEEDED, HTTP 429; OVERLOADED, HTTP 503; errors of `open`
     */
    async begin({ caller, most, open, answer, request }: Opening): Promise<AnswerStream> {
      const giveBack = places.take(caller, most);
      const events = await open().catch((error: unknown) => {
        giveBack();
        throw error;
      });
      const running = runSubscription({
        ...{ events, answer, maskError, request },
        graceMs: bounds.graceMs,
        onOver() {
          giveBack();
          leave(entry);
        },
      });
      const lifetimeMs = bounds.lifetimeMs * (0.9 + Math.random() / 5);
      const entry: ActiveSubscription = { request, until: Date.now() + lifetimeMs, running };
      enter(entry);
      return running.stream;
    },
    /**
     * Ends all subscriptions, at different moments, so that their clients subscribe again at another gateway.
     * @param spreadMs the period for all of them, in milliseconds
     */
    drain(spreadMs: number): void {
      isDraining = true;
      for (const { running } of entries) setTimeout(() => running.end('again'), Math.random() * spreadMs);
    },
  };
}

/** Counts subscriptions, by caller and in total. */
function createPlaces(total: number) {
  const taken = new Map<string, number>();
  let all = 0;
  return {
    /** Takes a place. @returns a function that gives the place back */
    take(caller: string, most: number): () => void {
      const own = taken.get(caller) ?? 0;
      if (own >= most) throw exceeded(most);
      if (all >= total) throw overloaded();
      taken.set(caller, own + 1);
      all += 1;
      let isTaken = true;
      return () => {
        if (!isTaken) return;
        isTaken = false;
        all -= 1;
        const left = (taken.get(caller) ?? 1) - 1;
        if (left > 0) taken.set(caller, left);
        else taken.delete(caller);
      };
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
