import type { GraphQLError } from 'graphql';
import type { Upstream } from '../../subgraphs/upstream.ts';
import { codesOf, type UpstreamRequestRecord } from './record.ts';
import type { Watcher } from './watcher.ts';

/** The upstream, with every request of it noted in the record of the client request that it is for. */
export function watchUpstream(upstream: Upstream, watchers: readonly Watcher[]): Upstream {
  const ask: Upstream['ask'] = async (operation, context) => {
    const { record } = context;
    if (!record) return upstream.ask(operation, context);
    const request: UpstreamRequestRecord = {
      asked: operation,
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
      const response = await upstream.ask(operation, context);
      const onErrors = (errors: readonly GraphQLError[]): void => {
        if (errors.length > 0) request.errorCodes = [...new Set([...request.errorCodes, ...codesOf(errors)])];
      };
      onErrors(response.fields.flatMap(({ errors }) => errors));
      return { fields: response.fields.map((field) => ({ ...field, onErrors })) };
    } finally {
      request.ms = performance.now() - request.startedAt;
      record.answeredWave = request.wave;
      for (const watcher of watchers) watcher.upstreamRequestEnds?.(request, record);
    }
  };
  // What else it has, getters among it, stays as it is.
  const own = { ...Object.getOwnPropertyDescriptors(upstream), ...Object.getOwnPropertyDescriptors({ ask }) };
  return Object.defineProperties({}, own) as Upstream;
}
