import { Pool } from 'undici';
import { type UpstreamErrorCode, upstreamError } from './errors.ts';

/** The most bytes an upstream's answer may have. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** The status of an answer that has no body. */
const NO_CONTENT = 204;

/** HTTP to one upstream: kept-alive connections, a deadline, errors that say what happened. */
export interface Transport {
  /**
   * POSTs JSON and reads JSON, whatever the status.
   * @throws GraphQLError UPSTREAM_UNREACHABLE, UPSTREAM_TIMEOUT or UPSTREAM_FAILED (the answer is no JSON)
   */
  post(path: string, body: unknown, options?: PostOptions): Promise<TransportAnswer>;
  /**
   * The same by another method; the body may be undefined, and so is that of an answer without one.
   * @throws GraphQLError as `post` does
   */
  send(method: Method, path: string, body: unknown, options?: PostOptions): Promise<TransportAnswer>;
  close(): Promise<void>;
}

export type Method = 'POST' | 'PATCH' | 'DELETE';

export interface PostOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export interface TransportAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** Of the body as it came. */
  readonly bytes?: number;
}

export interface TransportOptions {
  /** The upstream's name in the graph: `extensions.upstream` of its errors. */
  readonly name: string;
  /** What a person calls it, in messages. */
  readonly label: string;
  /** Origin and base path: `http://127.0.0.1:8055`. */
  readonly url: string;
  /** How long one request may take in all, in milliseconds. */
  readonly timeoutMs?: number;
  /** Connections kept at most. */
  readonly connections?: number;
}

/** Opens a transport. Nothing is connected before the first request. */
export function createTransport({
  name,
  label,
  url,
  timeoutMs = 10_000,
  connections = 16,
}: TransportOptions): Transport {
  const { origin, pathname } = new URL(url);
  const said = { name, label };
  const base = pathname.replace(/\/+$/, '');
  const pool = new Pool(origin, { connections, connect: { timeout: timeoutMs } });
  const send: Transport['send'] = async (method, path, body, { headers, signal } = {}) => {
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await pool.request({
        method,
        path: base + path,
        headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
        body: body === undefined ? null : JSON.stringify(body),
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      });
      const content = await readBody(answer.body, said);
      const isEmpty = answer.statusCode === NO_CONTENT;
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: isEmpty ? undefined : parse(content.toString('utf8'), answer.statusCode, said),
        bytes: content.byteLength,
      };
    } catch (error) {
      throw describe(error, said, deadline.aborted ? timeoutMs : undefined);
    }
  };
  return {
    send,
    post: (path, body, options) => send('POST', path, body, options),
    close: () => pool.destroy(),
  };
}

/** Who an error is of. */
type Named = Pick<TransportOptions, 'name' | 'label'>;

async function readBody(body: AsyncIterable<Uint8Array>, { name, label }: Named): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES) {
      throw upstreamError(name, 'UPSTREAM_FAILED', `${label} answered with more than ${MAX_ANSWER_BYTES} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(text: string, status: number, { name, label }: Named): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw upstreamError(name, 'UPSTREAM_FAILED', `${label} answered HTTP ${status} with something that is not JSON.`, {
      cause,
    });
  }
}

/** The error that a caller meets for what went wrong on the wire. Addresses and system messages stay in the cause. */
function describe(error: unknown, { name, label }: Named, timedOutAfter: number | undefined) {
  if (isUpstreamError(error)) return error;
  const [code, message]: [UpstreamErrorCode, string] =
    timedOutAfter === undefined
      ? ['UPSTREAM_UNREACHABLE', `${label} cannot be reached.`]
      : ['UPSTREAM_TIMEOUT', `${label} did not answer within ${timedOutAfter} ms.`];
  return upstreamError(name, code, message, { cause: error });
}

function isUpstreamError(error: unknown): error is ReturnType<typeof upstreamError> {
  return error instanceof Error && error.name === 'GraphQLError';
}
