import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import { formatResult } from '../errors.ts';
import type { Answer } from '../pipeline/index.ts';
import type { ClientAbortSignal } from './client-abort.ts';

/** Ends an operation with errors, instead of or after its results. */
export class Refusal extends Error {
  readonly errors: readonly GraphQLFormattedError[];

  constructor(errors: readonly GraphQLFormattedError[]) {
    super('The operation is refused.');
    this.errors = errors;
  }
}

/** The results of one operation, in their order. */
export type SocketAnswers = AsyncIterableIterator<ExecutionResult>;

export interface SocketAnswersOptions {
  readonly answer: () => Promise<Answer>;
  /** Called where the client should subscribe again. */
  readonly onAgain: () => void;
  readonly onOver: () => void;
}

/** Answers an operation, no faster than its results are read. `return` ends it at once, and aborts its signal. */
export function answersOf(signal: ClientAbortSignal, { answer, onAgain, onOver }: SocketAnswersOptions): SocketAnswers {
  let isOver = false;

  /** Aborts the signal too: a generator that waits for an event does not notice `return`. */
  function over(): void {
    signal.leave();
    if (!isOver) onOver();
    isOver = true;
  }

  async function* answers(): AsyncGenerator<ExecutionResult, undefined> {
    try {
      const { stream, result } = await answer();
      if (result) yield unlessRefused(result);
      else for await (const each of stream) yield unlessRefused(each);
      if (stream?.comeAgain) onAgain();
    } finally {
      over();
    }
    return undefined;
  }

  const running = answers();
  const ending: SocketAnswers = {
    next: () => running.next(),
    return() {
      over();
      return running.return(undefined);
    },
    [Symbol.asyncIterator]: () => ending,
  };
  return ending;
}

/** @throws Refusal for a result without data, which is the last one */
function unlessRefused(result: ExecutionResult): ExecutionResult {
  const { errors } = formatResult(result);
  if (result.data === undefined && errors) throw new Refusal(errors);
  return result;
}
