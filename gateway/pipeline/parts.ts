import type { ExecutionResult } from 'graphql';
import { failedResult, type MaskError, maskResult } from '../errors.ts';
import { createEventQueue } from '../events/event-queue.ts';
import { IncrementalDelivery, type ResultPart } from '../plan/index.ts';
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
    // All parts of an answer are in memory anyway.
    const parts = await createEventQueue<ExecutionResult>(() => () => {}, Number.POSITIVE_INFINITY);
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
      parts.push(finish({ result: last }).result);
      parts.finish();
      return result;
    };
    const ended = executed.then(
      ({ result }) => end(result, delivery.end()),
      (error: unknown) => {
        const result = failedResult(error, maskError);
        return end(result, delivery.fail(result.errors ?? []));
      },
    );
    return { stream: { ...parts, comeAgain: false }, ended };
  };
}
