import { GraphQLError } from 'graphql';
import { elements, property } from '../json.ts';
import { createTransport, type TransportAnswer, type TransportTuning } from '../transport/index.ts';
import { createBodyWriter } from '../transport/request-body.ts';
import type { OnCall, UpstreamContext, UpstreamHealth } from '../upstream.ts';
import { type JoinColumns, joinColumnsIn, RELATIONS_QUERY, versionIn } from './client/metadata.ts';
import { createTokenBuckets } from './client/token-bucket.ts';
import type { TwentyRequest } from './dialect/document.ts';
import type { TwentyAnswer } from './dialect/errors.ts';

export interface TwentyOptions {
  /** Origin of the server: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** An API key of the workspace; its role bounds what the graph can read and write. */
  readonly apiKey: string;
  /**
   * How long one request may take, in milliseconds, and how long it may wait under the rate limits before. Twenty itself may hang
   * for minutes when its Redis is away.
   */
  readonly timeoutMs?: number | undefined;
  readonly tuning?: Partial<TransportTuning> | undefined;
  /** Twenty's limit of root fields per minute for the workspace's API keys (Twenty's own default is 100); undefined: no limit. */
  readonly requestsPerMinute?: number | undefined;
  /** Its limit per second; 100, Twenty's own default, where there is a limit per minute. */
  readonly requestsPerSecond?: number | undefined;
  readonly onCall?: OnCall;
}

/** Twenty's default limit for API keys per second. */
const REQUESTS_PER_SECOND = 100;

const METADATA_VERSION = '{ currentWorkspace { metadataVersion } }';

/** Settings of Twenty's own front end, which are public. */
const CLIENT_CONFIG = '/client-config';

/** Where every request to Twenty leaves. */
export interface TwentyClient {
  /**
   * Sends without the rate limits: Twenty does not count introspection.
   * @throws GraphQLError where there is no answer
   */
  post(request: Pick<TwentyRequest, 'query' | 'variables'>, context?: UpstreamContext): Promise<TransportAnswer>;
  /**
   * Requests the version of the workspace's schema: much cheaper than the schema, and not counted either.
   * @returns undefined where Twenty's answer has none
   * @throws GraphQLError where Twenty cannot be reached, or does not answer in time
   */
  metadataVersion(): Promise<string | undefined>;
  /**
   * Requests the columns that join the workspace's objects, by its metadata, which is not counted either.
   * Never rejects.
   * @returns undefined where the API key may not read them, or Twenty does not answer
   */
  joinColumns(): Promise<JoinColumns | undefined>;
  /** Requests the server's version (`versionIn`). Never rejects: undefined where Twenty does not give it. */
  version(): Promise<string | undefined>;
  /** Sends within the rate limits. Never rejects: a failure is the answer. */
  send(request: TwentyRequest, context?: UpstreamContext): Promise<TwentyAnswer>;
  /** Waits until the rate limit allows a root field; undefined where it does now. */
  room(): Promise<void> | undefined;
  health(): UpstreamHealth;
  close(): Promise<void>;
}

export function createTwentyClient({
  url,
  apiKey,
  timeoutMs = 10_000,
  tuning,
  requestsPerMinute = Number.POSITIVE_INFINITY,
  requestsPerSecond = Number.isFinite(requestsPerMinute) ? REQUESTS_PER_SECOND : Number.POSITIVE_INFINITY,
  onCall,
}: TwentyOptions): TwentyClient {
  const transport = createTransport({ name: 'twenty', label: 'Twenty', url, timeoutMs, tuning });
  const buckets = createTokenBuckets([
    { count: requestsPerMinute, windowMs: 60_000 },
    { count: requestsPerSecond, windowMs: 1000 },
  ]);
  const write = createBodyWriter();
  const authorization = `Bearer ${apiKey}`;
  const post: TwentyClient['post'] = (request, context) => {
    const { query, variables } = request;
    // A new object, since the listener may add headers.
    const headers = { authorization };
    const onEnd = onCall?.({ upstream: 'twenty', text: query, variables, context, headers });
    return isWrite(request)
      ? transport.write('POST', '/graphql', { query, variables }, headers, context, onEnd)
      : transport.read('/graphql', write(query, variables), headers, context, onEnd);
  };

  /** @throws GraphQLError where there is no answer */
  async function askMetadata(query: string): Promise<unknown> {
    const headers = { authorization };
    const onEnd = onCall?.({ upstream: 'twenty', text: query, headers });
    return (await transport.read('/metadata', JSON.stringify({ query }), headers, {}, onEnd)).body;
  }

  async function metadataVersion(): Promise<string | undefined> {
    try {
      const body = await askMetadata(METADATA_VERSION);
      const version = property(property(property(body, 'data'), 'currentWorkspace'), 'metadataVersion');
      return typeof version === 'number' ? String(version) : undefined;
    } catch (error) {
      if (error instanceof GraphQLError && error.extensions.code === 'UPSTREAM_FAILED') return undefined;
      throw error;
    }
  }

  async function joinColumns(): Promise<JoinColumns | undefined> {
    try {
      return joinColumnsIn(await askMetadata(RELATIONS_QUERY));
    } catch (error) {
      if (error instanceof GraphQLError) return undefined;
      throw error;
    }
  }

  async function version(): Promise<string | undefined> {
    const onEnd = onCall?.({ upstream: 'twenty', text: `GET ${CLIENT_CONFIG}` });
    try {
      return versionIn(String((await transport.readText(CLIENT_CONFIG, {}, {}, onEnd)).body));
    } catch (error) {
      if (error instanceof GraphQLError) return undefined;
      throw error;
    }
  }

  /** Sends a query again that Twenty's own limit refused, while there is time; a mutation is never sent again. */
  async function sendWithinLimits(
    request: TwentyRequest,
    until: number,
    context: UpstreamContext | undefined,
  ): Promise<TwentyAnswer> {
    try {
      const wait = buckets.take(request.roots.length, until, context?.signal);
      if (wait) await wait;
      const answer = await post(request, context);
      if (!isRefused(answer)) return answer;
      buckets.refused();
      if (isWrite(request)) return answer;
      const again = await sendWithinLimits(request, until, context);
      return again instanceof GraphQLError && hasData(answer) ? answer : again;
    } catch (error) {
      if (error instanceof GraphQLError) return error;
      throw error;
    }
  }

  return {
    post,
    metadataVersion,
    joinColumns,
    version,
    send(request, context) {
      const until = Math.min(performance.now() + timeoutMs, context?.deadline ?? Number.POSITIVE_INFINITY);
      return sendWithinLimits(request, until, context);
    },
    room: buckets.room,
    health: transport.health,
    close: transport.close,
  };
}

function isWrite({ query }: Pick<TwentyRequest, 'query'>): boolean {
  return query.startsWith('mutation');
}

/** Whether Twenty's limit refused a root field, which it says with status 200, like any other error. */
function isRefused({ body }: TransportAnswer): boolean {
  return elements(property(body, 'errors')).some((error) => {
    const extensions = property(error, 'extensions');
    return property(extensions, 'code') === 'LIMIT_REACHED' || property(extensions, 'subCode') === 'LIMIT_REACHED';
  });
}

/** Whether some of the root fields have data. */
function hasData({ body }: TransportAnswer): boolean {
  return Object.values(property(body, 'data') ?? {}).some((value) => value !== null);
}
