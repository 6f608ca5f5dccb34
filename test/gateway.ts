import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { createLogger } from 'graphql-yoga';
import { inject } from 'vitest';
import type { Content } from '../content-model/index.ts';
import { createChanges } from '../gateway/changes/index.ts';
import { type Deployment, loadDeployment } from '../gateway/config/deployment.ts';
import { readConfig } from '../gateway/config.ts';
import { connectData } from '../gateway/connect-analytics.ts';
import { createGenerations, type Generations, type Reload } from '../gateway/graph/generations.ts';
import { composeGraph, type Graph } from '../gateway/graph/graph.ts';
import { createGatewayServer, type GatewayServerOptions } from '../gateway/http/server.ts';
import { staffToken } from '../gateway/identity/staff-token.ts';
import { createObserver } from '../gateway/observe/observer.ts';
import type { CallRecord, Watcher } from '../gateway/observe/record.ts';
import { watchAnswers } from '../gateway/reload/watch-schemas.ts';
import { type ConnectOptions, connectSources, type Endpoints, loadUpstreams } from '../gateway/upstreams.ts';
import { type DirectusUser, startDirectus } from '../sandbox/directus/index.ts';
import { startTwenty, type TwentyRecords } from '../sandbox/twenty/index.ts';
import type { Upstream, UpstreamSource } from '../subgraphs/contract/upstream.ts';
import { freePort } from './ports.ts';
import './provided.ts';

export const STAFF_TOKEN = 'staff-token-of-the-tests';

export interface TestGatewayOptions {
  /** The upstream that nobody answers for. */
  readonly down?: Upstream['name'];
  /** What stands before an upstream: given its URL, the URL of what is asked in its place. */
  readonly before?: Partial<Readonly<Record<Upstream['name'], (url: string) => string | Promise<string>>>>;
  /** Where the analytics subgraph is served alone, in place of running it in this process. */
  readonly analyticsUrl?: string;
  /** Runs where its graph begins on a committed schema. */
  readonly onStandIn?: (problem: string) => void;
  /** Runs with every reload of its graph. */
  readonly onReload?: (reload: Reload) => void;
  /** What the CMS's stand-in holds, in place of the project's content. */
  readonly content?: Content;
  /** What the CRM's stand-in holds, in place of the project's records. */
  readonly records?: TwentyRecords;
  /** Who may ask that stand-in with a token, beside the gateway itself. */
  readonly cmsUsers?: readonly DirectusUser[];
  /** A Twenty that runs already, in place of a stand-in. */
  readonly twenty?: Endpoints['twenty'];
  /** A Directus that runs already, in place of a stand-in. */
  readonly directus?: { readonly url: string; readonly token: string };
  /** Its schema, as Directus tells it, in place of that of the project's content. */
  readonly cmsSchema?: GraphQLSchema;
  /** Of which workspace the CRM's stand-in is, in place of a fresh one. */
  readonly crmSchema?: GraphQLSchema;
  /** The edges between upstreams, in place of the demo's. */
  readonly links?: Deployment['links'];
  /** Whether pictures are where the CMS's stand-in has them, in place of a host that there is not. */
  readonly ownAssets?: boolean;
  /** How its upstreams are asked; by itself, an upstream that is down is asked however often it has failed. */
  readonly connect?: Pick<ConnectOptions, 'timeoutMs' | 'tuning'>;
  /** How long an upstream may take, in milliseconds, in place of the time that `connect` gives to all. */
  readonly timeoutsMs?: Partial<Readonly<Record<Upstream['name'], number>>> | undefined;
  /** What its deployment's file says, over the demo's. */
  readonly deployment?: Partial<Deployment>;
  /** Watch what happens to its requests. */
  readonly watchers?: readonly Watcher[];
  /** What the server is told beside its graph and who may be somebody. */
  readonly server?: Partial<Omit<GatewayServerOptions, 'generations'>>;
}

/** How long an upstream and a request may take unless a test says otherwise, in milliseconds: also on a busy machine. */
export const PATIENCE_MS = 60_000;

/** The demo's deployment, as its file has it. */
export const demo = await loadDeployment();

/** What one query answered, and what it cost. */
export interface Answer {
  readonly result: ExecutionResult;
  readonly status: number;
  /** How many requests each upstream was asked. */
  readonly requests: Readonly<Record<Upstream['name'], number>>;
  /** How many SQL statements the analytics database was asked; where it is served alone, how many HTTP requests that was. */
  readonly statements: number;
}

/** The gateway as production composes it, over stand-ins or over the real parts of a live run. No port is opened for it. */
export interface TestGateway {
  ask(query: string, variables?: object, options?: { readonly staff?: boolean }): Promise<Answer>;
  fetch: ReturnType<typeof createGatewayServer>['fetch'];
  /** The same for a server of Node's, which a test may open a port for. */
  readonly listener: ReturnType<typeof createGatewayServer>['listener'];
  readonly subscriptions: ReturnType<typeof createGatewayServer>['subscriptions'];
  readonly webSockets: ReturnType<typeof createGatewayServer>['webSockets'];
  readonly generations: Generations;
  /** Looks at the upstreams once, as production does from time to time. */
  look(): Promise<Reload | undefined>;
  close(): Promise<void>;
}

/**
 * Sources and graphs of the gateways that closed last in this worker. Graphs of equal schemas are composed once, as long as
 * one of them is referred to: these are.
 */
const recent: { readonly sources: readonly UpstreamSource[]; readonly graph: Graph }[] = [];
const RECENT = 4;

