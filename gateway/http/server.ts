import { createYoga, type Plugin, type YogaLogger } from 'graphql-yoga';
import type { Cache } from '../cache/index.ts';
import type { Deployment } from '../config/deployment.ts';
import type { Config } from '../config.ts';
import { createPersistedDocuments, trustedDocuments } from '../documents/persisted-documents.ts';
import { createMaskError } from '../errors.ts';
import type { Generations } from '../graph/generations.ts';
import { createAddressOf } from '../identity/caller.ts';
import { type Authenticator, createIdentify } from '../identity/index.ts';
import { createAdmit } from '../limits/admit.ts';
import { createRates } from '../limits/rates.ts';
import { createMcp } from '../mcp/index.ts';
import type { OnError } from '../observe/error-tracking.ts';
import { type Audit, auditToStdout, createPipeline, type Exchange, type PipelineOptions } from '../pipeline/index.ts';
import type { Redis } from '../redis.ts';
import type { SubscriptionBounds } from '../subscriptions/bounds.ts';
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

/** The settings of the server. */
type Settings = Omit<Config, 'webhookSecrets'>;

/** Parts of the pipeline and of the routes that the gateway makes. */
type Parts = Pick<RoutesOptions, 'reload' | 'isDraining' | 'tiles' | 'files' | 'signInAt'> &
  Pick<PipelineOptions, 'changes' | 'observer'>;

export interface GatewayServerOptions extends Settings, Parts {
  /** The graph, which may change while it serves. */
  readonly generations: Generations;
  /** The source of trusted operations and examples. */
  readonly deployment: Pick<Deployment, 'folder' | 'operations' | 'examples' | 'searches' | 'seriesPage'>;
  /** In the order in which they check a credential. */
  readonly authenticators: readonly Authenticator[];
  /** Shares the counts of callers' use between replicas; undefined: each replica counts alone. */
  readonly redis: Redis | undefined;
  /** The secrets of upstreams that report changes; reports of an upstream without a secret are refused. */
  readonly webhookSecrets: WebhookSecrets;
  /** The cache of answers; undefined for none. */
  readonly cache: Cache | undefined;
  /** Admits an operation of a WebSocket: see `Admission`. */
  readonly admit: Admission['admit'];
  /** Receives errors and warnings. */
  readonly logger: YogaLogger;
  /** Receives every unexpected error. */
  readonly onError: OnError | undefined;
  /** Receives the records of writes by staff; by default standard output. */
  readonly audit?: Audit;
  readonly subscriptionBounds?: SubscriptionBounds;
}

/** Serves the graph and GraphiQL at /graphql, tiles at /tiles, agents at /mcp, and health at /healthz and /readyz. */
export function createGatewayServer(options: GatewayServerOptions) {
  const { deployment, corsOrigins, publicUrl, trustedDocumentsOnly, cache, admit, signInAt, logger } = options;
  const { audit = auditToStdout } = options;
  const trusted = new Map(trustedDocuments(deployment));
  const maskError = createMaskError(logger, options.onError);
  const senders = createSenders(options);
  const webhooks = createWebhooks({ ...options, secrets: options.webhookSecrets, log: logger });
  const { answer, subscriptions } = createPipeline({
    ...{ ...options, ...senders, audit, trusted, maskError },
    findDocument: createPersistedDocuments({ trusted, enforcedFor: trustedDocumentsOnly }),
  });
  const answerOverHttp = async (exchange: Exchange): Promise<Encoded> =>
    encode(exchange, await answer(exchange), cache !== undefined, subscriptions.bounds.pingMs);
  const routes = createRoutes({
    ...{ ...options, ...senders, webhooks },
    graphiql: gatewayPage(examplesOf(deployment), signInAt !== undefined),
    mcp: createMcp({ ...options, trusted, answer }),
    isAllowedOrigin: (origin) => origin === publicUrl || corsOrigins.includes(origin),
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
    webSockets: createWebSockets({ ...options, ...senders, admit, answer }),
  };
}

/** Makes the identification of senders, and their rate limits. */
function createSenders(options: GatewayServerOptions) {
  const rates = createRates(options.bounds, options.redis);
  const identify = createIdentify({ ...options, guess: rates.guess });
  const addressOf = createAddressOf(options.clientAddressHeader, options.clientAddressHops);
  return { rates, identify, addressOf, admit: createAdmit(identify, rates, addressOf) };
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
