import type { OidcProvider } from '../identity/oidc.ts';
import { BOUNDS } from '../limits/bounds.ts';
import { secretsOf } from '../observe/secrets.ts';
import type { ObserveSettings } from '../observe/settings.ts';
import type { Environment } from './environment.ts';
import type { AnalyticsDatabase, Config } from './types.ts';

/** Settings as the gateway goes by them: in milliseconds, and the sandbox where no server is named. */
export function configOf(env: Environment): Config {
  const { DIRECTUS_URL, DIRECTUS_TOKEN, DIRECTUS_PUBLIC_URL, TWENTY_URL, TWENTY_API_KEY } = env;
  return Object.freeze({
    deploymentFile: env.CHRONOS_CONFIG,
    host: env.HOST,
    port: env.PORT,
    staffToken: env.STAFF_TOKEN,
    keysDatabaseUrl: env.GATEWAY_DATABASE_URL ?? env.DATABASE_URL,
    staffRoles: env.STAFF_ROLES,
    sessionCookie: env.DIRECTUS_SESSION_COOKIE,
    anyDirectusVersion: env.DIRECTUS_ANY_VERSION === 'true',
    identityGraceMs: env.IDENTITY_GRACE_SECONDS * 1_000,
    oidc: oidcOf(env),
    bounds: env.RATES ?? BOUNDS,
    corsOrigins: env.CORS_ORIGINS,
    publicUrl: env.PUBLIC_URL,
    trustedDocumentsOnly: env.TRUSTED_DOCUMENTS === 'enforce' ? env.TRUSTED_DOCUMENTS_FOR : [],
    clientAddressHeader: env.CLIENT_ADDRESS_HEADER?.toLowerCase(),
    clientAddressHops: env.CLIENT_ADDRESS_HOPS,
    redisUrl: env.REDIS_URL,
    webhookSecrets: { directus: env.DIRECTUS_WEBHOOK_SECRET, twenty: env.TWENTY_WEBHOOK_SECRET },
    upstreamTimeoutMs: env.UPSTREAM_TIMEOUT_MS,
    upstreamConnections: env.UPSTREAM_CONNECTIONS,
    requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
    prefetch: env.PREFETCH === 'on',
    cached: env.CACHE === 'on',
    workers: env.WORKERS,
    schemaPollSeconds: env.SCHEMA_POLL_SECONDS,
    ingestionPollSeconds: env.INGESTION_POLL_SECONDS,
    shutdownMs: env.SHUTDOWN_SECONDS * 1_000,
    leaveMs: env.LEAVE_SECONDS * 1_000,
    maxInFlight: env.MAX_IN_FLIGHT,
    maxEventLoopDelayMs: env.MAX_EVENT_LOOP_DELAY_MS,
    observe: observeOf(env),
    explainToEveryone: isSandbox(env),
    sandboxDir: env.CHRONOS_SANDBOX_DIR,
    analytics: analyticsOf(env),
    cms: DIRECTUS_URL
      ? {
          sandbox: false,
          url: DIRECTUS_URL,
          token: DIRECTUS_TOKEN,
          publicUrl: DIRECTUS_PUBLIC_URL ?? DIRECTUS_URL,
          queryLimitMax: env.DIRECTUS_QUERY_LIMIT_MAX,
          permissionsMs: env.DIRECTUS_PERMISSIONS_SECONDS * 1_000,
        }
      : { sandbox: true },
    crm:
      TWENTY_URL && TWENTY_API_KEY
        ? {
            sandbox: false,
            url: TWENTY_URL,
            apiKey: TWENTY_API_KEY,
            requestsPerMinute: env.TWENTY_REQUESTS_PER_MINUTE,
            requestsPerSecond: env.TWENTY_REQUESTS_PER_SECOND,
          }
        : { sandbox: true },
  } satisfies Config);
}

/** Where everything is the sandbox's, a newcomer reads the banner, and whatever nobody expected. */
function observeOf(env: Environment): ObserveSettings {
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

function isSandbox({ ANALYTICS_URL, DATABASE_URL, DIRECTUS_URL, TWENTY_URL }: Environment): boolean {
  return [ANALYTICS_URL, DATABASE_URL, DIRECTUS_URL, TWENTY_URL].every((url) => url === undefined);
}

/** A subgraph that is served on its own has the database to itself: its URL goes before the database's. */
function analyticsOf(env: Environment): Config['analytics'] {
  if (env.ANALYTICS_URL) return { sandbox: false, analyticsUrl: env.ANALYTICS_URL };
  const database = databaseOf(env);
  return database ? { sandbox: false, ...database } : { sandbox: true };
}

/** @returns undefined where no database is set */
export function databaseOf({
  DATABASE_URL,
  DATABASE_REPLICA_URL,
  DATABASE_REPLICA_MAX_LAG_SECONDS,
}: Pick<Environment, 'DATABASE_URL' | 'DATABASE_REPLICA_URL' | 'DATABASE_REPLICA_MAX_LAG_SECONDS'>):
  | AnalyticsDatabase
  | undefined {
  if (!DATABASE_URL) return undefined;
  if (!DATABASE_REPLICA_URL) return { databaseUrl: DATABASE_URL };
  const replica = { databaseUrl: DATABASE_REPLICA_URL, maxLagSeconds: DATABASE_REPLICA_MAX_LAG_SECONDS };
  return { databaseUrl: DATABASE_URL, replica };
}

function oidcOf({ OIDC_ISSUER, OIDC_AUDIENCE, OIDC_JWKS_URL }: Environment): OidcProvider | undefined {
  if (!OIDC_ISSUER || !OIDC_AUDIENCE) return undefined;
  return { issuer: OIDC_ISSUER, audience: OIDC_AUDIENCE, jwksUrl: OIDC_JWKS_URL };
}
