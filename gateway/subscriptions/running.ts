import { type ExecutionResult, GraphQLError } from 'graphql';
import type { MaskError } from '../errors.ts';
import type { EventQueue, SubscriptionEvent } from '../events/index.ts';

/** Answers an event with masked errors. A result without data ends the subscription. Never rejects. */
export type AnswerEvent = (event: SubscriptionEvent, signal: AbortSignal) => Promise<ExecutionResult>;

/** The results of one subscriber, in order. */
export interface AnswerStream extends AsyncIterableIterator<ExecutionResult> {
  return(): Promise<IteratorResult<ExecutionResult>>;
  /** At its end: whether the client should subscribe again, as the operation itself did not fail. */
  readonly comeAgain: boolean;
}

export type RunningSubscription = ReturnType<typeof runSubscription>;

/** The request of a subscription. An object, as the closure of a function would hold a whole graph in memory. */
export interface Subscriber {
  /** The headers with the credential, which is checked regularly. */
  readonly headers: Pick<Headers, 'get'>;
  /** Cuts the connection if the client does not read. */
  breakOff?(): void;
}

export interface RunSubscriptionOptions {
  readonly events: EventQueue<SubscriptionEvent>;
  readonly answer: AnswerEvent;
  readonly maskError: MaskError;
  /** Time for the client to read the end, in milliseconds. */
  readonly graceMs: number;
  /** Called once, when the subscription is over. */
  readonly onOver: () => void;
  readonly request: Subscriber;
}

/** Answers events one after the other, no faster than they are read. */
export function runSubscription(options: RunSubscriptionOptions) {
  const { events, answer, maskError, graceMs, onOver, request } = options;
  const controller = new AbortController();
  let why: GraphQLError | 'again' | undefined;
  let isRead = false;

  function over(): void {
    isRead = true;
    controller.abort();
    void events.return();
  }

  void events.ended.then(() => {
    onOver();
    setTimeout(() => {
      if (!isRead) request.breakOff?.();
    }, graceMs).unref();
  });

  /** Ends it: with an error as the last result, or with `again`, so that the client subscribes again. */
  function end(reason: GraphQLError | 'again'): void {
    why ??= reason;
    void events.return();
  }

  async function* answers(): AsyncGenerator<ExecutionResult, undefined> {
    try {
      for await (const event of events) {
        if (why) break;
        const result = await answer(event, controller.signal);
        const [refusal] = result.data === undefined ? (result.errors ?? []) : [];
        why ??= refusal;
        if (refusal) break;
        yield result;
      }
    } catch (error) {
      why ??= maskError(error);
    } finally {
      over();
    }
    if (why instanceof GraphQLError) yield { errors: [why] };
  }

  const running = answers();
  const stream: AnswerStream = {
    get comeAgain() {
      return why === 'again';
    },
    next: () => running.next(),
    // A generator that waits for an event does not notice `return` before the event.
    return() {
      over();
      return running.return(undefined);
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return { stream, end };
}
