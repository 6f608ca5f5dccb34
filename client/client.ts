import { startDeadline } from './deadline.ts';
import { askPersisted, operationOf, type PartialData, type Send, type TypedDocument } from './documents.ts';
import { GraphError } from './errors.ts';
import { type Endpoint, exchange } from './exchange.ts';
import { type Connection, type PagesBounds, readPages } from './pages.ts';
import { type Attempt, withRetries } from './retries.ts';
import { subscribeTo } from './subscription.ts';

export interface ClientOptions {
  /** Where the graph answers: `https://graph.example/graphql`. */
  readonly url: string | URL;
  /** A partner's key, or a token of staff: sent as `Authorization: Bearer`. Without one the caller is anonymous. */
  readonly key?: string | undefined;
  /** What sends requests, in place of the platform's own. */
  readonly fetch?: typeof fetch;
  /** Milliseconds that a request may take, retries included. Default 30,000. */
  readonly timeoutMs?: number;
  /** How often a query is asked again at most, see `withRetries`; what writes never is. Default 3. */
  readonly retries?: number;
  /** Requests persisted documents by GET, without cookies, so that browsers and CDNs can cache answers. Default false. */
  readonly get?: boolean;
  /** Called after each HTTP exchange of a request, retries included: for logs and metrics. What it throws is ignored. */
  readonly onAttempt?: (attempt: Attempt) => void;
}

export interface RequestOptions {
  /** Cancels: the request rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** In place of the client's. */
  readonly timeoutMs?: number;
}

export interface SubscribeOptions {
  /** Ends it: the iterator throws its reason. */
  readonly signal?: AbortSignal | undefined;
  /** How often in a row it subscribes again at most while no event arrives. Default 20, some two minutes. */
  readonly retries?: number;
}

export interface PagesOptions extends RequestOptions, PagesBounds {}

/** What arrived, and what did not: one upstream that is down costs its own fields alone. */
export interface PartialAnswer<Data> {
  readonly data: PartialData<Data> | null;
  readonly errors: readonly GraphError[];
}

/** The variables of an operation, which may be left out where it needs none, and options. */
export type Arguments<Variables, Options> =
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: Options]
    : [variables: Variables, options?: Options];

export interface Client {
  /**
   * Runs an operation, and returns all of its data. Any error in the answer is thrown: the first one, with the data that
   * arrived as `data` and all errors as `errors`.
   * @throws GraphError
   * @throws the reason of `signal`, when that ends
   */
  request<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...args: Arguments<Variables, RequestOptions>
  ): Promise<Data>;

  /**
   * Runs an operation, and returns the data that arrived next to the errors of the data that did not: an upstream that is
   * down costs its own fields alone.
   * @throws GraphError for an operation that was not executed at all
   * @throws the reason of `signal`, when that ends
   */
  requestPartial<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...args: Arguments<Variables, RequestOptions>
  ): Promise<PartialAnswer<Data>>;

  /**
   * Follows what changes, over server-sent events: an answer for each event, with what arrived and the errors of what did not.
   * A stream that ends is subscribed to again; events in between are lost, and an answer without data and an error
   * EVENTS_MISSED stands for it. `break` ends it.
   * @throws GraphError for what no other try would mend
   * @throws the reason of `signal`, when that ends
   */
  subscribe<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...args: Arguments<Variables, SubscribeOptions>
  ): AsyncGenerator<PartialAnswer<Data>, void, undefined>;

  /**
   * The rows of a list, over all its pages, for an operation that takes its cursor as `$after`.
   * @param connection the list in the operation's answer; null is an empty one
   * @throws GraphError, also TOO_MANY_PAGES
   */
  pages<Data, Variables extends { readonly after?: string | null | undefined }, Node>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    connection: (data: Data) => Connection<Node> | null | undefined,
    options?: PagesOptions,
  ): AsyncGenerator<NonNullable<Node>, void, undefined>;
}

/**
 * A client of the graph. It holds no connection, and knows nothing but which documents the graph does not know by their
 * hashes: one may serve a whole process.
 * @throws TypeError where `url` or `key` is none
 */
export function createClient(options: ClientOptions): Client {
  const { url, key, retries = 3, timeoutMs = 30_000 } = options;
  const endpoint: Endpoint = {
    url: new URL(url).href,
    headers: key === undefined ? {} : { authorization: `Bearer ${checked(key)}` },
    // Looked up at each call, and called without a receiver, as browsers and workers insist.
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
  const send: Send = (question) => {
    const byGet = get === true && operation.isQuery && question.documentId !== undefined;
    const ask = () => exchange(endpoint, { ...question, variables }, deadline.signal, byGet);
    const report = (attempt: Omit<Attempt, 'url' | 'documentId'>) =>
      onAttempt?.({ url: endpoint.url, documentId: question.documentId, ...attempt });
    return withRetries(ask, { retries: operation.isQuery ? retries : 0, deadline, onAttempt: report });
  };
  try {
    const { answer } = await askPersisted(operation, send, unknownHashes);
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
  // Where there is no error there is data: readAnswer takes nothing else for an answer.
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
  // Whoever does not wait for the next event, but leaves, ends what is under way.
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

/** What `fetch` says of a header that it does not take repeats it: a key has no place in an error. */
function checked(key: string): string {
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new TypeError('The key is empty, or has a space, a line break or another character that no key has.');
}

/** `Client['request']` and `Client['requestPartial']` without what their types say of one argument by another. */
type AnyRequest = <Data>(
  document: TypedDocument<Data, never>,
  variables?: unknown,
  options?: RequestOptions,
) => Promise<Data | PartialAnswer<Data>>;

/** `Client['subscribe']` without what its types say of one argument by another. */
type AnySubscribe = <Data>(
  document: TypedDocument<Data, never>,
  variables?: unknown,
  options?: SubscribeOptions,
) => AsyncGenerator<PartialAnswer<Data>, void, undefined>;

/** What is thrown for an answer: its first error, which knows the others and what arrived. */
function firstOf({ data, errors }: { readonly data?: unknown; readonly errors: readonly GraphError[] }): GraphError {
  const [first] = errors;
  if (!first) return new GraphError('NOT_GRAPHQL', 'The graph answered neither data nor errors.');
  const { code, message, path, extensions, status, retryAfterMs } = first;
  return new GraphError(code, message, { path, extensions, status, retryAfterMs, errors, data });
}
