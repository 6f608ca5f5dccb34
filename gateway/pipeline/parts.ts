import type { ExecutionResult } from 'graphql';
import { failedResult, type MaskError, maskResult } from '../errors.ts';
import { IncrementalDelivery, type ResultPart } from '../plan/index.ts';
import type { AnswerStream } from '../subscriptions/running.ts';
import type { Outcome } from './exchange.ts';
import type { Executable, Execute } from './execute.ts';
import type { Executed, Extend } from './extend.ts';
import type { Negotiate } from './negotiate.ts';

export interface PartsOptions {
  readonly execute: Execute;
  readonly negotiate: Pick<Negotiate, 'parts'>;
  readonly maskError: MaskError;
  readonly extend: Extend;
}

/**
 * Executes an operation. The answer is in parts where fragments are deferred, the client accepts parts, and the first
 * part is ready before the whole answer.
 * @throws errors of `execute` before the first part
 */
export type ExecuteByParts = (executable: Executable) => Promise<Outcome>;

export function createExecuteByParts({ execute, negotiate, maskError, extend }: PartsOptions): ExecuteByParts {
  return async (executable) => {
    const { exchange, record, bound } = executable;
    const { plan, deferral } = bound;
    const finish = ({ result, json }: Executed): Executed =>
      extend(executable, { result: maskResult(result, maskError), json });
    const mediaType = deferral && negotiate.parts(exchange);
    if (!mediaType) return finish(await execute(executable));
    const begun = Promise.withResolvers<undefined>();
    const parts = createParts();
    const delivery = new IncrementalDelivery(plan, deferral, (part) => {
      parts.push(maskResult(part, maskError));
      begun.resolve(undefined);
    });
    const executed = execute({ ...executable, delivery });
    const whole = await Promise.race([executed, begun.promise]);
    if (whole) return finish(whole);
    exchange.mediaType = mediaType;
    record.firstPartMs = performance.now() - record.startedAt;
    const end = (result: ExecutionResult, last: ResultPart): ExecutionResult => {
      parts.end(finish({ result: last }).result);
      return result;
    };
    const ended = executed.then(
      ({ result }) => end(result, delivery.end()),
      (error: unknown) => {
        const result = failedResult(error, maskError);
        return end(result, delivery.fail(result.errors ?? []));
      },
    );
    return { stream: parts.stream, ended };
  };
}

/** Creates an unbounded queue of the parts that a client has not read. */
function createParts() {
  const waiting: ExecutionResult[] = [];
  let more = Promise.withResolvers<void>();
  let isOver = false;

  // No generator, which takes several turns for each part: the requests for the next part would be prepared in them.
  const stream: AnswerStream = {
    comeAgain: false,
    async next() {
      while (waiting.length === 0 && !isOver) {
        await more.promise;
        more = Promise.withResolvers();
      }
      const value = waiting.shift();
      return value ? { value, done: false } : { value: undefined, done: true };
    },
    async return() {
      isOver = true;
      waiting.length = 0;
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]: () => stream,
  };
  function push(part: ExecutionResult): void {
    waiting.push(part);
    more.resolve();
  }
  return {
    stream,
    push,
    end(part: ExecutionResult): void {
      isOver = true;
      push(part);
    },
  };
}
