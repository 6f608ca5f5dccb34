import { createLogger, createYoga, type Plugin, type YogaLogger } from 'graphql-yoga';
import type { Cache } from '../cache/index.ts';
import { createChanges } from '../changes/index.ts';
import type { Deployment } from '../config/deployment.ts';
import type { Config } from '../config.ts';
import { createPersistedDocuments, trustedDocuments } from '../documents/persisted-documents.ts';
import { createMaskError } from '../errors.ts';
import type { Audience } from '../graph/audiences.ts';
import type { Generations } from '../graph/generations.ts';
import { createAddressOf } from '../identity/caller.ts';
import { type Authenticator, createIdentify } from '../identity/index.ts';
import { createAdmit } from '../limits/admit.ts';
import { BOUNDS, type Bounds } from '../limits/bounds.ts';
import { createRates } from '../limits/rates.ts';
import { createMcp } from '../mcp/index.ts';
import type { OnError } from '../observe/error-tracking.ts';
import { createObserver } from '../observe/observer.ts';
import { auditToStdout, createPipeline, type Exchange, type PipelineOptions } from '../pipeline/index.ts';
import type { Redis } from '../redis.ts';
import { createWebhooks, type WebhookSecrets } from '../webhooks/index.ts';
import type { Admission } from './admission.ts';
import { useCompression } from './compression.ts';
import { type Encoded, encode } from './encode.ts';
import { createListener } from './listener.ts';
import { examplesOf, gatewayPage } from './routes/graphiql.ts';
import { createRoutes, type RoutesOptions } from './routes/index.ts';
import { useRoutes } from './routes/route.ts';
import { corsFor, useSecurityHeaders } from './security-headers.ts';
import { usePipeline } from './use-pipeline.ts';
import { createWebSockets } from './web-sockets.ts';

/** The gateway as a server. */
export type GatewayServer = ReturnType<typeof createGatewayServer>;

/** Parts that have defaults here: the console, standard output, and the server's own. */
type Defaults = Pick<RoutesOptions, 'reload' | 'isDraining' | 'tiles' | 'files' | 'signInAt'> &
  Pick<PipelineOptions, 'audit' | 'changes' | 'observer' | 'subscriptionBounds'>;

export interface GatewayServerOptions extends Partial<Omit<Config, 'webhookSecrets'>>, Partial<Defaults> {
  /** The graph, which may change while it serves. */
  readonly generations: Generations;
  /** The source of trusted operations and examples; undefined for none. */
  readonly deployment?: Pick<Deployment, 'folder' | 'operations' | 'examples' | 'searches' | 'seriesPage'>;
  /** In the order in which they check a credential. */
  readonly authenticators: readonly Authenticator[];
  /** Shares the counts of callers' use between replicas; undefined: each replica counts alone. */
  readonly redis?: Redis | undefined;
  /** The secrets of upstreams that report changes; reports of an upstream without a secret are refused. */
  readonly webhookSecrets?: WebhookSecrets;
  /** The cache of answers; undefined for none. */
  readonly cache?: Cache | undefined;
  /** Admits an operation of a WebSocket: see `Admission`. */
  readonly admit?: Admission['admit'] | undefined;
  /** Receives errors and warnings; by default the console. */
  readonly logger?: YogaLogger;
  /** Receives every unexpected error. */
  readonly onError?: OnError | undefined;
}

/** Serves the graph and GraphiQL at /graphql, tiles at /tiles, agents at /mcp, and health at /healthz and /readyz. */
export function createGatewayServer(options: GatewayServerOptions) {
  const {
    generations,
    deployment,
    reload = generations.reload,
    isDraining = () => false,
    bounds = BOUNDS,
    corsOrigins = [],
    publicUrl,
    tiles,
    files,
    trustedDocumentsOnly = [],
    mcpFor = ['public', 'partner'],
    webhookSecrets = {},
    redis,
    requestTimeoutMs = 30_000,
    cache,
    changes = createChanges(),
    subscriptionBounds,
    admit = () => () => {},
    audit = auditToStdout,
    observer = createObserver(),
    explainToEveryone = false,
    signInAt,
    prefetch = false,
    logger = createLogger(),
  } = options;
  const trusted = new Map(deployment ? trustedDocuments(deployment) : []);
  const maskError = createMaskError(logger, options.onError);
  const senders = createSenders(options, bounds);
  const { identify, addressOf } = senders;
  const webhooks = createWebhooks({ generations, secrets: webhookSecrets, reload, changes, redis, log: logger });
  const { answer, subscriptions } = createPipeline({
    ...{ generations, bounds, changes, subscriptionBounds, observer, audit, trusted, maskError, requestTimeoutMs },
    ...{ ...senders, explainToEveryone },
    findDocument: createPersistedDocuments({ trusted, enforcedFor: trustedDocumentsOnly }),
    answers: cache?.answers,
    lookups: cache?.lookups,
    prefetches: prefetch,
  });
  const answerOverHttp = async (exchange: Exchange): Promise<Encoded> =>
    encode(exchange, await answer(exchange), cache !== undefined, subscriptions.bounds.pingMs);
  const mcp = createMcp({ generations, deployment, audiences: mcpFor, trusted, trustedDocumentsOnly, bounds, answer });
  const isAllowedOrigin = (origin: string) => origin === publicUrl || corsOrigins.includes(origin);
  const graphiql = gatewayPage(deployment ? examplesOf(deployment) : [], signInAt !== undefined);
  const routes = createRoutes({
    ...{ generations, reload, isDraining, ...senders, bounds, webhooks, tiles, files, signInAt, graphiql },
    ...{ mcp, isAllowedOrigin },
  });
  const yoga = hosted([useRoutes(routes), usePipeline(answerOverHttp)], corsOrigins, logger);
  return {
    /** For Node. */
    listener: createListener({ yoga: yoga.requestListener, answer: answerOverHttp }),
    /** Answers requests without a port, for tests. */
    fetch: async (input: string | Request, init?: RequestInit): Promise<Response> =>
      yoga.fetch(new Request(input, init), {}),
    webhooks,
    subscriptions,
    webSockets: createWebSockets({ admit, identify, addressOf, corsOrigins, publicUrl, answer }),
  };
}

/** Makes the identification of senders, and their rate limits. */
function createSenders(options: GatewayServerOptions, bounds: Readonly<Record<Audience, Bounds>>) {
  const { authenticators, sessionCookie, identityGraceMs: graceMs, clientAddressHeader, clientAddressHops } = options;
  const rates = createRates(bounds, options.redis);
  const identify = createIdentify({ authenticators, guess: rates.guess, sessionCookie, graceMs });
  const addressOf = createAddressOf(clientAddressHeader, clientAddressHops);
  return { rates, identify, addressOf, admit: createAdmit({ identify, rates, addressOf }) };
}

/** Creates Yoga, which runs the plugins and answers CORS preflights and `/healthz`. */
function hosted(plugins: readonly Plugin[], corsOrigins: readonly string[], logging: YogaLogger) {
  return createYoga({
    plugins: [...plugins, useSecurityHeaders(), useCompression()],
    cors: corsFor(corsOrigins),
    healthCheckEndpoint: '/healthz',
    landingPage: false,
    graphiql: false,
    logging,
  });
}
