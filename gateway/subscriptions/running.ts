import { type ExecutionResult, GraphQLError } from 'graphql';
import type { EventQueue, SubscriptionEvent } from '../events/index.ts';
import type { AnswerEvent } from './answer-event.ts';

/** What one subscriber is told, in order. */
export interface AnswerStream extends AsyncIterableIterator<ExecutionResult> {
  return(): Promise<IteratorResult<ExecutionResult>>;
  /** At its end: whether its client had better subscribe again, as nothing is wrong with what it asks. */
  readonly comeAgain: boolean;
}

export interface RunningSubscription {
  readonly stream: AnswerStream;
  /** Ends it: by an error, which is the last that is told, or for its client to subscribe again. */
  end(why: GraphQLError | 'again'): void;
}

export interface RunOptions {
  readonly events: EventQueue<SubscriptionEvent>;
  readonly answer: AnswerEvent;
  readonly maskError: (error: unknown) => Error;
  /** How long its client may take to read its end, in milliseconds. */
  readonly graceMs: number;
  /** Told once, when nothing more happens in it. */
  readonly onOver: () => void;
  /** Ends the connection of a client that does not read. */
  readonly breakOff: () => void;
}

/** Answers events one after the other, as fast as they are read. */
export function runSubscription(options: RunOptions): RunningSubscription {
  const { events, answer, maskError, graceMs, onOver, breakOff } = options;
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
      if (!isRead) breakOff();
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
        yield toldOf(await answer(event, controller.signal), maskError);
      }
    } catch (error) {
      why ??= masked(error, maskError);
    } finally {
      over();
    }
    if (why instanceof GraphQLError) yield toldOf({ errors: [why] }, maskError);
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

function toldOf(result: ExecutionResult, maskError: (error: unknown) => Error): ExecutionResult {
  if (!result.errors) return result;
  return { ...result, errors: result.errors.map((error) => masked(error, maskError)) };
}

/** As a client may see it: of how an error is told over HTTP nothing is said in a stream. */
function masked(error: unknown, maskError: (error: unknown) => Error): GraphQLError {
  const told = maskError(error);
  if (!(told instanceof GraphQLError)) return new GraphQLError(told.message);
  const { http: _, ...extensions } = told.extensions;
  const { nodes = null, path = null } = told;
  return new GraphQLError(told.message, { nodes, path, extensions });
}
