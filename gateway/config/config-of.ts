import type { OidcProvider } from '../identity/oidc.ts';
import { BOUNDS } from '../limits/bounds.ts';
import { secretsOf } from '../observe/secrets.ts';
import type { EnvironmentVariables } from './environment.ts';

/** All settings, read and checked once. */
export type Config = ReturnType<typeof configOf>;

/** The source of a part of the graph: a server, or the sandbox's stand-in. */
export type Source<Real> = { readonly sandbox: true } | ({ readonly sandbox: false } & Real);

/** The analytics database. */
export interface AnalyticsDatabase {
  readonly databaseUrl: string;
  /** Maximum number of connections for the graph, and of further ones for tiles. undefined: 10 and 4. */
  readonly poolSize?: number;
  /** A replica to read from while its lag is at most `maxLagSeconds`. undefined: none. */
  readonly replica?: { readonly databaseUrl: string; readonly maxLagSeconds: number };
}

/** Makes the settings from environment variables: times in milliseconds, the sandbox where no server is set. */
export function configOf(env: EnvironmentVariables) {
  return Object.freeze({ ...callersOf(env), ...processOf(env), ...upstreamsOf(env), observe: observeOf(env) });
}

/** Returns the settings for callers: credentials, limits and addresses. */
function callersOf(env: EnvironmentVariables) {
  return {
    /** The path of the deployment's file. undefined: the demo's. */
    deploymentFile: env.CHRONOS_CONFIG,
    host: env.HOST,
    port: env.PORT,
    /** The staff token of the sandbox. undefined: the sandbox makes one if the CMS is its own. */
    staffToken: env.STAFF_TOKEN,
    /** The database of partners' keys. Undefined: none. */
    keysDatabaseUrl: env.GATEWAY_DATABASE_URL ?? env.DATABASE_URL,
    /** The scopes of Directus roles, by id. undefined: administrators have all scopes, other users none. */
    staffRoles: env.STAFF_ROLES,
    /** The name of Directus's cookie for browser sessions. */
    sessionCookie: env.DIRECTUS_SESSION_COOKIE,
    /** How long a credential stays valid while it cannot be checked, in milliseconds; 0: not at all. */
    identityGraceMs: env.IDENTITY_GRACE_SECONDS * 1_000,
    /** The OpenID provider whose users are staff, in addition to Directus's users. */
    oidc: oidcOf(env),
    /** The limits of each audience. */
    bounds: env.RATES ?? BOUNDS,
    /** Whether all upstreams are the sandbox's: then everyone may request explanations. */
    explainToEveryone: isSandbox(env),
    /** The origins whose pages may read answers: "https://app.example". */
    corsOrigins: env.CORS_ORIGINS,
    /** The gateway's public URL, "https://graph.example", for URLs in answers. undefined: those are relative. */
    publicUrl: env.PUBLIC_URL,
    /** The audiences that may send only trusted documents. */
    trustedDocumentsOnly: env.TRUSTED_DOCUMENTS === 'enforce' ? env.TRUSTED_DOCUMENTS_FOR : [],
    /** The audiences that have tools for agents. */
    mcpFor: env.MCP_FOR.filter((audience) => audience !== 'none'),
    /** The header in which a proxy reports the client's address: "x-forwarded-for". Undefined: clients connect directly. */
    clientAddressHeader: env.CLIENT_ADDRESS_HEADER?.toLowerCase(),
    /** Number of proxies that append to that header: the first of them appends the client's address. */
    clientAddressHops: env.CLIENT_ADDRESS_HOPS,
  };
}

/** Returns the settings of each process. */
function processOf(env: EnvironmentVariables) {
  return {
    /** The Redis in which gateways share limits and cached answers. undefined: each gateway has its own. */
    redisUrl: env.REDIS_URL,
    /** Time limit of a client's request, in milliseconds: late fields are errors in its answer. */
    requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
    /** Whether the first wave prefetches the keys of the operation's last run. */
    prefetch: env.PREFETCH === 'on',
    /** Whether answers are cached by the TTLs of their types. */
    cached: env.CACHE === 'on',
    /** The HTTP cache before the gateway that changes purge. undefined: none. */
    edge:
      env.EDGE_PURGE_URL && env.EDGE_PURGE_TOKEN ? { url: env.EDGE_PURGE_URL, token: env.EDGE_PURGE_TOKEN } : undefined,
    /** Number of processes that serve on one port. */
    workers: env.WORKERS,
    /** Maximum time to answer requests in flight after SIGTERM, in milliseconds. */
    shutdownMs: env.SHUTDOWN_SECONDS * 1_000,
    /** How long connections are still accepted after SIGTERM, while /readyz fails, in milliseconds. */
    leaveMs: env.LEAVE_SECONDS * 1_000,
    /** Maximum number of requests in flight of a process. */
    maxInFlight: env.MAX_IN_FLIGHT,
    /** Event loop delay above which requests are refused, in milliseconds. */
    maxEventLoopDelayMs: env.MAX_EVENT_LOOP_DELAY_MS,
    /** The folder of the sandbox's data. */
    sandboxDir: env.CHRONOS_SANDBOX_DIR,
  };
}

