import type { GraphQLError } from 'graphql';
import type { UpstreamResponse } from '../../subgraphs/response/index.ts';
import type { Upstream, UpstreamContext } from '../../subgraphs/upstream.ts';
import { codesOf, type UpstreamRequestRecord } from './record.ts';
import type { Watcher } from './watcher.ts';

/** The upstream, with every request of it noted in the record of the client request that it is for. */
export function watchUpstream(upstream: Upstream, watchers: readonly Watcher[]): Upstream {
  async function noted<Answer>(
    asked: Asked,
    context: UpstreamContext,
    answer: () => Promise<Answer>,
    errorsOf: (answer: Answer) => readonly GraphQLError[] | undefined,
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
      const errors = errorsOf(answered);
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
        ({ errors }) => errors,
      ),
    ask: (operation, context) =>
      noted({ asked: operation, variables: undefined }, context, () => upstream.ask(operation, context), reported),
  };
  // What else it has, getters among it, stays as it is.
  return Object.defineProperties(watched, {
    ...Object.getOwnPropertyDescriptors(upstream),
    ...Object.getOwnPropertyDescriptors(watched),
  }) as Upstream;
}

/** What the upstream reports of its response. */
function reported({ fields }: UpstreamResponse): readonly GraphQLError[] | undefined {
  return fields.some(({ errors }) => errors.length > 0) ? fields.flatMap(({ errors }) => errors) : undefined;
}

type Asked = Pick<UpstreamRequestRecord, 'asked' | 'variables'>;
