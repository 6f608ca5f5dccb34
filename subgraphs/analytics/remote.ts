import { type DocumentNode, GraphQLError, print } from 'graphql';
import { createDerived } from '../common/memo.ts';
import { upstreamError } from '../contract/errors.ts';
import type { GraphQLResult, UpstreamRequest } from '../contract/upstream.ts';
import { createOperationWriter } from '../contract/write-operation.ts';
import { type ServerOptions, Transport, type TransportAnswer } from '../transport/index.ts';
import { createBodyWriter } from '../transport/request-body.ts';
import { checks, createResponseWriter } from './dialect/read.ts';
import { type AnalyticsUpstream, lookups, PROBE } from './index.ts';
import { analyticsSchema } from './schema/index.ts';
import { rowFilters } from './schema/row-filters.ts';

/**
 * Creates an upstream for an analytics subgraph in another process. It has the same schema, from our own code, and the
 * same answers, with one HTTP request per execution. Both sides must have the same version.
 * @param options the server that `npm run analytics` starts
 */
export async function createRemoteAnalytics({ onCall, ...server }: ServerOptions): Promise<AnalyticsUpstream> {
  const transport = new Transport({ ...SELF, ...server });
  const write = createOperationWriter();
  const writeBody = createBodyWriter();
  const responseOf = createResponseWriter(checks);

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

  const { errors } = await execute({ document: PROBE, context: { caller: { audience: 'public' } } });
  return {
    name: 'analytics',
    schema: analyticsSchema(),
    schemaFrom: 'code',
    problem: errors?.[0]?.message,
    lookups,
    rowFilters,
    execute,
    fetch: async (operation, context) => responseOf(operation, await execute({ ...write(operation), context })),
    health: () => transport.health(),
    close: () => transport.close(),
  };
}

const SELF = { name: 'analytics', label: 'The analytics subgraph' } as const;

const texts = createDerived<DocumentNode, string>();

/** Converts the answer to the result of an execution in this process. */
function resultOf({ status, body }: TransportAnswer): GraphQLResult {
  if (!isResult(body)) {
    throw upstreamError(
      'analytics',
      'UPSTREAM_FAILED',
      `The analytics subgraph answered HTTP ${status} without a result.`,
    );
  }
  const { data, errors } = body;
  return {
    ...(data !== undefined && { data }),
    ...(errors && { errors: errors.map((error) => new GraphQLError(error.message, errorOptions(error))) }),
  };
}

interface SerializedError {
  readonly message: string;
  readonly path?: ReadonlyArray<string | number>;
  readonly extensions?: Record<string, unknown>;
}

/** Returns the path and code of an error. An error without a code is unexpected in the subgraph. */
function errorOptions({ path, extensions }: SerializedError) {
  const code = extensions?.code ?? 'UPSTREAM_FAILED';
  return { ...(path && { path }), extensions: { upstream: 'analytics', ...extensions, code } };
}

function isResult(
  body: unknown,
): body is { data?: Record<string, unknown> | null; errors?: readonly SerializedError[] } {
  return (
    typeof body === 'object' && body !== null && ('data' in body || ('errors' in body && Array.isArray(body.errors)))
  );
}
