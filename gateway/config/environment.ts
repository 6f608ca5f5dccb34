import { z } from 'zod';
import { LOG_LEVELS } from '../observe/log.ts';
import {
  audience,
  audienceOrNone,
  cookieName,
  headerName,
  httpUrl,
  integer,
  isOrigin,
  list,
  origin,
  postgresUrl,
  rates,
  ratio,
  redisUrl,
  roles,
  secret,
  synonymsFile,
  workers,
} from './values.ts';

const eitherOf = <const Values extends readonly [string, string]>(...values: Values) =>
  z.enum(values, { error: `must be ${values.join(' or ')}` });

const gateway = {
  NODE_ENV: z
    .string()
    .optional()
    .describe('`production`: the sandbox replaces no upstream unless CHRONOS_SANDBOX=true.'),
  CHRONOS_CONFIG: z
    .string()
    .optional()
    .describe(
      "The deployment's own file: [naming, links, audiences, TTLs and operations](own-collections.md). Default: [`chronos.config.ts`](../chronos.config.ts), the demo's.",
    ),
  HOST: z.string().default('127.0.0.1').describe('The interface to listen on.'),
  PORT: integer(0, 65_535)
    .default(4000)
    .describe('The port to listen on. `GET /healthz` reports that the process lives, `GET /readyz` that it serves.'),
  PUBLIC_URL: z
    .string()
    .refine(isOrigin, 'must be an origin such as https://graph.example')
    .optional()
    .describe(
      "The origin at which clients reach the gateway. URLs of map tiles begin with it (relative if not set), and its pages may open WebSockets with a session's cookie.",
    ),
  CORS_ORIGINS: list(origin)
    .default([])
    .describe('The sites whose pages may read answers and open WebSockets, never with cookies.'),
  WORKERS: workers.default(1).describe('How many processes serve on the port; `auto`: one for each core.'),
  REQUEST_TIMEOUT_MS: integer(100, 600_000)
    .default(30_000)
    .describe(
      'How long a request of a client may take. Fields that are missing by then are [errors in its answer](outages.md).',
    ),
  MAX_IN_FLIGHT: integer(1, 100_000)
    .default(1_000)
    .describe('How many requests a process answers at a time; [others are refused with 503](operations.md).'),
  MAX_EVENT_LOOP_DELAY_MS: integer(10, 10_000)
    .default(100)
    .describe('How late the event loop may be before a process [refuses some requests](operations.md).'),
  SHUTDOWN_SECONDS: integer(1, 600).default(9).describe('How long requests in flight may take after SIGTERM.'),
  LEAVE_SECONDS: integer(0, 60)
    .default(0)
    .describe('How long connections are still accepted after SIGTERM, while `/readyz` is 503 already.'),
  CHRONOS_SANDBOX: eitherOf('true', 'false')
    .optional()
    .describe('`true`: the sandbox replaces each upstream that is not set. `false`: it replaces none.'),
  CHRONOS_SANDBOX_DIR: z.string().default('.chronos').describe("The folder of the sandbox's database."),
};

const analytics = {
  DATABASE_URL: postgresUrl
    .optional()
    .describe('The analytics database, as a role that may only read ([`grants.sql`](../deploy/grants.sql)).'),
  DATABASE_REPLICA_URL: postgresUrl
    .optional()
    .describe('[A replica](operations.md#a-replica-of-the-database) of that database to read from.'),
  DATABASE_REPLICA_MAX_LAG_SECONDS: integer(1, 86_400)
    .default(30)
    .describe('How far the replica may be behind before the database itself is read.'),
  ANALYTICS_URL: httpUrl
    .optional()
    .describe(
      'The URL of a process of `npm run analytics`, which serves the [analytics](analytics.md) alone. The gateway sends its requests there instead of to DATABASE_URL.',
    ),
  SYNONYMS_FILE: synonymsFile
    .optional()
    .describe(
      'A file of further [synonyms](analytics.md) for searches of series, in the format of [`synonyms.txt`](../subgraphs/analytics/search/synonyms.txt).',
    ),
  INGESTION_POLL_SECONDS: integer(0, 86_400)
    .default(15)
    .describe('How often the gateway looks for [newly loaded data](webhooks.md); 0: never.'),
};

