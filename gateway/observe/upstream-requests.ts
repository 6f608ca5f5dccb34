import type { ExecutionResult } from 'graphql';
import type { Came, Upstream, UpstreamContext } from '../../subgraphs/upstream.ts';
import { codesOf, type UpstreamRequestRecord } from './record.ts';
import type { Watcher } from './watcher.ts';

type Result = ExecutionResult<Record<string, unknown>>;

/** The upstream, with every request of it noted in the record of the client request that it is for. */
export function watchUpstream(upstream: Upstream, watchers: readonly Watcher[]): Upstream {
  async function noted<Answer>(
    asked: Asked,
    context: UpstreamContext,
    answer: () => Promise<Answer>,
    resultOf: (answer: Answer) => Result | undefined,
  ): Promise<Answer> {
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
      const answered = await answer();
      const errors = resultOf(answered)?.errors;
      if (errors) request.errorCodes = codesOf(errors);
      return answered;
    } finally {
      request.ms = performance.now() - request.startedAt;
      record.answeredWave = request.wave;
      for (const watcher of watchers) watcher.upstreamRequestEnds?.(request, record);
    }
  }

  const watched: Pick<Upstream, 'execute' | 'ask'> = {
    execute: (request) =>
      noted(
        { asked: request.document, variables: request.variables },
        request.context,
        () => upstream.execute(request),
        (result) => result,
      ),
    ask: (operation, context) =>
      noted({ asked: operation, variables: undefined }, context, () => upstream.ask(operation, context), wentWrong),
  };
  // What else it has, getters among it, stays as it is.
  return Object.defineProperties(watched, {
    ...Object.getOwnPropertyDescriptors(upstream),
    ...Object.getOwnPropertyDescriptors(watched),
  }) as Upstream;
}

/** What is to be told of an answer: nothing where nothing is known to be wrong with it. */
function wentWrong({ plain, read }: Came): Result | undefined {
  return plain ? undefined : read();
}

type Asked = Pick<UpstreamRequestRecord, 'asked' | 'variables'>;
