/** Where in the answer: `["cmsArticleBySlug", "series", 0]`. */
export type Path = ReadonlyArray<string | number>;

type Details = Readonly<Record<string, unknown>>;

type OfUpstream = {
  /** The one that is to blame. */
  readonly upstream?: 'directus' | 'twenty' | 'analytics';
};

/** The codes of errors, each with the further `extensions` that it has. The graph may have others: a code is any string. */
interface ErrorDetails {
  // An operation that cannot be answered as it is.
  readonly GRAPHQL_PARSE_FAILED: Details;
  readonly GRAPHQL_VALIDATION_FAILED: Details;
  readonly OPERATION_RESOLUTION_FAILURE: Details;
  /** A value that is refused. `input` is where it stands in an argument: `["data", "slug"]`. */
  readonly BAD_USER_INPUT: { readonly input?: Path };
  readonly BAD_REQUEST: Details;
  readonly DOCUMENT_TOO_LARGE: { readonly measure: string; readonly limit: number };
  readonly VARIABLES_TOO_LARGE: { readonly measure: string; readonly limit: number };
  readonly COST_LIMIT_EXCEEDED: { readonly cost: { readonly requested: number; readonly limit: number } };
  readonly LIMIT_EXCEEDED: Details;
  readonly PERSISTED_QUERY_NOT_FOUND: Details;
  readonly PERSISTED_QUERY_MISMATCH: Details;
  readonly TRUSTED_DOCUMENTS_ONLY: Details;
  // Who asks.
  readonly CREDENTIAL_MALFORMED: Details;
  readonly CREDENTIAL_UNKNOWN: Details;
  readonly CREDENTIAL_EXPIRED: Details;
  readonly CREDENTIAL_REVOKED: Details;
  readonly CREDENTIALS_CONFLICT: Details;
  readonly IDENTITY_UNAVAILABLE: Details;
  readonly CSRF_REFUSED: Details;
  readonly FORBIDDEN: Details;
  /** Too many requests a minute, or too much cost a day: see `retryAfterMs`. */
  readonly RATE_LIMITED: { readonly allowance: 'requests' | 'cost' };
  // What is followed.
  /** Events of a while are lost: read again what you show. */
  readonly EVENTS_MISSED: OfUpstream & { readonly since?: string; readonly until?: string };
  /** Events were read too slowly. */
  readonly SUBSCRIPTION_TOO_SLOW: Details;
  /** The graph or the caller's scopes have changed, and the subscription is not valid any more. */
  readonly SUBSCRIPTION_OUTDATED: Details;
  /** The caller has as many as it may. */
  readonly SUBSCRIPTIONS_EXCEEDED: { readonly limit: number };
  // What the graph can do now: see `retryAfterMs`.
  readonly STARTING: Details;
  readonly OVERLOADED: Details;
  // What the graph is made of.
  readonly UPSTREAM_UNREACHABLE: OfUpstream;
  readonly UPSTREAM_TIMEOUT: OfUpstream;
  readonly UPSTREAM_OVERLOADED: OfUpstream;
  readonly UPSTREAM_RATE_LIMITED: OfUpstream;
  readonly UPSTREAM_UNAUTHENTICATED: OfUpstream;
  readonly UPSTREAM_FAILED: OfUpstream;
  /** `id` is what the graph's log has it under. */
  readonly INTERNAL_SERVER_ERROR: { readonly id?: string };
  /** The graph says nothing of what it is. */
  readonly UNKNOWN: Details;
  // Of this client: no GraphQL answer came.
  /** The network failed; `cause` is what `fetch` said. */
  readonly UNREACHABLE: Details;
  /** `timeoutMs` was over. */
  readonly TIMEOUT: Details;
  /** Something else stood in between, or the URL is not that of a graph. */
  readonly NOT_GRAPHQL: Details;
  /** A list has more pages than it was bounded to. */
  readonly TOO_MANY_PAGES: Details;
}

export type ErrorCode = keyof ErrorDetails;

/** An error of a known code, with its `extensions`. */
export type CodedError<Code extends ErrorCode> = Code extends ErrorCode
  ? Omit<GraphError, 'code' | 'extensions'> & { readonly code: Code; readonly extensions: ErrorDetails[Code] }
  : never;

/** Everything of an error but its message. */
export interface GraphErrorOptions {
  readonly path?: Path | undefined;
  readonly extensions?: Details | undefined;
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly errors?: readonly GraphError[] | undefined;
  readonly data?: unknown;
  readonly cause?: unknown;
}

/** Whatever goes wrong between this client and the graph; what is cancelled rejects with its signal's reason instead. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  /** What kind of error it is, for programs: see `hasCode`. */
  readonly code: string;
  /** The part of the answer that is missing for it; undefined: all of it. */
  readonly path: Path | undefined;
  readonly extensions: Details;
  /** The HTTP status; undefined where no answer came. */
  readonly status: number | undefined;
  /** When the graph says that it will answer again. */
  readonly retryAfterMs: number | undefined;
  /** Of an error that `request` throws: every error of the answer, the first of which it is. */
  readonly errors: readonly GraphError[];
  /** Of an error that `request` throws: what arrived of the answer, in the shape of the document's data; else null. */
  readonly data: unknown;

  constructor(code: string, message: string, options: GraphErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.path = options.path;
    this.extensions = options.extensions ?? {};
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
    this.errors = options.errors ?? [];
    this.data = options.data ?? null;
  }
}

/** Whether an error is of one of these codes. TypeScript then knows its `extensions`. */
export function hasCode<Code extends ErrorCode>(error: unknown, ...codes: readonly Code[]): error is CodedError<Code> {
  return error instanceof GraphError && codes.some((code) => code === error.code);
}

/** Whether an error is of what the graph is made of: its own fields are missing, the rest of the answer is there. */
export function isUpstreamError(error: unknown): error is CodedError<Extract<ErrorCode, `UPSTREAM_${string}`>> {
  return error instanceof GraphError && error.code.startsWith('UPSTREAM_');
}

/** Whether the key is not good: another request with it will fare no better. */
export function isCredentialError(error: unknown): error is CodedError<Extract<ErrorCode, `CREDENTIAL${string}`>> {
  return error instanceof GraphError && error.code.startsWith('CREDENTIAL');
}
