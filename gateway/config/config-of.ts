import type { OidcProvider } from '../identity/oidc.ts';
import { BOUNDS } from '../limits/bounds.ts';
import { secretsOf } from '../observe/secrets.ts';
import type { ObserveSettings } from '../observe/settings.ts';
import type { EnvironmentVariables } from './environment.ts';

/** Every setting, read and checked once. */
export type Config = ReturnType<typeof configOf>;

/** The source of a part of the graph: a server, or the sandbox's stand-in. */
export type Source<Real> = { readonly sandbox: true } | ({ readonly sandbox: false } & Real);

/** The analytics database. */
export interface AnalyticsDatabase {
  readonly databaseUrl: string;
  /** Connections for the graph at most, and again for tiles. Undefined: 10 and 4. */
  readonly poolSize?: number;
  /** A replica to read from, while it is at most so many seconds behind. Undefined: none. */
  readonly replica?: { readonly databaseUrl: string; readonly maxLagSeconds: number };
}

/** Settings as the gateway goes by them: in milliseconds, and the sandbox where no server is named. */
export function configOf(env: EnvironmentVariables) {
  return Object.freeze({ ...callersOf(env), ...processOf(env), ...upstreamsOf(env), observe: observeOf(env) });
}

/** Who may ask, and how much. */
function callersOf(env: EnvironmentVariables) {
  return {
    /** The deployment's file. Undefined: the demo's. */
    deploymentFile: env.CHRONOS_CONFIG,
    host: env.HOST,
    port: env.PORT,
    /** The staff token of the sandbox. Undefined: the sandbox makes one if the CMS is its own. */
    staffToken: env.STAFF_TOKEN,
    /** The database of partners' keys. Undefined: none. */
    keysDatabaseUrl: env.GATEWAY_DATABASE_URL ?? env.DATABASE_URL,
    /** The scopes of each of Directus's roles, by its id. Undefined: its administrators have all, and nobody else has any. */
    staffRoles: env.STAFF_ROLES,
    /** The name of the cookie in which Directus keeps a browser's session. */
    sessionCookie: env.DIRECTUS_SESSION_COOKIE,
    /** How long a credential stays valid while it cannot be checked, in milliseconds; 0: not at all. */
    identityGraceMs: env.IDENTITY_GRACE_SECONDS * 1_000,
    /** The OpenID provider whose users are staff, besides Directus's. */
    oidc: oidcOf(env),
    /** The limits of each audience. */
    bounds: env.RATES ?? BOUNDS,
    /** Whether all upstreams are the sandbox's: then everyone may request explanations. */
    explainToEveryone: isSandbox(env),
    /** The origins whose pages may read answers: "https://app.example". */
    corsOrigins: env.CORS_ORIGINS,
    /** Where clients reach the gateway: "https://graph.example", for the URLs that it gives. Undefined: those are relative. */
    publicUrl: env.PUBLIC_URL,
    /** The audiences that may send trusted documents alone. */
    trustedDocumentsOnly: env.TRUSTED_DOCUMENTS === 'enforce' ? env.TRUSTED_DOCUMENTS_FOR : [],
    /** The audiences that have tools for agents. */
    mcpFor: env.MCP_FOR.filter((audience) => audience !== 'none'),
    /** The header in which a proxy reports the client's address: "x-forwarded-for". Undefined: clients connect directly. */
    clientAddressHeader: env.CLIENT_ADDRESS_HEADER?.toLowerCase(),
    /** How many proxies append to that header: the client's address is the one that the first of them appended. */
    clientAddressHops: env.CLIENT_ADDRESS_HOPS,
  };
}

/** How each process serves. */
function processOf(env: EnvironmentVariables) {
  return {
    /** Where gateways share limits and cached answers. Undefined: each has its own. */
    redisUrl: env.REDIS_URL,
    /** How long a client's request may take in all, in milliseconds: fields that are late are errors in its answer. */
    requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
    /** Whether the keys of an operation's last run are prefetched with its first wave. */
    prefetch: env.PREFETCH === 'on',
    /** Whether answers are cached, by the TTLs of their types. */
    cached: env.CACHE === 'on',
    /** How many processes serve, on one port. */
    workers: env.WORKERS,
    /** How long requests in flight may take to be answered after SIGTERM, in milliseconds. */
    shutdownMs: env.SHUTDOWN_SECONDS * 1_000,
    /** How long connections are still accepted after SIGTERM, while /readyz fails, in milliseconds. */
    leaveMs: env.LEAVE_SECONDS * 1_000,
    /** How many requests a process serves at a time at most. */
    maxInFlight: env.MAX_IN_FLIGHT,
    /** The delay of the event loop from which requests are refused, in milliseconds. */
    maxEventLoopDelayMs: env.MAX_EVENT_LOOP_DELAY_MS,
    /** The folder of the sandbox's data. */
    sandboxDir: env.CHRONOS_SANDBOX_DIR,
  };
}

