import type { ExecutionResult } from 'graphql';
import type { Upstream, UpstreamContext } from '../../subgraphs/upstream.ts';
import { codesOf, type UpstreamRequestRecord } from './record.ts';
import type { Watcher } from './watcher.ts';

type Result = ExecutionResult<Record<string, unknown>>;

/** The upstream, with every request of it noted in the record of the client request that it is for. */
export function watchUpstream(upstream: Upstream, watchers: readonly Watcher[]): Upstream {
  async function noted(asked: Asked, context: UpstreamContext, answer: () => Promise<Result>): Promise<Result> {
    const { record } = context;
    if (!record) return answer();
    const request: UpstreamRequestRecord = {
      ...asked,
      upstream: upstream.name,
      // What follows an answer is sent in the same turn that brings it: the last one is what this waited for.
      wave: record.answeredWave + 1,
      startedAt: performance.now(),
      ms: undefined,
      errorCodes: [],
    };
    record.upstreamRequests.push(request);
    for (const watcher of watchers) watcher.upstreamRequestBegins?.(request, record);
    try {
      const result = await answer();
      if (result.errors) request.errorCodes = codesOf(result.errors);
      return result;
    } finally {
      request.ms = performance.now() - request.startedAt;
      record.answeredWave = request.wave;
      for (const watcher of watchers) watcher.upstreamRequestEnds?.(request, record);
    }
  }

  const watched: Pick<Upstream, 'execute' | 'answer'> = {
    execute: (request) =>
      noted({ asked: request.document, variables: request.variables }, request.context, () =>
        upstream.execute(request),
      ),
    answer: (operation, context) =>
      noted({ asked: operation, variables: undefined }, context, () => upstream.answer(operation, context)),
  };
  // What else it has, getters among it, stays as it is.
  return Object.defineProperties(watched, {
    ...Object.getOwnPropertyDescriptors(upstream),
    ...Object.getOwnPropertyDescriptors(watched),
  }) as Upstream;
}

type Asked = Pick<UpstreamRequestRecord, 'asked' | 'variables'>;
