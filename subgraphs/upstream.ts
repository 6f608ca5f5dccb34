import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import type { Finding } from './finding.ts';
import type { OperationRequest } from './request.ts';
import type { UpstreamResponse } from './response/index.ts';
import type { RowFilter } from './row-filter.ts';

/** The part of the gateway's identity that upstreams get. */
export interface Caller {
  /** Staff see drafts and the CRM; everyone else is answered as the public role. */
  readonly audience: 'public' | 'partner' | 'internal';
  /** The caller's own Directus token, passed on so that Directus's permissions stay Directus's. */
  readonly directusToken?: string;
  /** The key that its use of an upstream is counted by: callers share the database's connections fairly. Undefined: no caller. */
  readonly id?: string;
}

/** The context of one client request, for all its upstream requests: one object, by which batches and loaders are found. */
export interface UpstreamContext {
  readonly caller: Caller;
  /** Aborts when the client closes its connection. */
  readonly signal?: ClientAbort;
  /** When its answer is due, by `performance.now()`: upstream requests time out then. */
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

/** How a call ended. */
export interface CallEnd {
  /** Until the whole response, in milliseconds; waiting for a connection included. */
  readonly ms: number;
  /** The size of an HTTP response's body. */
  readonly bytes?: number | undefined;
  /** The number of an SQL statement's rows. */
  readonly rows?: number | undefined;
  /** Why it failed: a code of errors.ts, or `HTTP_503` for a response of such a status. */
  readonly errorCode?: string | undefined;
  /** How often it was retried. */
  readonly retries?: number | undefined;
  /** Whether an equal request of another caller, in flight already, was answered in its place. */
  readonly isShared?: boolean | undefined;
}

/** Receives every call when it is sent. @returns receives its end */
export type OnCall = (call: UpstreamCall) => ((end: CallEnd) => void) | undefined;

/** The state of an upstream, and counts since it was connected. */
export interface UpstreamHealth {
  /** `open`: it has failed too often, and gets no requests for a while; `half-open`: one request tries it. */
  readonly circuit: 'closed' | 'open' | 'half-open';
  /** Requests or statements in flight, and those that wait for a connection. */
  readonly active: number;
  readonly waiting: number;
  /** Requests or statements that were sent; of these, how many were retries. */
  readonly sent: number;
  readonly retries: number;
  /** Reads that shared the response of an equal one in flight. */
  readonly shared: number;
  /** Refused: too many waited, or the circuit was open. */
  readonly refused: number;
  /** The database's replica; undefined where there is none. */
  readonly replica?: ReplicaHealth;
}

/** The state of a replica. */
export interface ReplicaHealth {
  /** Whether statements are sent to it right now. */
  readonly inUse: boolean;
  /** How far it is behind, in seconds; infinity where that is unknown. */
  readonly lagSeconds: number;
  /** Statements that failed there because of the replica, and were sent to the database itself. */
  readonly fallbacks: number;
}

/** A type of the graph whose values clients can follow, and the root field of one value. */
export interface Followed {
  /** "CmsArticle". */
  readonly typeName: string;
  /** "cmsArticle". */
  readonly field: string;
  /** The argument that takes a value's key: "id". Undefined: there is but one value. */
  readonly keyArgument?: string | undefined;
}

/** Receives changes as they happen, in their order. */
export interface Follower {
  changed(change: { readonly key: string; readonly event: 'CREATED' | 'UPDATED' | 'DELETED' }): void;
  /** The upstream was not reachable: changes between these two moments are missed. */
  missed(since: Date, until: Date): void;
  /** No more changes will come. */
  failed(error: GraphQLError): void;
}

/** The result of an execution, whose data is an object. */
export type GraphQLResult = ExecutionResult<Record<string, unknown>>;

/**
 * The interface of every upstream. Its schema has the graph's names, and its responses follow the GraphQL specification, however
 * its server answers: that is the work of its dialect.
 */
export interface Upstream {
  readonly name: 'directus' | 'twenty' | 'analytics';
  /** Its part of the graph, in the graph's names and scalars. Callers may not rely on its fields' resolvers. */
  readonly schema: GraphQLSchema;
  /** Where the schema came from: the running server, the committed schema.graphql, or our own code. */
  readonly schemaFrom: 'live' | 'committed' | 'code';
  /** The version of the server's own schema; undefined where it was never read. */
  readonly schemaVersion?: string | undefined;
  /** Why the schema could not be read, in a sentence for the operator; undefined where it was. */
  readonly problem?: string | undefined;
  /** Why its server is not supported, in a sentence for the operator; undefined where it is. */
  readonly unsupported?: string | undefined;
  /** Its parts that are not in the graph, or under other names. */
  readonly findings?: readonly Finding[] | undefined;
  /**
   * Root fields that exist for links alone and that no audience sees. A lookup takes a list of keys and answers
   * with a list in the same order and of the same length: the value, null where there is none, or a list per key.
   * Some answer with keys, for filters across links.
   */
  readonly lookups: readonly string[];
  /** How filters across links reach the rows of its types, by the names of these. Undefined: they reach none. */
  readonly rowFilters?: ReadonlyMap<string, RowFilter>;
  /**
   * Answers an operation that was read against `schema`. Never rejects for what the upstream did: a failure is an error of
   * the field that it costs. Pass the same object where selections are the same: an upstream remembers what it compiled of them.
   */
  ask(operation: OperationRequest, context: UpstreamContext): Promise<UpstreamResponse>;
  /** The types whose values clients can follow. */
  readonly followed?: readonly Followed[];
  /**
   * Follows the changes of one of those types that the caller may read, and reconnects when the connection is lost. Undefined: the
   * upstream reports no changes.
   * @returns stops it, once the upstream was reached
   * @throws GraphQLError where it was not reached, or refused
   */
  follow?(typeName: string, caller: Caller, follower: Follower): Promise<() => void>;
  /** For metrics. */
  health(): UpstreamHealth;
  close(): Promise<void>;
}

/** Selects the schema that an upstream is loaded with. */
export interface LoadOptions {
  readonly committed?: boolean;
}

/** The connections to an upstream's server, which loads the upstream again when its schema changes. */
export interface UpstreamSource {
  readonly name: Upstream['name'];
  /**
   * Loads the upstream with the server's present schema; where that cannot be read, with its last one, else with the committed one.
   * All loaded upstreams share the connections, which end when any of them is closed.
   * @param options.committed uses the committed schema, whatever the server has
   */
  load(options?: LoadOptions): Promise<Upstream>;
  /** Checks whether the server answers, and the version of its schema: cheaper than to load it. Never rejects. */
  look(): Promise<SchemaNews>;
  /**
   * Calls the listener whenever an answer contradicts the schema that is served. Undefined: answers never show that.
   */
  watchAnswers?(listener: () => void): void;
  close(): Promise<void>;
}

/** The state of an upstream's schema at a poll. */
export interface SchemaNews {
  readonly name: Upstream['name'];
  /** See `Upstream.schemaVersion`. Undefined where it cannot be read. */
  readonly version?: string | undefined;
  /** Why it cannot be read, in a sentence for the operator. */
  readonly problem?: string | undefined;
}

/** The part of an AbortSignal that upstreams use: aborts when the client closes its connection. */
export interface ClientAbort {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