const directus = {
  DIRECTUS_URL: httpUrl.optional().describe('Directus.'),
  DIRECTUS_TOKEN: secret(1)
    .optional()
    .describe(
      'A static token that reads and writes all content: to compose the graph, and for staff without a Directus token.',
    ),
  DIRECTUS_PUBLIC_URL: httpUrl
    .optional()
    .describe('The base of asset URLs: Directus itself, or a CDN before it. Default: DIRECTUS_URL.'),
  ASSET_TRANSFORMS: eitherOf('directus', 'cloudflare')
    .default('directus')
    .describe(
      "What transforms the pictures of `CmsFile.url`: Directus, or [Cloudflare's image transformations](assets.md) on the zone of DIRECTUS_PUBLIC_URL.",
    ),
  DIRECTUS_QUERY_LIMIT_MAX: integer(100, 1_000_000)
    .optional()
    .describe("Directus's own `QUERY_LIMIT_MAX`, if it has one: longer lists are requested in parts."),
  DIRECTUS_PERMISSIONS_SECONDS: integer(0, 3_600)
    .default(60)
    .describe(
      'How long the fields that a role may not read are remembered; [the webhook](webhooks.md) reports changes at once.',
    ),
  DIRECTUS_SESSION_COOKIE: cookieName
    .default('directus_session_token')
    .describe("Directus's own `SESSION_COOKIE_NAME`."),
  DIRECTUS_ANY_VERSION: eitherOf('true', 'false')
    .default('false')
    .describe(
      '`true`: serve over a Directus older than 11.13.4 too, without conditions on to-many relations ([versions](directus-versions.md)).',
    ),
  DIRECTUS_WEBHOOK_SECRET: secret(16)
    .optional()
    .describe("The secret of [Directus's webhook](webhooks.md). No webhook is accepted without it."),
};

const twenty = {
  TWENTY_URL: httpUrl.optional().describe('Twenty.'),
  TWENTY_API_KEY: secret(1).optional().describe('A key made in Settings → APIs of Twenty.'),
  TWENTY_REQUESTS_PER_MINUTE: integer(1, 1_000_000_000)
    .default(100)
    .describe("Twenty's rate limit, in root fields. Requests past it wait, at most UPSTREAM_TIMEOUT_MS."),
  TWENTY_REQUESTS_PER_SECOND: integer(1, 1_000_000_000).default(100).describe('The same for each second.'),
  TWENTY_WEBHOOK_SECRET: secret(16)
    .optional()
    .describe("The secret of [Twenty's webhook](webhooks.md). No webhook is accepted without it."),
};

const upstreams = {
  UPSTREAM_TIMEOUT_MS: integer(100, 120_000).default(10_000).describe('How long one request to an upstream may take.'),
  UPSTREAM_CONNECTIONS: integer(1, 1024).default(64).describe('How many requests each upstream receives at a time.'),
  SCHEMA_POLL_SECONDS: integer(0, 86_400)
    .default(60)
    .describe('How often the gateway looks for [changed schemas of the upstreams](operations.md); 0: never.'),
  PREFETCH: eitherOf('on', 'off')
    .default('on')
    .describe(
      'Whether an operation loads the link keys of its last run together with its first requests ([plans](plans.md)).',
    ),
  CACHE: eitherOf('on', 'off').default('off').describe('Whether answers are [cached](caching.md).'),
  EDGE_PURGE_URL: httpUrl
    .optional()
    .describe(
      'Where changes purge [an HTTP cache before the gateway](edge.md) by tag: that of `examples/edge`, or of the API of Cloudflare.',
    ),
  EDGE_PURGE_TOKEN: secret(16).optional().describe('The token that is sent with purges.'),
  REDIS_URL: redisUrl
    .optional()
    .describe(
      'Where several gateways share rate limits, cached answers and changes. While it cannot be reached, each gateway has its own.',
    ),
};

