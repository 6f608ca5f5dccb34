import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import type { ClientAbort } from './client-abort.ts';
import type { Finding } from './finding.ts';
import type { OperationRequest } from './request.ts';
import type { UpstreamResponse } from './response/index.ts';

/** Who asks, as far as an upstream needs to know. The gateway's identity is richer; this is what crosses the line. */
export interface Caller {
  /** Staff see drafts and the CRM; everyone else is answered as the public role. */
  readonly audience: 'public' | 'partner' | 'internal';
  /** The caller's own Directus token, passed on so that Directus's permissions stay Directus's. */
  readonly directusToken?: string;
  /** Whom its use of an upstream is counted for: callers share the database's connections fairly. Undefined: nobody. */
  readonly id?: string;
}

/** What every request carries through to the upstreams it needs. One object per client request: batches and loaders key on it. */
export interface UpstreamContext {
  readonly caller: Caller;
  /** Aborts when the client leaves. */
  readonly signal?: ClientAbort;
  /** When its answer is due, by `performance.now()`: nothing that it needs is waited for any longer. */
  readonly deadline?: number | undefined;
}

/** One operation in the graph's own names, for one upstream. */
export interface UpstreamRequest {
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
  readonly context: UpstreamContext;
}

/** One thing really sent to an upstream: an HTTP request or an SQL statement. For tests, metrics and explanations. */
export interface UpstreamCall {
  readonly upstream: string;
  /** The upstream's own document, or the SQL text. */
  readonly text: string;
  readonly variables?: unknown;
  /** Whose client request it is sent for; undefined for what the gateway asks for itself, such as a schema. */
  readonly context?: UpstreamContext | undefined;
  /** What it is sent with over HTTP, for a listener to add to: `traceparent`. */
  readonly headers?: Record<string, string>;
}

/** How a call ended. */
export interface CallEnd {
  /** Until its whole answer, in milliseconds; waiting for a connection included. */
  readonly ms: number;
  /** Of the answer's body, over HTTP. */
  readonly bytes?: number | undefined;
  /** Of an SQL statement's answer. */
  readonly rows?: number | undefined;
  /** What it failed by: a code of ours, or `HTTP_503` for an answer of such a status. */
  readonly errorCode?: string | undefined;
  /** How often it was sent again before it ended so. */
  readonly retries?: number | undefined;
}

/** Told of every call when it is sent; what it gives back is told of its end. */
export type OnCall = (call: UpstreamCall) => ((end: CallEnd) => void) | undefined;

/** How an upstream is doing: what is so now, and what has been since it was connected. */
export interface UpstreamHealth {
  /** `open`: it has failed too often, and is asked nothing for a while; `half-open`: one request tries it. */
  readonly circuit: 'closed' | 'open' | 'half-open';
  /** Requests or statements that are under way, and that wait for a connection. */
  readonly active: number;
  readonly waiting: number;
  /** Requests or statements that were sent; of these, how many were sent again. */
  readonly sent: number;
  readonly retries: number;
  /** Reads that were answered by the same one of another, which was on its way. */
  readonly shared: number;
  /** What was turned away: too many waited already, or the circuit was open. */
  readonly refused: number;
  /** Of the copy that is read from in its place; undefined where there is none. */
  readonly replica?: ReplicaHealth;
}

/** How a copy of a database is doing. */
export interface ReplicaHealth {
  /** Whether statements are sent to it right now. */
  readonly inUse: boolean;
  /** For how long there has been something that it does not have, in seconds; infinity where that can't be told. */
  readonly lagSeconds: number;
  /** Statements that failed there by no fault of theirs, and were sent to the database itself. */
  readonly fallbacks: number;
}

/** A type of the graph whose values a client can follow, and the root field that gives one of them. */
export interface Followed {
  /** "CmsArticle". */
  readonly typeName: string;
  /** "cmsArticle". */
  readonly field: string;
  /** The argument that takes a value's key: "id". Undefined: there is but one value. */
  readonly keyArgument?: string | undefined;
}