function upstreamsOf(env: EnvironmentVariables) {
  return {
    /** How long one upstream request may take, in milliseconds. */
    upstreamTimeoutMs: env.UPSTREAM_TIMEOUT_MS,
    /** How many requests an upstream gets at a time; more wait. */
    upstreamConnections: env.UPSTREAM_CONNECTIONS,
    /** Whether a Directus older than the oldest supported one is allowed. */
    anyDirectusVersion: env.DIRECTUS_ANY_VERSION === 'true',
    /** How often the upstreams' schemas are polled, in seconds; 0: never. */
    schemaPollSeconds: env.SCHEMA_POLL_SECONDS,
    /** How often the database is polled for new data, in seconds; 0: never. */
    ingestionPollSeconds: env.INGESTION_POLL_SECONDS,
    /** What searches of series find besides the project's own synonyms. Undefined: nothing. */
    synonyms: env.SYNONYMS_FILE,
    /** The secrets of the upstreams' webhooks. Undefined: the upstream's webhooks are not accepted. */
    webhookSecrets: { directus: env.DIRECTUS_WEBHOOK_SECRET, twenty: env.TWENTY_WEBHOOK_SECRET },
    /** Run in this process over its database, or asked where it is served on its own. */
    analytics: analyticsOf(env),
    cms: cmsOf(env),
    crm: crmOf(env),
  };
}

/** Where everything is the sandbox's, a newcomer reads the banner, and whatever nobody expected. */
function observeOf(env: EnvironmentVariables): ObserveSettings {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER_ARG, OTEL_SERVICE_NAME } = env;
  return {
    logLevel: env.LOG_LEVEL ?? (isSandbox(env) ? 'error' : 'info'),
    slowRequestMs: env.SLOW_REQUEST_MS,
    metricsPort: env.METRICS_PORT,
    tracing: OTEL_EXPORTER_OTLP_ENDPOINT
      ? { endpoint: OTEL_EXPORTER_OTLP_ENDPOINT, ratio: OTEL_TRACES_SAMPLER_ARG, serviceName: OTEL_SERVICE_NAME }
      : undefined,
    sentryDsn: env.SENTRY_DSN,
    secrets: secretsOf(env),
  };
}

function isSandbox({ ANALYTICS_URL, DATABASE_URL, DIRECTUS_URL, TWENTY_URL }: EnvironmentVariables): boolean {
  return [ANALYTICS_URL, DATABASE_URL, DIRECTUS_URL, TWENTY_URL].every((url) => url === undefined);
}

const SANDBOX = { sandbox: true } as const;

/** A subgraph that is served on its own has the database to itself: its URL goes before the database's. */
function analyticsOf(env: EnvironmentVariables): Source<AnalyticsDatabase | { readonly analyticsUrl: string }> {
  if (env.ANALYTICS_URL) return { sandbox: false, analyticsUrl: env.ANALYTICS_URL };
  const database = databaseOf(env);
  return database ? { sandbox: false, ...database } : { sandbox: true };
}

function cmsOf(env: EnvironmentVariables) {
  const { DIRECTUS_URL: url, DIRECTUS_TOKEN: token, DIRECTUS_PUBLIC_URL: publicUrl = url } = env;
  if (!url || !publicUrl) return SANDBOX;
  const { DIRECTUS_QUERY_LIMIT_MAX: queryLimitMax, DIRECTUS_PERMISSIONS_SECONDS: seconds } = env;
  const permissionsMs = seconds * 1_000;
  return { sandbox: false, url, token, publicUrl, queryLimitMax, permissionsMs } as const;
}

function crmOf(env: EnvironmentVariables) {
  const { TWENTY_URL: url, TWENTY_API_KEY: apiKey } = env;
  if (!url || !apiKey) return SANDBOX;
  const { TWENTY_REQUESTS_PER_MINUTE: requestsPerMinute, TWENTY_REQUESTS_PER_SECOND: requestsPerSecond } = env;
  return { sandbox: false, url, apiKey, requestsPerMinute, requestsPerSecond } as const;
}

/** @returns undefined where no database is set */
export function databaseOf({
  DATABASE_URL,
  DATABASE_REPLICA_URL,
  DATABASE_REPLICA_MAX_LAG_SECONDS,
}: Pick<EnvironmentVariables, 'DATABASE_URL' | 'DATABASE_REPLICA_URL' | 'DATABASE_REPLICA_MAX_LAG_SECONDS'>):
  | AnalyticsDatabase
  | undefined {
  if (!DATABASE_URL) return undefined;
  if (!DATABASE_REPLICA_URL) return { databaseUrl: DATABASE_URL };
  const replica = { databaseUrl: DATABASE_REPLICA_URL, maxLagSeconds: DATABASE_REPLICA_MAX_LAG_SECONDS };
  return { databaseUrl: DATABASE_URL, replica };
}

function oidcOf({ OIDC_ISSUER, OIDC_AUDIENCE, OIDC_JWKS_URL }: EnvironmentVariables): OidcProvider | undefined {
  if (!OIDC_ISSUER || !OIDC_AUDIENCE) return undefined;
  return { issuer: OIDC_ISSUER, audience: OIDC_AUDIENCE, jwksUrl: OIDC_JWKS_URL };
}
