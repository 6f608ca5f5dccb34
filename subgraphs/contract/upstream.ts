import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import type { UpstreamResponse } from '../response/index.ts';
import type { Finding } from './finding.ts';
import type { OperationRequest } from './request.ts';
import type { RowFilter } from './row-filter.ts';

/** The part of the gateway's identity that upstreams get. */
export interface Caller {
  /** Staff see drafts and the CRM; all other callers have the public role. */
  readonly audience: 'public' | 'partner' | 'internal';
  /** The caller's own Directus token, passed on so that Directus decides its permissions. */
  readonly directusToken?: string;
  /** The key to count its use of the database by, for fair shares of the connections. Undefined: no caller. */
  readonly id?: string;
}

/** The context of one client request, for all its upstream requests: one object, the key of batches and loaders. */
export interface UpstreamContext {
  readonly caller: Caller;
  /** Aborts when the client closes its connection. */
  readonly signal?: ClientAbort;
  /** Deadline of its answer, by `performance.now()`: upstream requests then time out. */
  readonly deadline?: number | undefined;
}

/** One operation in the graph's own names, for one upstream. */
export interface UpstreamRequest {
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
  readonly context: UpstreamContext;
}

/** One HTTP request or SQL statement to an upstream, for tests, metrics and explanations. */
export interface UpstreamCall {
  readonly upstream: string;
  /** The upstream's own document, or the SQL text. */
  readonly text: string;
  readonly variables?: unknown;
  /** The client request that needs it; undefined for requests of the gateway itself, such as for a schema. */
  readonly context?: UpstreamContext | undefined;
  /** Its HTTP headers, for a listener to add to: `traceparent`. */
  readonly headers?: Record<string, string>;
}

/** The end of a call. */
export interface CallEnd {
  /** Time until the whole response, in milliseconds, including the wait for a connection. */
  readonly ms: number;
  /** Size of an HTTP response's body. */
  readonly bytes?: number | undefined;
  /** Number of an SQL statement's rows. */
  readonly rows?: number | undefined;
  /** Code of its error: from errors.ts, or `HTTP_503` for a response with this status. */
  readonly errorCode?: string | undefined;
  /** Cause of its error, for the log and for explanations to staff: it may name hosts and tables, and has no values. */
  readonly cause?: string | undefined;
  /** Number of retries. */
  readonly retries?: number | undefined;
  /** Whether it shared the response of an equal request already in flight. */
  readonly isShared?: boolean | undefined;
}

/** Receives every call when it is sent. @returns a function that receives its end */
export type OnCall = (call: UpstreamCall) => ((end: CallEnd) => void) | undefined;

/** The state of an upstream, and counts since it was connected. */
export interface UpstreamHealth {
  /** `open`: after too many failures, it gets no requests for a while; `half-open`: one request tries it. */
  readonly circuit: 'closed' | 'open' | 'half-open';
  /** Requests or statements in flight, and those that wait for a connection. */
  readonly active: number;
  readonly waiting: number;
  /** Sent requests or statements, and the retries among them. */
  readonly sent: number;
  readonly retries: number;
  /** Reads that shared the response of an equal read in flight. */
  readonly shared: number;
  /** Requests refused because too many waited, or the circuit was open. */
  readonly refused: number;
  /** The database's replica; undefined if there is none. */
  readonly replica?: ReplicaHealth;
}

/** The state of a replica. */
export interface ReplicaHealth {
  /** Whether statements are sent to it now. */
  readonly inUse: boolean;
  /** Its lag, in seconds; infinity if it is unknown. */
  readonly lagSeconds: number;
  /** Statements that failed because of the replica, and were sent to the database itself. */
  readonly fallbacks: number;
}

/** A type of the graph whose values clients can follow, and the root field of one value. */
export interface Followed {
  /** "CmsArticle". */
  readonly typeName: string;
  /** "cmsArticle". */
  readonly field: string;
  /** The argument for a value's key: "id". Undefined: there is only one value. */
  readonly keyArgument?: string | undefined;
}

