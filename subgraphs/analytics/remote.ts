import { type DocumentNode, GraphQLError, print } from 'graphql';
import { z } from 'zod';
import { isJsonObject } from '../common/json.ts';
import { createDerived } from '../common/memo.ts';
import { upstreamError } from '../contract/errors.ts';
import type { GraphQLResult, UpstreamRequest } from '../contract/upstream.ts';
import { type ServerOptions, Transport, type TransportAnswer } from '../transport/index.ts';
import { createBodyWriter } from '../transport/request-body.ts';
import { checks } from './dialect/read.ts';
import { type AnalyticsUpstream, createUpstream } from './upstream.ts';

/**
 * Creates an upstream for an analytics subgraph in another process. It has the same schema, from our own code, and the
 * same answers, with one HTTP request per execution. Both sides must have the same version.
 * @param options the server that `npm run analytics` starts
 */
export async function createRemoteAnalytics({ onCall, ...server }: ServerOptions): Promise<AnalyticsUpstream> {
  const transport = new Transport({ ...SELF, ...server });
  const writeBody = createBodyWriter();

  async function execute({ document, variables, operationName, context }: UpstreamRequest): Promise<GraphQLResult> {
    const query = texts.derive(document, () => print(document));
    // A document with several operations needs the operation's name.
    const body =
      operationName === undefined ? writeBody(query, variables) : JSON.stringify({ query, variables, operationName });
    const headers = {};
    const onEnd = onCall?.({ upstream: 'analytics', text: query, variables, context, headers });
    try {
      return resultOf(await transport.read('/graphql', body, headers, context, onEnd));
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  }

  return createUpstream({ execute, health: () => transport.health(), close: () => transport.close() }, checks);
}

const SELF = { name: 'analytics', label: 'The analytics subgraph' } as const;

const texts = createDerived<DocumentNode, string>();

/** Converts the answer to the result of an execution in this process. */
function resultOf({ status, body }: TransportAnswer): GraphQLResult {
  const result = Result.safeParse(body).data;
  if (!result) {
    throw upstreamError(
      'analytics',
      'UPSTREAM_FAILED',
      `The analytics subgraph answered HTTP ${status} without a result.`,
    );
  }
  const { data, errors } = result;
  return {
    ...(data !== undefined && { data }),
    ...(errors && { errors: errors.map((error) => new GraphQLError(error.message, errorOptions(error))) }),
  };
}

const SerializedError = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
});

const Data = z.custom<Record<string, unknown>>(isJsonObject).nullable();
const Errors = z.array(SerializedError);
/** Data, errors, or both. */
const Result = z.union([
  z.object({ data: Data, errors: Errors.optional() }),
  z.object({ data: z.undefined().optional(), errors: Errors }),
]);

/** Returns the path and code of an error. An error without a code is unexpected in the subgraph. */
function errorOptions({ path, extensions }: z.infer<typeof SerializedError>) {
  const code = extensions?.code ?? 'UPSTREAM_FAILED';
  return { ...(path && { path }), extensions: { upstream: 'analytics', ...extensions, code } };
}