/** Who is told of changes as they happen, in their order. */
export interface Follower {
  changed(change: { readonly key: string; readonly event: 'CREATED' | 'UPDATED' | 'DELETED' }): void;
  /** The upstream was away: what happened between these two moments was not told, and will not be. */
  missed(since: Date, until: Date): void;
  /** Nothing more is told. */
  failed(error: GraphQLError): void;
}

type Result = ExecutionResult<Record<string, unknown>>;

/**
 * The one shape that every upstream has. Its schema is in the graph's names, and what it executes is answered
 * as the GraphQL specification says, however the server behind it answers: that is its dialect's work.
 */
export interface Upstream {
  readonly name: 'directus' | 'twenty' | 'analytics';
  /** Its part of the graph, in the graph's names and scalars. A shape only: its fields have no resolvers that a caller may rely on. */
  readonly schema: GraphQLSchema;
  /** Where the schema came from: the running server, the committed schema.graphql, or our own code. */
  readonly schemaFrom: 'live' | 'committed' | 'code';
  /** The server's own schema as it was read: it changes whenever that does. Undefined where it never was read. */
  readonly schemaVersion?: string | undefined;
  /** What was wrong with it when it was read, in a sentence for the operator; undefined where nothing was. */
  readonly problem?: string | undefined;
  /** Why nothing should be served over its server, in a sentence for the operator; undefined where there is no reason. */
  readonly unsupported?: string | undefined;
  /** What of it is not in the graph as its own names say; nothing where it is undefined. */
  readonly findings?: readonly Finding[] | undefined;
  /**
   * Root fields that exist for links alone and that no audience sees. A lookup takes a list of keys and answers
   * with a list in the same order and of the same length: the value, null where there is none, or a list per key.
   */
  readonly lookups: readonly string[];
  /** Never rejects for what the upstream did: a failure is an error at the path it concerns, with null data there. */
  execute(request: UpstreamRequest): Promise<Result>;
  /**
   * The same for an operation that was read before, against `schema`. What is the same from one operation to the next is
   * best the same object: what an upstream makes of selections, it remembers by them.
   */
  ask(operation: OperationRequest, context: UpstreamContext): Promise<UpstreamResponse>;
  /** The types whose values can be followed. */
  readonly followed?: readonly Followed[];
  /**
   * Tells of the changes of one of those types that its caller may read, as they happen, for as long as it is connected
   * and again once it is. Undefined: the upstream tells nobody.
   * @returns what stops it, once the upstream was reached
   * @throws GraphQLError where it was not, or refused
   */
  follow?(typeName: string, caller: Caller, follower: Follower): Promise<() => void>;
  /** For metrics. */
  health(): UpstreamHealth;
  close(): Promise<void>;
}

/** Which schema an upstream is loaded by. */
export interface LoadOptions {
  readonly committed?: boolean;
}

/** The connections to an upstream's server, and its schema as often as it changes. */
export interface UpstreamSource {
  readonly name: Upstream['name'];
  /**
   * The upstream by the schema that its server has now; where that can't be had, by the last one that it had, else by the
   * committed one. All that are loaded send over the same connections, which end when any of them is closed.
   * @param options.committed takes the committed schema, whatever the server tells
   */
  load(options?: LoadOptions): Promise<Upstream>;
  /** Whether the server answers, and whether its schema is still the same: cheaper than to load it. Never rejects. */
  look(): Promise<SchemaNews>;
  /**
   * Calls the listener whenever an answer shows that the server has another schema than the one that is served, as often as
   * that is. Undefined: the server's answers never show it.
   */
  watchAnswers?(listener: () => void): void;
  close(): Promise<void>;
}

/** How an upstream was when it was looked at. */
export interface SchemaNews {
  readonly name: Upstream['name'];
  /** See `Upstream.schemaVersion`. Undefined where the server can't tell. */
  readonly version?: string | undefined;
  /** What is wrong with it, in a sentence for the operator. */
  readonly problem?: string | undefined;
}
