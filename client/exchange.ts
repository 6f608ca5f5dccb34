import { GraphError } from './errors.ts';

/** The body of a request: a document, by its text or by its hash, and its variables. */
export interface OperationMessage {
  readonly query?: string;
  readonly documentId?: string;
  readonly variables: unknown;
}

/** The URL, headers and fetch of the graph. */
export interface Endpoint {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof fetch;
}

/** The result of one HTTP exchange: a GraphQL answer, or the error instead of one. */
export interface ExchangeResult {
  /** undefined without a response. */
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly answer: GraphAnswer | GraphError;
}

/** A GraphQL answer. `data` is undefined where nothing was executed. */
export interface GraphAnswer {
  readonly data: object | null | undefined;
  readonly errors: readonly GraphError[];
}

const ACCEPT = 'application/graphql-response+json, application/json;q=0.9';

/** Length of URLs that all servers and proxies should accept, in characters (RFC 9110, section 4.1). */
const MAX_URL_LENGTH = 8_000;

/**
 * Sends one request.
 * @param byGet whether to send a GET, which caches can answer, if its URL is not too long
 * @throws the reason of the signal, when that aborts
 * @throws TypeError where the variables are not JSON
 */
export async function exchange(
  { url, headers, fetch: send }: Endpoint,
  message: OperationMessage,
  signal: AbortSignal,
  byGet: boolean,
): Promise<ExchangeResult> {
  signal.throwIfAborted();
  const got = byGet ? urlOf(url, message) : url;
  const isGet = byGet && got.length <= MAX_URL_LENGTH;
  const request: RequestInit = isGet
    ? { headers: { ...headers, accept: ACCEPT }, ...withoutCookies() }
    : {
        method: 'POST',
        headers: { ...headers, accept: ACCEPT, 'content-type': 'application/json' },
        body: JSON.stringify(message),
      };
  try {
    const response = await send(isGet ? got : url, { ...request, signal });
    const retryAfterMs = readRetryAfter(response.headers.get('retry-after'));
    const { status } = response;
    return { status, retryAfterMs, answer: readAnswer(await response.text(), { url, status, retryAfterMs }) };
  } catch (cause) {
    signal.throwIfAborted();
    return { status: undefined, retryAfterMs: undefined, answer: unreachable(url, cause) };
  }
}

function urlOf(endpoint: string, { query, documentId, variables }: OperationMessage): string {
  const url = new URL(endpoint);
  if (query !== undefined) url.searchParams.set('query', query);
  if (documentId !== undefined) url.searchParams.set('documentId', documentId);
  if (variables !== undefined) url.searchParams.set('variables', JSON.stringify(variables));
  return url.href;
}

/** Omits cookies: the graph refuses a GET with cookies (CSRF). Some edge runtimes lack this setting. */
function withoutCookies(): Pick<RequestInit, 'credentials'> {
  return 'credentials' in Request.prototype ? { credentials: 'omit' } : {};
}

/** Reads seconds or a date (RFC 9110, section 10.2.3), as milliseconds from now. */
export function readRetryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** Makes the error of a failed network, with the URL and the cause: the message of `fetch` is only "fetch failed". */
export function unreachable(url: string, cause: unknown): GraphError {
  const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const code = isObject(reason) && typeof reason.code === 'string' ? reason.code : undefined;
  const said = (reason instanceof Error && reason.message) || code || String(reason);
  return new GraphError('UNREACHABLE', `${url} cannot be reached: ${said}`, { cause });
}

/** The HTTP response of the graph. */
export interface Responded {
  readonly url: string;
  readonly status: number;
  readonly retryAfterMs: number | undefined;
}

/** Reads a body as a GraphQL answer. Returns an error NOT_GRAPHQL for any other body. */
export function readAnswer(text: string, { url, status, retryAfterMs }: Responded): GraphAnswer | GraphError {
  const strange = () => notGraphql('with a body that is not a GraphQL response', { url, status, retryAfterMs });
  const { data, errors = [] } = parse(text) ?? {};
  if (typeof data !== 'object' && data !== undefined) return strange();
  if (!Array.isArray(errors) || (!data && errors.length === 0)) return strange();
  return { data, errors: errors.map((error) => readError(error, status, retryAfterMs)) };
}

/** Makes the error of a response that is not the graph's. @param what describes the body */
export function notGraphql(what: string, { url, status, retryAfterMs }: Responded): GraphError {
  const message = `${url} answered HTTP ${status} ${what}: check the URL, and what a proxy before the graph answers.`;
  return new GraphError('NOT_GRAPHQL', message, { status, retryAfterMs });
}

function parse(text: string): { readonly data?: unknown; readonly errors?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Reads an error by GraphQL's specification, section 7.1.2, with `extensions.code` as in Apollo's servers. */
function readError(error: unknown, status: number, retryAfterMs: number | undefined): GraphError {
  const { message, path, extensions } = isObject(error) ? error : {};
  const details = isObject(extensions) ? extensions : {};
  return new GraphError(String(details.code ?? 'UNKNOWN'), String(message), {
    path: Array.isArray(path) ? path : undefined,
    extensions: details,
    status,
    retryAfterMs,
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