/** Receives changes as they happen, in their order. */
export interface Follower {
  changed(change: { readonly key: string; readonly event: 'CREATED' | 'UPDATED' | 'DELETED' }): void;
  /** The upstream was not reachable: changes between these two times may be missed. */
  missed(since: Date, until: Date): void;
  /** No more changes will come. */
  failed(error: GraphQLError): void;
}

/** The result of an execution, with an object as its data. */
export type GraphQLResult = ExecutionResult<Record<string, unknown>>;

/**
 * The interface of every upstream. Its schema has the graph's names, and its responses follow the GraphQL
 * specification: its dialect converts the server's answers.
 */
export interface Upstream {
  readonly name: 'directus' | 'twenty' | 'analytics';
  /** Its part of the graph, in the graph's names and scalars. Callers may not rely on its fields' resolvers. */
  readonly schema: GraphQLSchema;
  /** The source of the schema: the running server, the committed schema.graphql, or the gateway's code. */
  readonly schemaFrom: 'live' | 'committed' | 'code';
  /** The version of the server's own schema; undefined if it was never read. */
  readonly schemaVersion?: string | undefined;
  /** Why the schema could not be read, in a sentence for the operator; undefined if it was read. */
  readonly problem?: string | undefined;
  /** Why its server is not supported, in a sentence for the operator; undefined if it is supported. */
  readonly unsupported?: string | undefined;
  /** Its parts that are not in the graph, or under other names. */
  readonly findings?: readonly Finding[] | undefined;
  /**
   * Root fields for links only, which no audience sees. A lookup takes a list of keys and returns a list of the same
   * order and length: for each key a value, null, or a list. Some lookups return keys, for filters across links.
   */
  readonly lookups: readonly string[];
  /** The row filters of its types for filters across links, by type name. Undefined: there are none. */
  readonly rowFilters?: ReadonlyMap<string, RowFilter>;
  /**
   * Answers an operation that was read against `schema`. It never rejects for a failure of the upstream: this is an
   * error of the failed fields. Pass the same object for the same selections: it is the key of their cached
   * compilation.
   */
  fetch(operation: OperationRequest, context: UpstreamContext): Promise<UpstreamResponse>;
  /** The types whose values clients can follow. */
  readonly followed?: readonly Followed[];
  /**
   * Follows the changes of a `followed` type that the caller may read, and reconnects when the connection is lost.
   * Undefined: the upstream reports no changes.
   * @returns a function that stops it, once the upstream is connected
   * @throws GraphQLError if the upstream cannot be reached, or refuses
   */
  follow?(typeName: string, caller: Caller, follower: Follower): Promise<() => void>;
  /** For metrics. */
  health(): UpstreamHealth;
  close(): Promise<void>;
}

/** Selects the schema to load an upstream with. */
export interface LoadOptions {
  readonly committed?: boolean;
}

/** The connections to an upstream's server. They can load the upstream again when its schema changes. */
export interface UpstreamSource {
  readonly name: Upstream['name'];
  /**
   * Loads the upstream with the server's present schema; if that cannot be read, with its last one, else with the
   * committed one. All loaded upstreams share the connections, which end when any of them is closed.
   * @param options.committed uses the committed schema, whatever the server has
   */
  load(options?: LoadOptions): Promise<Upstream>;
  /** Checks whether the server answers, and reads its schema's version: cheaper than `load`. It never rejects. */
  look(): Promise<SchemaNews>;
  /** Calls the listener whenever an answer contradicts the served schema. Undefined: answers never show this. */
  watchAnswers?(listener: () => void): void;
  close(): Promise<void>;
}

/** The state of an upstream's schema at a poll. */
export interface SchemaNews {
  readonly name: Upstream['name'];
  /** See `Upstream.schemaVersion`. Undefined if it cannot be read. */
  readonly version?: string | undefined;
  /** Why it cannot be read, in a sentence for the operator. */
  readonly problem?: string | undefined;
}

/** The part of an AbortSignal that upstreams use. It aborts when the client closes its connection. */
export interface ClientAbort {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
