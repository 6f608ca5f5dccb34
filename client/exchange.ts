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
  /** Undefined without a response. */
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

/** Servers and proxies take URLs of 8,000 characters (RFC 9110, section 4.1). */
const MAX_URL_LENGTH = 8_000;

/**
 * Asks once.
 * @param byGet lets caches answer: as a GET, where its URL is not too long
 * @throws the reason of the signal, when that ends
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

/** A GET with a cookie is refused, as any site could make a browser send it. Some edge runtimes take no such setting. */
function withoutCookies(): Pick<RequestInit, 'credentials'> {
  return 'credentials' in Request.prototype ? { credentials: 'omit' } : {};
}

/** RFC 9110, section 10.2.3: seconds, or a date. */
export function readRetryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** The error of a network that failed: with the URL, and with the cause of what `fetch` threw, which says "fetch failed" alone. */
export function unreachable(url: string, cause: unknown): GraphError {
  const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const code = isObject(reason) && typeof reason.code === 'string' ? reason.code : undefined;
  const said = (reason instanceof Error && reason.message) || code || String(reason);
  return new GraphError('UNREACHABLE', `${url} cannot be reached: ${said}`, { cause });
}

/** How the graph answered over HTTP. */
export interface Responded {
  readonly url: string;
  readonly status: number;
  readonly retryAfterMs: number | undefined;
}

/** Reads a body as GraphQL's answer, or returns the error that says that it is none. */
export function readAnswer(text: string, { url, status, retryAfterMs }: Responded): GraphAnswer | GraphError {
  const strange = () =>
    new GraphError('NOT_GRAPHQL', `${url} answered HTTP ${status} with a body that is no GraphQL answer.`, {
      status,
      retryAfterMs,
    });
  const { data, errors = [] } = parse(text) ?? {};
  if (typeof data !== 'object' && data !== undefined) return strange();
  if (!Array.isArray(errors) || (!data && errors.length === 0)) return strange();
  return { data, errors: errors.map((error) => readError(error, status, retryAfterMs)) };
}

function parse(text: string): { readonly data?: unknown; readonly errors?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** GraphQL's specification, section 7.1.2, with the code as Apollo's servers and this graph write it. */
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
