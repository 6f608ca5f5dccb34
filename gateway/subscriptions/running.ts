import { type ExecutionResult, GraphQLError } from 'graphql';
import { type MaskError, maskResult } from '../errors.ts';
import type { EventQueue, SubscriptionEvent } from '../events/index.ts';
import type { AnswerEvent } from './answer-event.ts';

/** The results that one subscriber gets, in order. */
export interface AnswerStream extends AsyncIterableIterator<ExecutionResult> {
  return(): Promise<IteratorResult<ExecutionResult>>;
  /** At its end: whether its client had better subscribe again, as nothing is wrong with what it asks. */
  readonly comeAgain: boolean;
}

export interface RunningSubscription {
  readonly stream: AnswerStream;
  /** Ends it: by an error, which is its last result, or for its client to subscribe again. */
  end(why: GraphQLError | 'again'): void;
}

/** What a subscriber is connected by. An object in place of a function, which would hold all that its maker knew: a whole graph. */
export interface BreakableConnection {
  breakOff(): void;
}

export interface RunSubscriptionOptions {
  readonly events: EventQueue<SubscriptionEvent>;
  readonly answer: AnswerEvent;
  readonly maskError: MaskError;
  /** How long its client may take to read its end, in milliseconds. */
  readonly graceMs: number;
  /** Called once, when nothing more happens in it. */
  readonly onOver: () => void;
  /** Broken off where its client does not read. */
  readonly connection: BreakableConnection;
}

/** Answers events one after the other, as fast as they are read. */
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
        yield maskResult(await answer(event, controller.signal), maskError);
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
    // A generator that waits for an event hears of nothing before it has one.
    return() {
      over();
      return running.return(undefined);
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return { stream, end };
}
