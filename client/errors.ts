/** A path in the answer: `["cmsArticleBySlug", "series", 0]`. */
export type Path = ReadonlyArray<string | number>;

type Details = Readonly<Record<string, unknown>>;

type OfUpstream = {
  /** The upstream that failed. */
  readonly upstream?: 'directus' | 'twenty' | 'analytics';
};

/** The codes of errors, each with its other `extensions`. The graph may send further codes. */
interface ErrorDetails {
  // Invalid operations and requests.
  readonly GRAPHQL_PARSE_FAILED: Details;
  readonly GRAPHQL_VALIDATION_FAILED: Details;
  readonly OPERATION_RESOLUTION_FAILURE: Details;
  /** A refused value. `input` is its path in an argument: `["data", "slug"]`. */
  readonly BAD_USER_INPUT: { readonly input?: Path };
  readonly BAD_REQUEST: Details;
  readonly DOCUMENT_TOO_LARGE: { readonly measure: string; readonly limit: number };
  readonly VARIABLES_TOO_LARGE: { readonly measure: string; readonly limit: number };
  readonly COST_LIMIT_EXCEEDED: { readonly cost: { readonly requested: number; readonly limit: number } };
  readonly LIMIT_EXCEEDED: Details;
  readonly REQUEST_ENTITY_TOO_LARGE: Details;
  /** A subscription was sent by `request`: see `subscribe`. */
  readonly NOT_ACCEPTABLE: Details;
  readonly PERSISTED_QUERY_NOT_FOUND: Details;
  readonly PERSISTED_QUERY_MISMATCH: Details;
  readonly TRUSTED_DOCUMENTS_ONLY: Details;
  // Credentials and limits.
  readonly CREDENTIAL_MALFORMED: Details;
  readonly CREDENTIAL_UNKNOWN: Details;
  readonly CREDENTIAL_EXPIRED: Details;
  readonly CREDENTIAL_REVOKED: Details;
  readonly CREDENTIALS_CONFLICT: Details;
  readonly IDENTITY_UNAVAILABLE: Details;
  readonly CSRF_REFUSED: Details;
  readonly FORBIDDEN: Details;
  /** Too many requests per minute, or too much cost per day: see `retryAfterMs`. */
  readonly RATE_LIMITED: { readonly allowance: 'requests' | 'cost' };
  // Subscriptions.
  /** Events of a period are lost: refetch the data that you show. */
  readonly EVENTS_MISSED: OfUpstream & { readonly since?: string; readonly until?: string };
  /** Events were read too slowly. */
  readonly SUBSCRIPTION_TOO_SLOW: Details;
  /** The graph or the caller's scopes have changed, and the subscription is no longer valid. */
  readonly SUBSCRIPTION_OUTDATED: Details;
  /** The caller has the maximum number of subscriptions. */
  readonly SUBSCRIPTIONS_EXCEEDED: { readonly limit: number };
  // The graph cannot answer now: see `retryAfterMs`.
  readonly STARTING: Details;
  readonly OVERLOADED: Details;
  // Upstreams.
  readonly UPSTREAM_UNREACHABLE: OfUpstream;
  readonly UPSTREAM_TIMEOUT: OfUpstream;
  readonly UPSTREAM_OVERLOADED: OfUpstream;
  readonly UPSTREAM_RATE_LIMITED: OfUpstream;
  readonly UPSTREAM_UNAUTHENTICATED: OfUpstream;
  readonly UPSTREAM_FAILED: OfUpstream;
  /** `id` is the error's id in the graph's log. */
  readonly INTERNAL_SERVER_ERROR: { readonly id?: string };
  /** The graph sent no code. */
  readonly UNKNOWN: Details;
  // Errors of this client, without a GraphQL answer.
  /** The network failed; `cause` is the error of `fetch`. */
  readonly UNREACHABLE: Details;
  /** No answer within `timeoutMs`. */
  readonly TIMEOUT: Details;
  /** The answer is from a proxy, or the URL is not a graph's. */
  readonly NOT_GRAPHQL: Details;
  /** A list has more than `maxPages` pages. */
  readonly TOO_MANY_PAGES: Details;
}

export type ErrorCode = keyof ErrorDetails;

/** An error of a known code, with its `extensions`. */
export type CodedError<Code extends ErrorCode> = Code extends ErrorCode
  ? Omit<GraphError, 'code' | 'extensions'> & { readonly code: Code; readonly extensions: ErrorDetails[Code] }
  : never;

/** The parts of an error without its message. */
export interface GraphErrorOptions {
  readonly path?: Path | undefined;
  readonly extensions?: Details | undefined;
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly errors?: readonly GraphError[] | undefined;
  readonly data?: unknown;
  readonly cause?: unknown;
}

/** Any failure of a request. A cancelled request rejects with its signal's reason instead. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  /** The error's code, for programs: see `hasCode`. */
  readonly code: string;
  /** The path of the missing part of the answer; undefined for the whole answer. */
  readonly path: Path | undefined;
  readonly extensions: Details;
  /** The HTTP status; undefined without an answer. */
  readonly status: number | undefined;
  /** Milliseconds until the graph accepts a retry, from `Retry-After`. */
  readonly retryAfterMs: number | undefined;
  /** For an error that `request` throws: all errors of the answer, with this one first. */
  readonly errors: readonly GraphError[];
  /** For an error that `request` throws: the partial data of the answer; else null. */
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

/** Returns whether an error has one of these codes, and narrows the type of its `extensions`. */
export function hasCode<Code extends ErrorCode>(error: unknown, ...codes: readonly Code[]): error is CodedError<Code> {
  return error instanceof GraphError && codes.some((code) => code === error.code);
}

/** Returns whether an upstream failed: only its own fields are missing from the answer. */
export function isUpstreamError(error: unknown): error is CodedError<Extract<ErrorCode, `UPSTREAM_${string}`>> {
  return error instanceof GraphError && error.code.startsWith('UPSTREAM_');
}

/** Returns whether the key is invalid: further requests with it will fail, too. */
export function isCredentialError(error: unknown): error is CodedError<Extract<ErrorCode, `CREDENTIAL${string}`>> {
  return error instanceof GraphError && error.code.startsWith('CREDENTIAL');
}
