import { checkTimeout, startDeadline } from './deadline.ts';
import { operationOf, type PartialData, type Send, sendPersisted, type TypedDocument } from './documents.ts';
import { GraphError } from './errors.ts';
import { type Endpoint, exchange } from './exchange.ts';
import { type Connection, type PagesBounds, readPages } from './pages.ts';
import { type Attempt, withRetries } from './retries.ts';
import { subscribeTo } from './subscription.ts';

export interface ClientOptions {
  /** The graph's URL: `https://graph.example/graphql`. */
  readonly url: string | URL;
  /** A partner's key or a staff token, sent as `Authorization: Bearer`. Without one the caller is anonymous. */
  readonly key?: string | undefined;
  /** Sends requests; by default the platform's own `fetch`. */
  readonly fetch?: typeof fetch;
  /** Time limit of a request in milliseconds, retries included: more than 0. Default 30,000. */
  readonly timeoutMs?: number;
  /** Maximum number of retries of a query, see `withRetries`; mutations are never retried. Default 3. */
  readonly retries?: number;
  /** Whether to send persisted documents by GET, without cookies, so that caches can answer. Default false. */
  readonly get?: boolean;
  /** Called after each HTTP exchange of a request, retries included, for logs and metrics. Its errors are ignored. */
  readonly onAttempt?: (attempt: Attempt) => void;
}

export interface RequestOptions {
  /** Cancels the request, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Replaces the client's `timeoutMs`. */
  readonly timeoutMs?: number;
}

export interface SubscribeOptions {
  /** Ends the subscription: the iterator throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Maximum number of consecutive resubscriptions without an event. Default 20, which take about two minutes. */
  readonly retries?: number;
}

export interface PagesOptions extends RequestOptions, PagesBounds {}

/** The data of an answer, and the errors of missing fields: if an upstream is down, only its own fields are missing. */
export interface PartialAnswer<Data> {
  readonly data: PartialData<Data> | null;
  readonly errors: readonly GraphError[];
}

/** The variables of an operation, optional where it requires none, and options. */
export type Arguments<Variables, Options> =
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: Options]
    : [variables: Variables, options?: Options];

export interface Client {
  /**
   * Runs an operation, and returns all of its data. If the answer has errors, throws the first one, with the partial
   * data as `data` and all errors as `errors`.
   * @throws GraphError
   * @throws the reason of `signal`, when that aborts
   */
  request<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...args: Arguments<Variables, RequestOptions>
  ): Promise<Data>;

  /**
   * Runs an operation, and returns partial data with the errors of missing fields: if an upstream is down, only its own
   * fields are missing.
   * @throws GraphError for an operation that was not executed at all
   * @throws the reason of `signal`, when that aborts
   */
  requestPartial<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...args: Arguments<Variables, RequestOptions>
  ): Promise<PartialAnswer<Data>>;

  /**
   * Subscribes over server-sent events, and yields an answer for each event, with partial data and errors. Subscribes
   * again when a stream ends early. Events in between are lost: an answer without data, with an error EVENTS_MISSED,
   * marks the gap. `break` ends the subscription.
   * @throws GraphError for an error that a retry cannot fix
   * @throws the reason of `signal`, when that aborts
   */
  subscribe<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...args: Arguments<Variables, SubscribeOptions>
  ): AsyncGenerator<PartialAnswer<Data>, void, undefined>;

  /**
   * Yields the rows of a list over all its pages, for an operation with the cursor as `$after`.
   * @param connection returns the list in the operation's answer; null counts as empty
   * @throws GraphError, also TOO_MANY_PAGES; TypeError where the operation does not lead to all pages
   */
  pages<Data, Variables extends { readonly after?: string | null | undefined }, Node>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    connection: (data: Data) => Connection<Node> | null | undefined,
    options?: PagesOptions,
  ): AsyncGenerator<NonNullable<Node>, void, undefined>;
}

/**
 * Creates a client. It holds no connection, and its only state is the hashes that the graph does not have: one client
 * is enough for a process.
 * @throws TypeError where `url`, `key` or `timeoutMs` is invalid
 */
