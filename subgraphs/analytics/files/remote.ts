import { GraphQLError } from 'graphql';
import { errors, Pool } from 'undici';
import { z } from 'zod';
import type { ServerOptions } from '../../transport/index.ts';
import { observed } from '../../transport/observed.ts';
import { remoteFailure, remoteRefusal } from '../remote-errors.ts';
import { analyticsSchema } from '../schema/index.ts';
import { ABOUT } from './answer.ts';
import type { Bytes } from './formats/format.ts';
import type { DataFiles } from './index.ts';
import { fileName, readArguments } from './request.ts';

/** Enough for the files that are read in parallel, and some that are only opened. */
const CONNECTIONS = 48;
/** The version and price of a file, as `answerFile` writes them. */
const About = z.object({ version: z.string(), values: z.number() }).nullable();

/**
 * Requests files from a subgraph in another process: the same bytes and refusals. Parameters are checked here, against
 * the schema of the reader's audience.
 * @param timeoutMs timeout of a file's version and price, its beginning, and each further part
 */
export function createRemoteFiles({ url, timeoutMs = 10_000, onCall }: Omit<ServerOptions, 'tuning'>): DataFiles {
  const { origin, pathname } = new URL(url);
  const base = pathname.replace(/\/+$/, '');
  const timeouts = { connect: { timeout: timeoutMs }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
  const pool = new Pool(origin, { connections: CONNECTIONS, ...timeouts });
  const schema = analyticsSchema();

  async function get(path: string, headers: Record<string, string>, signal: AbortSignal | undefined) {
    try {
      const { statusCode, body } = await pool.request({
        method: 'GET',
        path: base + path,
        headers,
        signal: signal ?? null,
      });
      if (statusCode !== 200) throw remoteRefusal(statusCode, await body.text(), 'a file');
      return body;
    } catch (cause) {
      throw failureOf(cause, timeoutMs);
    }
  }

  return {
    async open(request, seen, context) {
      readArguments(request, schema, seen);
      const path = `/data/${fileName(request)}`;
      const call = { upstream: 'analytics', text: path, context };
      const about = await observed(
        onCall,
        call,
        async () => About.parse(await (await get(path, { accept: ABOUT }, context.signal)).json()),
        () => ({}),
      );
      async function* bytes(): AsyncGenerator<Bytes> {
        try {
          yield* await get(path, {}, context.signal);
        } catch (cause) {
          throw failureOf(cause, timeoutMs);
        }
      }
      return about ? { ...about, bytes } : undefined;
    },
    close: () => pool.destroy(),
  };
}

function failureOf(cause: unknown, timeoutMs: number): unknown {
  if (cause instanceof GraphQLError) return cause;
  const { HeadersTimeoutError, BodyTimeoutError, ConnectTimeoutError } = errors;
  const isLate = [HeadersTimeoutError, BodyTimeoutError, ConnectTimeoutError].some((each) => cause instanceof each);
  if (isLate) return remoteFailure('UPSTREAM_TIMEOUT', `did not answer within ${timeoutMs} ms.`, cause);
  return remoteFailure('UPSTREAM_UNREACHABLE', 'cannot be reached.', cause);
}
