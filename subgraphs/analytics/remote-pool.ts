import { GraphQLError } from 'graphql';
import { errors, Pool } from 'undici';
import { z } from 'zod';
import { parseJson } from '../common/json.ts';
import { type UpstreamErrorCode, upstreamError } from '../contract/errors.ts';
import type { ServerOptions } from '../transport/index.ts';
import type { Bytes } from './files/formats/format.ts';

interface RemoteRequest {
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Connects to the paths of a subgraph in another process that are not part of the graph.
 * @param timeoutMs timeout of a connection, of the beginning of an answer, and of each further part
 * @param wanted what another body, such as a proxy's page, is not: "a tile"
 */
export function createRemotePool(
  { url, timeoutMs = 10_000 }: Pick<ServerOptions, 'url' | 'timeoutMs'>,
  wanted: string,
  options: Pick<Pool.Options, 'connections' | 'maxResponseSize'>,
) {
  const { origin, pathname } = new URL(url);
  const base = pathname.replace(/\/+$/, '');
  const timeouts = { connect: { timeout: timeoutMs }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
  const pool = new Pool(origin, { ...timeouts, ...options });

  function failureOf(cause: unknown): GraphQLError {
    if (cause instanceof GraphQLError) return cause;
    const isLate = cause instanceof Error && cause.name.endsWith('TimeoutError');
    if (isLate) return failure('UPSTREAM_TIMEOUT', `did not answer within ${timeoutMs} ms.`, cause);
    if (!(cause instanceof errors.ResponseExceededMaxSizeError)) {
      return failure('UPSTREAM_UNREACHABLE', 'cannot be reached.', cause);
    }
    return failure('UPSTREAM_FAILED', `answered with ${wanted} of more than ${options.maxResponseSize} bytes.`, cause);
  }

  return {
    /**
     * Requests a path, and reads the bytes of the answer at their reader's speed.
     * @throws GraphQLError with a code, the subgraph's own if it refuses
     */
    async *read({ path, headers = {}, signal }: RemoteRequest): AsyncGenerator<Bytes> {
      try {
        const request = { method: 'GET', path: base + path, headers, ...(signal && { signal }) } as const;
        const { statusCode, body } = await pool.request(request);
        if (statusCode !== 200 && statusCode !== 204) throw refusalOf(statusCode, await body.text(), wanted);
        yield* body;
      } catch (cause) {
        throw failureOf(cause);
      }
    },
    close: () => pool.destroy(),
  };
}

/** @param what the end of the sentence "The analytics subgraph …" */
function failure(code: UpstreamErrorCode, what: string, cause?: unknown): GraphQLError {
  return upstreamError('analytics', code, `The analytics subgraph ${what}`, { cause });
}

const Extensions = z.object({ code: z.custom<UpstreamErrorCode>((code) => typeof code === 'string') });
const Refusal = z.object({ errors: z.tuple([z.object({ message: z.string(), extensions: Extensions })]) });

/** Makes the error for a client from a subgraph's refusal. */
function refusalOf(status: number, body: string, wanted: string): GraphQLError {
  const { data } = Refusal.safeParse(parseJson(body));
  if (!data) return failure('UPSTREAM_FAILED', `answered HTTP ${status} without ${wanted}.`);
  const [{ message, extensions }] = data.errors;
  return upstreamError('analytics', extensions.code, message);
}
