import { GraphQLError } from 'graphql';
import { elements, property } from '../json.ts';
import { createTransport, type TransportAnswer, type TransportTuning } from '../transport/index.ts';
import { createBodyWriter } from '../transport/request-body.ts';
import type { OnCall, UpstreamContext, UpstreamHealth } from '../upstream.ts';
import { type JoinColumns, joinColumnsIn, RELATIONS_QUERY } from './client/metadata.ts';
import { createTurns } from './client/token-bucket.ts';
import { versionIn } from './client/version.ts';
import type { TwentyRequest } from './dialect/document.ts';
import type { Answer } from './dialect/errors.ts';

export interface TwentyOptions {
  /** Origin of the server: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** An API key of the workspace; its role bounds what the graph can read and write. */
  readonly apiKey: string;
  /**
   * How long one request may take, in milliseconds, and how long it may wait for its turn before. Twenty itself may hang for
   * minutes when its Redis is away.
   */
  readonly timeoutMs?: number | undefined;
  readonly tuning?: Partial<TransportTuning> | undefined;
  /** How many root fields the workspace's API keys may ask for in a minute (Twenty's own default is 100); by default as many as they like. */
  readonly requestsPerMinute?: number | undefined;
  /** And in a second: where there is a limit for the minute, Twenty's own default for the second is 100. */
  readonly requestsPerSecond?: number | undefined;
  readonly onCall?: OnCall;
}

/** What Twenty allows API keys in a second, unless it is set up otherwise. */
const REQUESTS_PER_SECOND = 100;

const METADATA_VERSION = '{ currentWorkspace { metadataVersion } }';

/** What Twenty tells its own front end, and anyone who asks. */
const CLIENT_CONFIG = '/client-config';

/** Where every request to Twenty leaves. */
export interface TwentyClient {
  /**
   * Asks at once: of what describes itself Twenty counts nothing.
   * @throws GraphQLError where there is no answer
   */
  post(request: Pick<TwentyRequest, 'query' | 'variables'>, context?: UpstreamContext): Promise<TransportAnswer>;
  /**
   * Asks which version the workspace's schema is: much cheaper than the schema, and not counted either.
   * @returns undefined where Twenty does not tell
   * @throws GraphQLError where Twenty can't be reached, or does not answer in time
   */
  metadataVersion(): Promise<string | undefined>;
  /**
   * Asks the workspace's metadata for the columns that join its objects, which is not counted either.
   * Never rejects.
   * @returns undefined where the API key may not read them, or Twenty does not answer
   */
  joinColumns(): Promise<JoinColumns | undefined>;
  /** Asks for the server's version, by `versionIn`. Never rejects: undefined where Twenty does not tell it. */
  version(): Promise<string | undefined>;
  /** Asks when it is its turn. Never rejects: what went wrong is the answer. */
  send(request: TwentyRequest, context?: UpstreamContext): Promise<Answer>;
  /** Waits until the rate limit leaves room for a root field; undefined where it does now. */
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
  const turns = createTurns([
    { count: requestsPerMinute, windowMs: 60_000 },
    { count: requestsPerSecond, windowMs: 1000 },
  ]);
  const write = createBodyWriter();
  const authorization = `Bearer ${apiKey}`;
  const post: TwentyClient['post'] = (request, context) => {
    const { query, variables } = request;
    // Their own, since who listens may add to them.
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

  /** Asks again for what Twenty refused in spite of the turn, as long as there is time; but never writes again. */
  async function inTurn(request: TwentyRequest, until: number, context: UpstreamContext | undefined): Promise<Answer> {
    try {
      const turn = turns.take(request.roots.length, until, context?.signal);
      if (turn) await turn;
      const answer = await post(request, context);
      if (!isRefused(answer)) return answer;
      turns.refused();
      if (isWrite(request)) return answer;
      const again = await inTurn(request, until, context);
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
      return inTurn(request, until, context);
    },
    room: turns.room,
    health: transport.health,
    close: transport.close,
  };
}

function isWrite({ query }: Pick<TwentyRequest, 'query'>): boolean {
  return query.startsWith('mutation');
}

/** Whether a root field met Twenty's limit: it says so with status 200, like any other error. */
function isRefused({ body }: TransportAnswer): boolean {
  return elements(property(body, 'errors')).some((error) => {
    const extensions = property(error, 'extensions');
    return property(extensions, 'code') === 'LIMIT_REACHED' || property(extensions, 'subCode') === 'LIMIT_REACHED';
  });
}

/** Whether some of the root fields were answered all the same. */
function hasData({ body }: TransportAnswer): boolean {
  return Object.values(property(body, 'data') ?? {}).some((value) => value !== null);
}
