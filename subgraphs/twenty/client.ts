import { GraphQLError } from 'graphql';
import { elements, property } from '../common/json.ts';
import type { OnCall, UpstreamCall, UpstreamContext, UpstreamHealth } from '../contract/upstream.ts';
import { type ServerOptions, Transport, type TransportAnswer } from '../transport/index.ts';
import { createBodyWriter } from '../transport/request-body.ts';
import { type JoinColumns, joinColumnsIn, RELATIONS_QUERY, versionIn } from './client/metadata.ts';
import { createTokenBuckets, type TokenBuckets } from './client/token-bucket.ts';
import type { TwentyRequest } from './dialect/document.ts';
import { isOverLimit, type TwentyAnswer } from './dialect/errors.ts';

/**
 * A request may also wait up to `timeoutMs` for the rate limits before it is sent. Twenty itself may hang for minutes
 * when its Redis is unavailable.
 */
export interface TwentyOptions extends ServerOptions {
  /** An API key of the workspace; its role bounds what the graph can read and write. */
  readonly apiKey: string;
  /** Twenty's limit of root fields per minute for API keys (Twenty's default: 100); undefined: no limit. */
  readonly requestsPerMinute?: number | undefined;
  /** Twenty's limit per second; 100 (Twenty's default) where a limit per minute is set. */
  readonly requestsPerSecond?: number | undefined;
}

/** Twenty's default limit for API keys per second. */
const REQUESTS_PER_SECOND = 100;

const METADATA_VERSION = '{ currentWorkspace { metadataVersion } }';

/** Settings of Twenty's own front end, which are public. */
const CLIENT_CONFIG = '/client-config';

/** Sends all requests to Twenty. */
export class TwentyClient {
  readonly #transport: Transport;
  readonly #buckets: TokenBuckets;
  readonly #write = createBodyWriter();
  readonly #authorization: string;
  readonly #timeoutMs: number;
  readonly #onCall: OnCall | undefined;

  constructor(options: TwentyOptions) {
    const { url, apiKey, timeoutMs = 10_000, tuning, onCall, requestsPerMinute = Number.POSITIVE_INFINITY } = options;
    const usualPerSecond = Number.isFinite(requestsPerMinute) ? REQUESTS_PER_SECOND : Number.POSITIVE_INFINITY;
    this.#transport = new Transport({ name: 'twenty', label: 'Twenty', url, timeoutMs, tuning });
    this.#authorization = `Bearer ${apiKey}`;
    this.#timeoutMs = timeoutMs;
    this.#onCall = onCall;
    this.#buckets = createTokenBuckets([
      { count: requestsPerMinute, windowMs: 60_000 },
      { count: options.requestsPerSecond ?? usualPerSecond, windowMs: 1000 },
    ]);
  }

  /**
   * Sends without the rate limits: Twenty does not count introspection.
   * @throws GraphQLError where Twenty does not answer
   */
  post(request: Pick<TwentyRequest, 'query' | 'variables'>, context?: UpstreamContext): Promise<TransportAnswer> {
    const { query, variables } = request;
    const { headers, onEnd } = this.#begin(query, { variables, context });
    return isWrite(request)
      ? this.#transport.write('POST', '/graphql', { query, variables }, headers, context, onEnd)
      : this.#transport.read('/graphql', this.#write(query, variables), headers, context, onEnd);
  }

  /**
   * Requests the version of the workspace's schema: much cheaper than the schema, and not rate-limited either.
   * @returns undefined where Twenty's answer has none
   * @throws GraphQLError where Twenty is unreachable, or does not answer in time
   */
  async metadataVersion(): Promise<string | undefined> {
    try {
      const body = await this.#metadata(METADATA_VERSION);
      const version = property(property(property(body, 'data'), 'currentWorkspace'), 'metadataVersion');
      return typeof version === 'number' ? String(version) : undefined;
    } catch (error) {
      if (error instanceof GraphQLError && error.extensions.code === 'UPSTREAM_FAILED') return undefined;
      throw error;
    }
  }

  /**
   * Requests the columns that join the workspace's objects from its metadata, which is not rate-limited either.
   * Never rejects.
   * @returns undefined where the API key may not read them, or Twenty does not answer
   */
  async joinColumns(): Promise<JoinColumns | undefined> {
    const body = await this.#metadata(RELATIONS_QUERY).catch(undefinedForError);
    return body === undefined ? undefined : joinColumnsIn(body);
  }

  /** Requests the server's version (`versionIn`). Never rejects: undefined where Twenty does not report it. */
  async version(): Promise<string | undefined> {
    const onEnd = this.#onCall?.({ upstream: 'twenty', text: `GET ${CLIENT_CONFIG}` });
    const answer = await this.#transport.readText(CLIENT_CONFIG, {}, {}, onEnd).catch(undefinedForError);
    return answer && versionIn(String(answer.body));
  }

  /** Sends within the rate limits. Never rejects: a failure is the answer. */
  send(request: TwentyRequest, context?: UpstreamContext): Promise<TwentyAnswer> {
    const until = Math.min(performance.now() + this.#timeoutMs, context?.deadline ?? Number.POSITIVE_INFINITY);
    return this.#sendWithinLimits(request, until, context);
  }

  /** Waits until the rate limit allows a root field; undefined where it already does. */
  room(): Promise<void> | undefined {
    return this.#buckets.room();
  }

  health(): UpstreamHealth {
    return this.#transport.health();
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  /** Reports a call. Its headers are a new object, since the listener may add some. */
  #begin(text: string, call: Pick<UpstreamCall, 'variables' | 'context'> = {}) {
    const headers = { authorization: this.#authorization };
    return { headers, onEnd: this.#onCall?.({ upstream: 'twenty', text, ...call, headers }) };
  }

  /** @throws GraphQLError where Twenty does not answer */
  async #metadata(query: string): Promise<unknown> {
    const { headers, onEnd } = this.#begin(query);
    return (await this.#transport.read('/metadata', JSON.stringify({ query }), headers, {}, onEnd)).body;
  }

  /** Sends a request, and retries a query that Twenty's own limit refused, until `until`; never retries a mutation. */
  async #sendWithinLimits(
    request: TwentyRequest,
    until: number,
    context: UpstreamContext | undefined,
  ): Promise<TwentyAnswer> {
    try {
      const wait = this.#buckets.take(request.roots.length, until, context?.signal);
      if (wait) await wait;
      const answer = await this.post(request, context);
      if (!isRefused(answer)) return answer;
      this.#buckets.refused();
      if (isWrite(request)) return answer;
      const again = await this.#sendWithinLimits(request, until, context);
      return again instanceof GraphQLError && hasData(answer) ? answer : again;
    } catch (error) {
      if (error instanceof GraphQLError) return error;
      throw error;
    }
  }
}

function undefinedForError(error: unknown): undefined {
  if (!(error instanceof GraphQLError)) throw error;
}

function isWrite({ query }: Pick<TwentyRequest, 'query'>): boolean {
  return query.startsWith('mutation');
}

/** Whether Twenty's limit refused a root field. */
function isRefused({ body }: TransportAnswer): boolean {
  return elements(property(body, 'errors')).some(isOverLimit);
}

/** Whether some of the root fields have data. */
function hasData({ body }: TransportAnswer): boolean {
  return Object.values(property(body, 'data') ?? {}).some((value) => value !== null);
}