export async function startGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const deployment = { ...demo, ...(options.links && { links: options.links }), ...options.deployment };
  const { endpoints, close } = await startEndpoints(options);
  const seen: CallRecord[] = [];
  let analyticsRequests = 0;
  const observer = createObserver([{ callBegins: (call) => void seen.push(call) }, ...(options.watchers ?? [])]);
  const tuning = { failuresToOpen: Number.POSITIVE_INFINITY };
  const connected = { deployment, timeoutMs: PATIENCE_MS, tuning, ...options.connect, observer };
  const sources = connectSources(endpoints, connected).map((source) => {
    const timeoutMs = options.timeoutsMs?.[source.name];
    const others = timeoutMs === undefined ? [] : connectSources(endpoints, { ...connected, timeoutMs });
    return others.find(({ name }) => name === source.name) ?? source;
  });
  const onRequest = () => {
    analyticsRequests += 1;
  };
  const counted = (upstream: Upstream) => (upstream.name === 'analytics' ? counting(upstream, onRequest) : upstream);
  const generations = await createGenerations({
    async connect(standIns) {
      return (await loadUpstreams(sources, { standIns })).map(counted);
    },
    compose: (upstreams) => composeGraph(upstreams, deployment),
    ...(options.onStandIn && { onStandIn: options.onStandIn }),
    ...(options.onReload && { onReload: options.onReload }),
  });
  watchAnswers({ sources, report: generations.hear });
  const { tiles, files } = connectData(endpoints);
  const server = createTestServer({
    generations,
    deployment,
    authenticators: [staffToken(STAFF_TOKEN)],
    tiles,
    files,
    observer,
    requestTimeoutMs: PATIENCE_MS,
    ...options.server,
  });
  const fetch = server.fetch.bind(server);
  return {
    fetch,
    listener: server.listener,
    subscriptions: server.subscriptions,
    webSockets: server.webSockets,
    generations,
    async look() {
      return generations.hear(await Promise.all(sources.map((source) => source.look())));
    },
    async ask(query, variables = {}, { staff = false } = {}) {
      seen.length = 0;
      analyticsRequests = 0;
      const response = await fetch('http://gateway/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(staff && { authorization: `Bearer ${STAFF_TOKEN}` }) },
        body: JSON.stringify({ query, variables }),
      });
      const result: ExecutionResult = JSON.parse(await response.text());
      const sentTo = (name: Upstream['name']) => seen.filter(({ upstream }) => upstream === name).length;
      return {
        result,
        status: response.status,
        requests: { directus: sentTo('directus'), twenty: sentTo('twenty'), analytics: analyticsRequests },
        statements: sentTo('analytics'),
      };
    },
    async close() {
      recent.unshift({ sources, graph: generations.current.graph });
      recent.length = Math.min(recent.length, RECENT);
      await Promise.all([...sources.map((source) => source.close()), tiles?.close(), files.close()]);
      await close();
    },
  };
}

/** The settings without any variable, over a sandbox, except the prefetch, and a server without tiles and files. */
export function createTestServer(options: Partial<GatewayServerOptions> & Pick<GatewayServerOptions, 'generations'>) {
  return createGatewayServer({
    ...readConfig({}),
    deployment: demo,
    authenticators: [],
    webhookSecrets: {},
    explainToEveryone: false,
    prefetch: false,
    reload: options.generations.reload,
    isDraining: () => false,
    admit: () => () => {},
    changes: createChanges(),
    observer: createObserver(),
    logger: createLogger('silent'),
    tiles: undefined,
    files: undefined,
    signInAt: undefined,
    redis: undefined,
    cache: undefined,
    onError: undefined,
    ...options,
  });
}

/** The upstream, which reports each request that it is asked. */
function counting(upstream: Upstream, onRequest: () => void): Upstream {
  return {
    ...upstream,
    fetch(operation, context) {
      onRequest();
      return upstream.fetch(operation, context);
    },
  };
}

async function startEndpoints(options: TestGatewayOptions) {
  const { down, before = {}, analyticsUrl, content, cmsSchema, cmsUsers, records, crmSchema, ownAssets } = options;
  const token = 'directus-service-token';
  const apiKey = 'twenty-api-key';
  const live = inject('live') && !content;
  const running =
    options.directus ?? (live ? { url: inject('directusUrl'), token: inject('directusToken') } : undefined);
  const [directus, twenty, nobody] = await Promise.all([
    running
      ? undefined
      : startDirectus({
          token,
          ...(content && { content }),
          ...(cmsSchema && { schema: cmsSchema }),
          ...(cmsUsers && { users: cmsUsers }),
        }),
    options.twenty
      ? undefined
      : startTwenty({ apiKey, ...(records && { records }), ...(crmSchema && { schema: crmSchema }) }),
    freePort(),
  ]);
  const placeOf = (name: Upstream['name'], url: string) => {
    if (down === name) return url.replace(new URL(url).host, `127.0.0.1:${nobody}`);
    return before[name]?.(url) ?? url;
  };
  const endpoints: Endpoints = {
    ...(analyticsUrl ? { analyticsUrl } : { databaseUrl: await placeOf('analytics', inject('databaseUrl')) }),
    directus: {
      url: await placeOf('directus', running?.url ?? directus?.url ?? ''),
      token: running?.token ?? token,
      ...(!ownAssets && { publicUrl: 'https://cms.example' }),
    },
    twenty: {
      apiKey,
      ...options.twenty,
      url: await placeOf('twenty', options.twenty?.url ?? twenty?.url ?? ''),
    },
  };
  return {
    endpoints,
    async close() {
      await Promise.all([directus?.close(), twenty?.close()]);
    },
  };
}