function upstreamsOf(env: EnvironmentVariables) {
  return {
    /** Time limit of one upstream request, in milliseconds. */
    upstreamTimeoutMs: env.UPSTREAM_TIMEOUT_MS,
    /** Maximum number of parallel requests to an upstream; others wait. */
    upstreamConnections: env.UPSTREAM_CONNECTIONS,
    /** Whether a Directus older than the oldest supported one is allowed. */
    anyDirectusVersion: env.DIRECTUS_ANY_VERSION === 'true',
    /** Interval of polls of the upstreams' schemas, in seconds; 0: never. */
    schemaPollSeconds: env.SCHEMA_POLL_SECONDS,
    /** Interval of polls of the database for new data, in seconds; 0: never. */
    ingestionPollSeconds: env.INGESTION_POLL_SECONDS,
    /** Further synonyms for searches of series, in addition to the project's own. undefined: none. */
    synonyms: env.SYNONYMS_FILE,
    /** The secrets of the upstreams' webhooks. undefined: the upstream's webhooks are refused. */
    webhookSecrets: { directus: env.DIRECTUS_WEBHOOK_SECRET, twenty: env.TWENTY_WEBHOOK_SECRET },
    /** The database, where the subgraph runs in this process; else the URL of its own server. */
    analytics: analyticsOf(env),
    cms: cmsOf(env),
    crm: crmOf(env),
  };
}

/** The settings of log, metrics, traces and error reports. */
export type ObserveSettings = ReturnType<typeof observeOf>;

/** Returns the settings of log, metrics and traces. With only the sandbox, the log has just errors. */
function observeOf(env: EnvironmentVariables) {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: ratio, OTEL_SERVICE_NAME: serviceName } = env;
  return {
    logLevel: env.LOG_LEVEL ?? (isSandbox(env) ? 'error' : 'info'),
    /** Time, in milliseconds, from which requests are logged with their upstream requests. */
    slowRequestMs: env.SLOW_REQUEST_MS,
    /** The port of /metrics, on the gateway's host. Undefined: no metrics. */
    metricsPort: env.METRICS_PORT,
    /** A collector of OTLP over HTTP, and the sampled share of traces that begin here. Undefined: no traces. */
    tracing: endpoint ? { endpoint, ratio, serviceName } : undefined,
    /** The Sentry server that receives unexpected errors, in addition to the log. */
    sentryDsn: env.SENTRY_DSN,
    /** Redacted in the log. */
    secrets: secretsOf(env),
  };
}

function isSandbox({ ANALYTICS_URL, DATABASE_URL, DIRECTUS_URL, TWENTY_URL }: EnvironmentVariables): boolean {
  return [ANALYTICS_URL, DATABASE_URL, DIRECTUS_URL, TWENTY_URL].every((url) => url === undefined);
}

const SANDBOX = { sandbox: true } as const;

/** Returns the source of the analytics. The URL of the subgraph's own server takes precedence over the database. */
function analyticsOf(env: EnvironmentVariables): Source<AnalyticsDatabase | { readonly analyticsUrl: string }> {
  return env.ANALYTICS_URL ? { sandbox: false, analyticsUrl: env.ANALYTICS_URL } : databaseOf(env);
}

function cmsOf(env: EnvironmentVariables) {
  const { DIRECTUS_URL: url, DIRECTUS_TOKEN: token, DIRECTUS_PUBLIC_URL: publicUrl = url } = env;
  if (!url || !publicUrl) return SANDBOX;
  const { ASSET_TRANSFORMS: assetTransforms, DIRECTUS_QUERY_LIMIT_MAX: queryLimitMax } = env;
  const permissionsMs = env.DIRECTUS_PERMISSIONS_SECONDS * 1_000;
  return { sandbox: false, url, token, publicUrl, assetTransforms, queryLimitMax, permissionsMs } as const;
}

function crmOf(env: EnvironmentVariables) {
  const { TWENTY_URL: url, TWENTY_API_KEY: apiKey } = env;
  if (!url || !apiKey) return SANDBOX;
  const { TWENTY_REQUESTS_PER_MINUTE: requestsPerMinute, TWENTY_REQUESTS_PER_SECOND: requestsPerSecond } = env;
  return { sandbox: false, url, apiKey, requestsPerMinute, requestsPerSecond } as const;
}

/** Returns the database of the analytics. */
export function databaseOf(env: EnvironmentVariables): Source<AnalyticsDatabase> {
  const { DATABASE_URL: databaseUrl, DATABASE_REPLICA_URL: replicaUrl } = env;
  if (!databaseUrl) return SANDBOX;
  const replica = { databaseUrl: replicaUrl ?? '', maxLagSeconds: env.DATABASE_REPLICA_MAX_LAG_SECONDS };
  return { sandbox: false, databaseUrl, ...(replicaUrl && { replica }) };
}

function oidcOf({ OIDC_ISSUER, OIDC_AUDIENCE, OIDC_JWKS_URL }: EnvironmentVariables): OidcProvider | undefined {
  if (!OIDC_ISSUER || !OIDC_AUDIENCE) return undefined;
  return { issuer: OIDC_ISSUER, audience: OIDC_AUDIENCE, jwksUrl: OIDC_JWKS_URL };
}
