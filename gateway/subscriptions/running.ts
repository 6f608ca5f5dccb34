import { type ExecutionResult, GraphQLError } from 'graphql';
import type { MaskError } from '../errors.ts';
import type { EventQueue, SubscriptionEvent } from '../events/index.ts';

/** Returns a result with masked errors. @throws GraphQLError which ends the subscription */
export type AnswerEvent = (event: SubscriptionEvent, signal: AbortSignal) => Promise<ExecutionResult>;

/** The results of one subscriber, in order. */
export interface AnswerStream extends AsyncIterableIterator<ExecutionResult> {
  return(): Promise<IteratorResult<ExecutionResult>>;
  /** At its end: whether the client should subscribe again, as the operation itself did not fail. */
  readonly comeAgain: boolean;
}

export interface RunningSubscription {
  readonly stream: AnswerStream;
  /** Ends it: with an error as the last result, or with `again`, so that the client subscribes again. */
  end(why: GraphQLError | 'again'): void;
}

/** A subscriber's connection. An object, as the closure of a function would hold a whole graph in memory. */
export interface BreakableConnection {
  breakOff(): void;
}

export interface RunSubscriptionOptions {
  readonly events: EventQueue<SubscriptionEvent>;
  readonly answer: AnswerEvent;
  readonly maskError: MaskError;
  /** Time for the client to read the end, in milliseconds. */
  readonly graceMs: number;
  /** Called once, when the subscription is over. */
  readonly onOver: () => void;
  /** Cut if the client does not read. */
  readonly connection: BreakableConnection;
}

/** Answers events one after the other, no faster than they are read. */
export function runSubscription(options: RunSubscriptionOptions): RunningSubscription {
  const { events, answer, maskError, graceMs, onOver, connection } = options;
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
      if (!isRead) connection.breakOff();
    }, graceMs).unref();
  });

  function end(reason: GraphQLError | 'again'): void {
    why ??= reason;
    void events.return();
  }

  async function* answers(): AsyncGenerator<ExecutionResult, undefined> {
    try {
      for await (const event of events) {
        if (why) break;
        yield await answer(event, controller.signal);
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
