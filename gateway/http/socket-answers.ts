import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import { isJsonObject } from '../../subgraphs/json.ts';
import { readEvents } from '../subscriptions/read-events.ts';

/** Why an operation is not answered, or not any more. */
export class Refusal extends Error {
  readonly errors: readonly GraphQLFormattedError[];

  constructor(errors: readonly GraphQLFormattedError[]) {
    super('The operation is refused.');
    this.errors = errors;
  }
}

/** What one operation is answered, in order. */
export type SocketAnswers = AsyncGenerator<ExecutionResult, undefined>;

export interface AnswersOptions {
  /** Sends the operation over HTTP. */
  readonly send: (body: string, signal: AbortSignal) => Promise<Response>;
  /** Told where the client is to subscribe again. */
  readonly onAgain: () => void;
  readonly onOver: () => void;
}

/** Reads what an operation is answered over HTTP, no faster than it is asked for; leaving ends it at once. */
export function answersOf(payload: unknown, { send, onAgain, onOver }: AnswersOptions): SocketAnswers {
  const controller = new AbortController();
  let isOver = false;

  /** What waits for the next event hears of nothing else. */
  function over(): void {
    controller.abort();
    if (!isOver) onOver();
    isOver = true;
  }

  async function* answers(): SocketAnswers {
    try {
      const response = await send(JSON.stringify(payload), controller.signal);
      for await (const part of response.body ? readEvents(response.body) : []) {
        if (part.kind === 'again') onAgain();
        if (part.kind === 'next') yield resultOf(part.data);
      }
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      over();
    }
    return undefined;
  }

  const running = answers();
  const ending: SocketAnswers = {
    next: () => running.next(),
    return(value) {
      over();
      return running.return(value);
    },
    throw(error) {
      over();
      return running.throw(error);
    },
    [Symbol.asyncIterator]: () => ending,
    [Symbol.asyncDispose]: async () => over(),
  };
  return ending;
}

/** @throws Refusal for an answer without data: nothing follows it */
function resultOf(data: string): ExecutionResult {
  const result: unknown = JSON.parse(data);
  if (isJsonObject(result) && !('data' in result) && Array.isArray(result.errors)) throw new Refusal(result.errors);
  return result as ExecutionResult;
}
