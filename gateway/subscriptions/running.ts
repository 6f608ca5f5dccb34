import { type ExecutionResult, GraphQLError } from 'graphql';
import type { EventQueue } from '../graph/subscriptions/event-queue.ts';
import type { SubscriptionEvent } from '../graph/subscriptions/sources.ts';
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

/**
 * Answers events one after the other, as fast as they are read.
 * @param onOver told once, however it ends
 */
export function runSubscription(
  events: EventQueue<SubscriptionEvent>,
  answer: AnswerEvent,
  maskError: (error: unknown) => Error,
  onOver: () => void,
): RunningSubscription {
  const controller = new AbortController();
  let why: GraphQLError | 'again' | undefined;
  let isOver = false;

  function over(): void {
    if (isOver) return;
    isOver = true;
    controller.abort();
    void events.return();
    onOver();
  }

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