export function createClient(options: ClientOptions): Client {
  const { url, key, retries = 3, timeoutMs = 30_000 } = options;
  checkTimeout(timeoutMs);
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
    throw new TypeError(`url must be a whole URL, such as https://graph.example/graphql: ${url}`);
  const endpoint: Endpoint = {
    url: new URL(url).href,
    headers: key === undefined ? {} : { authorization: `Bearer ${checked(key)}` },
    // `fetch` is read at each call, and called without a receiver, which browsers and workers require.
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
  };
  const sender: Sender = { ...options, endpoint, retries, timeoutMs, unknownHashes: new Set() };
  return {
    request: ((document, variables, requestOptions = {}) =>
      wholeAnswer(sender, document, variables, requestOptions)) satisfies AnyRequest as Client['request'],
    requestPartial: ((document, variables, requestOptions = {}) =>
      partialAnswer(sender, document, variables, requestOptions)) satisfies AnyRequest as Client['requestPartial'],
    subscribe: ((document, variables, { signal, retries: times = 20 } = {}) =>
      follow(endpoint, document, variables, signal, times)) satisfies AnySubscribe as Client['subscribe'],
    pages: (document, variables, connection, { limit, maxPages, ...requestOptions } = {}) =>
      readPages(
        async (after) => {
          const page = after === undefined ? variables : { ...variables, after };
          return connection(await wholeAnswer(sender, document, page, requestOptions));
        },
        { limit, maxPages },
      ),
  };
}

interface Sender extends Pick<ClientOptions, 'get' | 'onAttempt'> {
  readonly endpoint: Endpoint;
  readonly retries: number;
  readonly timeoutMs: number;
  readonly unknownHashes: Set<string>;
}

async function partialAnswer<Data>(
  { endpoint, retries, get, onAttempt, unknownHashes, ...usual }: Sender,
  document: TypedDocument<Data, never>,
  variables: unknown,
  { signal, timeoutMs = usual.timeoutMs }: RequestOptions,
): Promise<PartialAnswer<Data>> {
  const operation = operationOf(document);
  const deadline = startDeadline(timeoutMs, signal, endpoint.url);
  const send: Send = (document) => {
    const byGet = get === true && operation.isQuery && document.documentId !== undefined;
    const attempt = () => exchange(endpoint, { ...document, variables }, deadline.signal, byGet);
    const report = (attempt: Omit<Attempt, 'url' | 'documentId'>) =>
      onAttempt?.({ url: endpoint.url, documentId: document.documentId, ...attempt });
    return withRetries(attempt, { retries: operation.isQuery ? retries : 0, deadline, onAttempt: report });
  };
  try {
    const { answer } = await sendPersisted(operation, send, unknownHashes);
    if (answer instanceof GraphError) throw answer;
    if (answer.data === undefined) throw firstOf(answer);
    return { data: answer.data as PartialData<Data> | null, errors: answer.errors };
  } finally {
    deadline.end();
  }
}

async function wholeAnswer<Data>(
  sender: Sender,
  document: TypedDocument<Data, never>,
  variables: unknown,
  options: RequestOptions,
): Promise<Data> {
  const answer = await partialAnswer(sender, document, variables, options);
  // An answer without errors has data, as readAnswer checks.
  if (answer.errors.length > 0 || answer.data === null) throw firstOf(answer);
  return answer.data as Data;
}

async function* follow<Data>(
  endpoint: Endpoint,
  document: TypedDocument<Data, never>,
  variables: unknown,
  signal: AbortSignal | undefined,
  retries: number,
): AsyncGenerator<PartialAnswer<Data>, void, undefined> {
  // A caller that leaves the iteration aborts the current request.
  const controller = new AbortController();
  const leave = () => controller.abort(signal?.reason);
  if (signal?.aborted) leave();
  signal?.addEventListener('abort', leave);
  const subscription = { endpoint, operation: operationOf(document), variables, signal: controller.signal, retries };
  try {
    for await (const { data, errors } of subscribeTo(subscription))
      yield { data: data as PartialData<Data> | null, errors };
  } finally {
    signal?.removeEventListener('abort', leave);
    controller.abort();
  }
}

/** Checks a key here, as the error of `fetch` for an invalid header would contain the key. @throws TypeError */
function checked(key: string): string {
  if (typeof key === 'string' && /^[\x21-\x7e]+$/.test(key)) return key;
  throw new TypeError(
    'The key is no text, is empty, or contains a character that keys do not have, such as a space or a line break.',
  );
}

/** The type of `Client['request']` and `Client['requestPartial']`, without the types of variables. */
type AnyRequest = <Data>(
  document: TypedDocument<Data, never>,
  variables?: unknown,
  options?: RequestOptions,
) => Promise<Data | PartialAnswer<Data>>;

/** The type of `Client['subscribe']`, without the types of variables. */
type AnySubscribe = <Data>(
  document: TypedDocument<Data, never>,
  variables?: unknown,
  options?: SubscribeOptions,
) => AsyncGenerator<PartialAnswer<Data>, void, undefined>;

/** Returns the error to throw for an answer: its first error, with all errors and the data. */
function firstOf({ data, errors }: { readonly data?: unknown; readonly errors: readonly GraphError[] }): GraphError {
  const [first] = errors;
  if (!first) return new GraphError('NOT_GRAPHQL', 'The graph answered neither data nor errors.');
  const { code, message, path, extensions, status, retryAfterMs } = first;
  return new GraphError(code, message, { path, extensions, status, retryAfterMs, errors, data });
}