const identity = {
  STAFF_TOKEN: secret(16)
    .optional()
    .describe(
      "The token of staff over the sandbox's Directus; made by the sandbox if not set, refused with DIRECTUS_URL.",
    ),
  STAFF_ROLES: roles
    .optional()
    .describe(
      "The scopes of Directus's roles. A role that is not named has none. If it is not set, users with Directus's admin access have every scope, and all others none.",
    ),
  OIDC_ISSUER: httpUrl
    .optional()
    .describe("An OpenID provider whose tokens are staff's, with the scopes of their claim `scope`."),
  OIDC_AUDIENCE: z.string().optional().describe('The audience (`aud`) that these tokens must have.'),
  OIDC_JWKS_URL: httpUrl.optional().describe("The provider's keys. Default: by its discovery document."),
  IDENTITY_GRACE_SECONDS: integer(0, 300)
    .default(60)
    .describe(
      'How long a credential that was valid is still accepted while its issuer does not answer (Directus, the provider, the database of keys); 0: not at all.',
    ),
  GATEWAY_DATABASE_URL: postgresUrl
    .optional()
    .describe(
      "The database of partners' keys, as `chronos_gateway` of [`grants.sql`](../deploy/grants.sql). Default: DATABASE_URL.",
    ),
};

const limits = {
  TRUSTED_DOCUMENTS: eitherOf('enforce', 'off')
    .default('off')
    .describe(
      '`enforce`: the audiences of TRUSTED_DOCUMENTS_FOR may only send the documents of [`client/generated`](../client/generated) and [`client/views`](../client/views), by their hashes.',
    ),
  TRUSTED_DOCUMENTS_FOR: list(audience).default(['public']).describe('The audiences that this is enforced for.'),
  MCP_FOR: list(audienceOrNone)
    .default(['public', 'partner'])
    .describe('The audiences that have [tools for assistants](agents.md) at `/mcp`; `none`: there are none.'),
  CLIENT_ADDRESS_HEADER: headerName
    .optional()
    .describe(
      'Behind a proxy, the header to which it appends the address of its client: `x-forwarded-for`. Anonymous callers, and bad credentials, are counted by that address.',
    ),
  CLIENT_ADDRESS_HOPS: integer(1, 10)
    .default(1)
    .describe('How many proxies append to that header, one behind another.'),
  RATES: rates
    .optional()
    .describe(
      '[Rates](limits.md#rates) of audiences that have others than [`bounds.ts`](../gateway/limits/bounds.ts).',
    ),
};

const observability = {
  LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` })
    .optional()
    .describe('The level of the [log](observability.md). Default: `info`; `error` over the sandbox alone.'),
  SLOW_REQUEST_MS: integer(1, 3_600_000).default(1_000).describe('A request that takes longer is logged in full.'),
  METRICS_PORT: integer(0, 65_535)
    .optional()
    .describe('The port at which Prometheus reads the metrics. Default: none.'),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional().describe('Where traces are sent, as OTLP over HTTP.'),
  OTEL_TRACES_SAMPLER_ARG: ratio.default(1).describe('The part of the traces that is sent.'),
  OTEL_SERVICE_NAME: z.string().default('chronos-graph').describe('The name of the service in traces.'),
  SENTRY_DSN: httpUrl
    .optional()
    .describe(
      "Where unexpected errors are sent, as well as to the log: a server of [Sentry's protocol](observability.md#errors-elsewhere).",
    ),
};

/** All settings, by topic. Each is an environment variable, with its purpose and the rule of its value. */
export const SETTINGS = {
  'The gateway': gateway,
  Analytics: analytics,
  Directus: directus,
  Twenty: twenty,
  'All upstreams': upstreams,
  Identity: identity,
  Limits: limits,
  Observability: observability,
} as const;

/** The schema of all environment variables that are settings. */
export const EnvironmentVariables = z.object({
  ...gateway,
  ...analytics,
  ...directus,
  ...twenty,
  ...upstreams,
  ...identity,
  ...limits,
  ...observability,
});

export type EnvironmentVariables = z.infer<typeof EnvironmentVariables>;
