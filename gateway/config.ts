import { availableParallelism } from 'node:os';
import { z } from 'zod';
import type { Audience } from './graph/audiences.ts';
import { SCOPES, type Scope } from './graph/scopes.ts';
import type { OidcProvider } from './identity/oidc.ts';
import { BOUNDS, type Bounds } from './limits/bounds.ts';
import { LOG_LEVELS } from './observe/log.ts';
import { secretsOf } from './observe/secrets.ts';
import type { ObserveSettings } from './observe/settings.ts';

/** Where a part of the graph comes from: a server of one's own, or the sandbox's stand-in. */
export type Source<Real> = { readonly sandbox: true } | ({ readonly sandbox: false } & Real);

/** Every setting, read and checked once. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Who presents this is staff of the sandbox. Undefined: the sandbox makes one where the CMS is its own. */
  readonly staffToken: string | undefined;
  /** Where the keys of partners are kept. Undefined: there are none. */
  readonly keysDatabaseUrl: string | undefined;
  /** The scopes of each of Directus's roles, by its id. Undefined: every role has all. */
  readonly staffRoles: ReadonlyMap<string, ReadonlySet<Scope>> | undefined;
  /** The name of the cookie in which Directus keeps a browser's session. */
  readonly sessionCookie: string;
  /** Whose tokens are staff's, beside Directus's. */
  readonly oidc: OidcProvider | undefined;
  /** How much each audience may ask for. */
  readonly bounds: Readonly<Record<Audience, Bounds>>;
  /** The sites whose pages may read answers: "https://app.example". */
  readonly corsOrigins: readonly string[];
  /** Where clients reach the gateway: "https://graph.example", for the URLs that it gives. Undefined: those are relative. */
  readonly publicUrl: string | undefined;
  /** The audiences that are answered trusted documents alone. */
  readonly trustedDocumentsOnly: readonly Audience[];
  /** The header in which a proxy says who asks it: "x-forwarded-for". Undefined: clients connect themselves. */
  readonly clientAddressHeader: string | undefined;
  /** Where replicas of the gateway count together what callers use. Undefined: each counts for itself. */
  readonly redisUrl: string | undefined;
  /** How long one upstream request may take, in milliseconds. */
  readonly upstreamTimeoutMs: number;
  /** How many requests an upstream is sent at a time; more wait. */
  readonly upstreamConnections: number;
  /** How long a client's request may take in all, in milliseconds: what is not there by then is an error in its answer. */
  readonly requestTimeoutMs: number;
  /** Whether what the last run of an operation looked up is asked for beside the first wave. */
  readonly speculation: boolean;
  /** How many processes serve, on one port. */
  readonly workers: number;
  /** How often the upstreams' schemas are looked at, in seconds; 0: never. */
  readonly schemaPollSeconds: number;
  /** How long requests in flight may take to be answered after SIGTERM, in milliseconds. */
  readonly shutdownMs: number;
  /** How many requests a process serves at a time at most. */
  readonly maxInFlight: number;
  /** How long its event loop may keep callbacks waiting before it turns requests away, in milliseconds. */
  readonly maxEventLoopDelayMs: number;
  /** What is observed of the gateway, and where it goes. */
  readonly observe: ObserveSettings;
  /** Whether all of the upstreams are the sandbox's: there everyone may ask how an answer came about. */
  readonly explainToEveryone: boolean;
  /** Where the sandbox keeps its data. */
  readonly sandboxDir: string;
  /** Run in this process over its database, or asked where it is served on its own. */
  readonly analytics: Source<{ readonly databaseUrl: string } | { readonly analyticsUrl: string }>;
  readonly cms: Source<{
    readonly url: string;
    readonly token: string | undefined;
    readonly publicUrl: string;
    /** The most rows that Directus gives at once; undefined where it has no such limit. */
    readonly queryLimitMax: number | undefined;
  }>;
  /** `requestsPerMinute`, `requestsPerSecond`: how many root fields Twenty lets the workspace's API keys ask for. */
  readonly crm: Source<{
    readonly url: string;
    readonly apiKey: string;
    readonly requestsPerMinute: number;
    readonly requestsPerSecond: number;
  }>;
}

/** Settings that can't be used, all of them at once, each with what to do about it. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[], what = 'The gateway') {
    super(`${what} can't start with these settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL, such as http://127.0.0.1:8055' });
const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must be a PostgreSQL URL, such as postgres://user:password@127.0.0.1:5432/chronos',
});
const redisUrl = z.url({
  protocol: /^rediss?$/,
  error: 'must be a Redis URL, such as redis://127.0.0.1:6379',
});
const secret = (min: number) => z.string().min(min, `must have at least ${min} characters`);
const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

const WORKERS = 'must be a whole number from 1 to 64, or auto: one for each core';
const workers = z
  .string()
  .regex(/^(auto|\d+)$/, WORKERS)
  .transform((text) => (text === 'auto' ? Math.min(availableParallelism(), 64) : Number(text)))
  .refine((value) => value >= 1 && value <= 64, WORKERS);
const ratio = z
  .string()
  .regex(/^(0|1|0?\.\d+)$/, 'must be a number from 0 to 1')
  .transform(Number);

/** What is written with commas between. */
const list = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(item));
const ORIGIN = 'must be origins such as https://app.example, with commas between';
const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;
const origin = z.string().refine(isOrigin, ORIGIN);
const audience = z.enum(['public', 'partner', 'internal'], { error: 'must be of public, partner and internal' });
const cookieName = z
  .string()
  .regex(/^[\w!#$%&'*+\-.^`|~]+$/, 'must be the name of a cookie, such as directus_session_token');
const headerName = z.string().regex(/^[\w-]+$/, 'must be the name of a header, such as x-forwarded-for');

const ROLES = `must read "<role id>=<scope> <scope>, …" with scopes of ${SCOPES.join(', ')}`;
const Role = z.tuple([z.uuid(), z.array(z.enum(SCOPES)).transform((scopes) => new Set(scopes))]);
const roles = z.string().transform((text, context) => {
  const pairs = text.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  const parsed = z.array(Role).safeParse(pairs.map(([id, scopes]) => [id, scopes?.split(/\s+/).filter(Boolean)]));
  if (parsed.success) return new Map<string, ReadonlySet<Scope>>(parsed.data);
  context.addIssue(ROLES);
  return z.NEVER;
});

const RATES = 'must read "<audience>=<requests a minute>/<cost a day>, …", such as public=1200/50000000';
const Rate = z.tuple([audience, z.string().regex(/^[1-9]\d{0,14}\/[1-9]\d{0,14}$/)]);
const rates = z.string().transform((text, context) => {
  const parsed = z.array(Rate).safeParse(text.split(',').map((pair) => pair.split('=').map((part) => part.trim())));
  if (!parsed.success) {
    context.addIssue(RATES);
    return z.NEVER;
  }
  const bounds = { ...BOUNDS };
  for (const [name, rate] of parsed.data) {
    const [requestsPerMinute = 0, costPerDay = 0] = rate.split('/').map(Number);
    bounds[name] = { ...bounds[name], requestsPerMinute, costPerDay };
  }
  return bounds;
});

const Environment = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: integer(0, 65_535).default(4000),
  STAFF_TOKEN: secret(16).optional(),
  STAFF_ROLES: roles.optional(),
  OIDC_ISSUER: httpUrl.optional(),
  OIDC_AUDIENCE: z.string().optional(),
  OIDC_JWKS_URL: httpUrl.optional(),
  GATEWAY_DATABASE_URL: postgresUrl.optional(),
  CORS_ORIGINS: list(origin).default([]),
  PUBLIC_URL: z.string().refine(isOrigin, 'must be an origin such as https://graph.example').optional(),
  TRUSTED_DOCUMENTS: z.enum(['enforce', 'off'], { error: 'must be enforce or off' }).default('off'),
  TRUSTED_DOCUMENTS_FOR: list(audience).default(['public']),
  CLIENT_ADDRESS_HEADER: headerName.optional(),
  REDIS_URL: redisUrl.optional(),
  RATES: rates.optional(),
  WORKERS: workers.default(1),
  SCHEMA_POLL_SECONDS: integer(0, 86_400).default(60),
  SHUTDOWN_SECONDS: integer(1, 600).default(9),
  MAX_IN_FLIGHT: integer(1, 100_000).default(1_000),
  MAX_EVENT_LOOP_DELAY_MS: integer(10, 10_000).default(100),
  UPSTREAM_TIMEOUT_MS: integer(100, 120_000).default(10_000),
  UPSTREAM_CONNECTIONS: integer(1, 1024).default(64),
  REQUEST_TIMEOUT_MS: integer(100, 600_000).default(30_000),
  SPECULATION: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).optional(),
  SLOW_REQUEST_MS: integer(1, 3_600_000).default(1_000),
  METRICS_PORT: integer(0, 65_535).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  OTEL_TRACES_SAMPLER_ARG: ratio.default(1),
  OTEL_SERVICE_NAME: z.string().default('chronos-graph'),
  SENTRY_DSN: httpUrl.optional(),
  CHRONOS_SANDBOX: z.enum(['true', 'false'], { error: 'must be true or false' }).optional(),
  CHRONOS_SANDBOX_DIR: z.string().default('.chronos'),
  ANALYTICS_URL: httpUrl.optional(),
  DATABASE_URL: postgresUrl.optional(),
  DIRECTUS_URL: httpUrl.optional(),
  DIRECTUS_TOKEN: secret(1).optional(),
  DIRECTUS_PUBLIC_URL: httpUrl.optional(),
  DIRECTUS_QUERY_LIMIT_MAX: integer(100, 1_000_000).optional(),
  DIRECTUS_SESSION_COOKIE: cookieName.default('directus_session_token'),
  TWENTY_URL: httpUrl.optional(),
  TWENTY_API_KEY: secret(1).optional(),
  TWENTY_REQUESTS_PER_MINUTE: integer(1, 1_000_000_000).default(100),
  TWENTY_REQUESTS_PER_SECOND: integer(1, 1_000_000_000).default(100),
});

type Environment = z.infer<typeof Environment>;

/**
 * Reads the settings from environment variables; an empty one counts as not set.
 * Nothing set, outside production: all upstreams are the sandbox's. Something set: what is missing is a problem that
 * names it, unless CHRONOS_SANDBOX=true fills the rest.
 * @throws ConfigError with every problem at once
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = setIn(env);
  const parsed = Environment.safeParse(given);
  const problems = [...invalidIn(parsed), ...missing(given), ...misplaced(given)];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return configOf(parsed.data);
}

/** The settings of the analytics subgraph where it is served alone. */
export interface AnalyticsConfig {
  readonly host: string;
  readonly port: number;
  readonly analytics: Source<{ readonly databaseUrl: string }>;
  readonly sandboxDir: string;
  readonly shutdownMs: number;
  readonly upstreamTimeoutMs: number;
}

const AnalyticsEnvironment = Environment.pick({
  NODE_ENV: true,
  HOST: true,
  CHRONOS_SANDBOX: true,
  CHRONOS_SANDBOX_DIR: true,
  DATABASE_URL: true,
  SHUTDOWN_SECONDS: true,
  UPSTREAM_TIMEOUT_MS: true,
}).extend({ PORT: integer(0, 65_535).default(4001) });

/**
 * Reads those settings; the others may be set, for the gateway. The sandbox's database is taken only where none is set,
 * and in production only when it is asked for.
 * @throws ConfigError with every problem at once
 */
export function readAnalyticsConfig(env: Readonly<Record<string, string | undefined>>): AnalyticsConfig {
  const given = setIn(env);
  const parsed = AnalyticsEnvironment.safeParse(given);
  const { DATABASE_URL, CHRONOS_SANDBOX = String(given.NODE_ENV !== 'production') } = given;
  const needed = DATABASE_URL === undefined && CHRONOS_SANDBOX === 'false' ? ['DATABASE_URL is not set: set it.'] : [];
  const problems = [...invalidIn(parsed), ...needed];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems, 'The analytics subgraph');
  const { HOST, PORT, CHRONOS_SANDBOX_DIR, SHUTDOWN_SECONDS, UPSTREAM_TIMEOUT_MS } = parsed.data;
  return {
    host: HOST,
    port: PORT,
    analytics: DATABASE_URL ? { sandbox: false, databaseUrl: DATABASE_URL } : { sandbox: true },
    sandboxDir: CHRONOS_SANDBOX_DIR,
    shutdownMs: SHUTDOWN_SECONDS * 1_000,
    upstreamTimeoutMs: UPSTREAM_TIMEOUT_MS,
  };
}

function setIn(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

function invalidIn({ error }: { readonly error?: z.ZodError | undefined }): string[] {
  return error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`) ?? [];
}

const SOURCES = {
  analytics: { settings: ['DATABASE_URL'], optional: [] },
  cms: {
    settings: ['DIRECTUS_URL'],
    optional: ['DIRECTUS_TOKEN', 'DIRECTUS_PUBLIC_URL', 'DIRECTUS_QUERY_LIMIT_MAX', 'DIRECTUS_SESSION_COOKIE'],
  },
  crm: { settings: ['TWENTY_URL', 'TWENTY_API_KEY'], optional: [] },
} as const;

/** What is not set though something else asks for it. */
function missing(given: Readonly<Record<string, string | undefined>>): string[] {
  // Who asks the subgraph where it is served on its own needs no database.
  const standIns: Readonly<Record<string, string>> = { DATABASE_URL: 'ANALYTICS_URL' };
  const isSet = (name: string) => given[name] !== undefined || given[standIns[name] ?? name] !== undefined;
  const sources = Object.values(SOURCES);
  const nothingSet = !sources.some(({ settings, optional }) => [...settings, ...optional].some(isSet));
  const sandbox = given.CHRONOS_SANDBOX === 'true';
  if (nothingSet && (sandbox || (given.NODE_ENV !== 'production' && given.CHRONOS_SANDBOX !== 'false'))) return [];
  return sources.flatMap(({ settings, optional }) => {
    const begun = [...settings, ...optional].some(isSet);
    if (!begun && sandbox) return [];
    const remedy = begun ? '' : ', or set CHRONOS_SANDBOX=true to have the sandbox stand in for it';
    return settings.filter((name) => !isSet(name)).map((name) => `${name} is not set: set it${remedy}.`);
  });
}

/** What may not be set beside what is set. */
function misplaced(given: Readonly<Record<string, string | undefined>>): string[] {
  const real = ['DIRECTUS_URL', 'TWENTY_URL', 'DATABASE_URL', 'ANALYTICS_URL'].find(
    (name) => given[name] !== undefined,
  );
  const staffTokens =
    given.STAFF_TOKEN !== undefined && real
      ? [`STAFF_TOKEN is for the sandbox alone, and ${real} is set: unset it. Staff present a token of Directus.`]
      : [];
  const oidc = [given.OIDC_ISSUER, given.OIDC_AUDIENCE].filter((value) => value !== undefined);
  const begun = oidc.length > 0 || given.OIDC_JWKS_URL !== undefined;
  return begun && oidc.length < 2
    ? [...staffTokens, 'OIDC_ISSUER and OIDC_AUDIENCE go together: set both, or no OIDC_… at all.']
    : staffTokens;
}

function configOf(env: Environment): Config {
  const { DIRECTUS_URL, DIRECTUS_TOKEN, DIRECTUS_PUBLIC_URL, TWENTY_URL, TWENTY_API_KEY } = env;
  return Object.freeze({
    host: env.HOST,
    port: env.PORT,
    staffToken: env.STAFF_TOKEN,
    keysDatabaseUrl: env.GATEWAY_DATABASE_URL ?? env.DATABASE_URL,
    staffRoles: env.STAFF_ROLES,
    sessionCookie: env.DIRECTUS_SESSION_COOKIE,
    oidc: oidcOf(env),
    bounds: env.RATES ?? BOUNDS,
    corsOrigins: env.CORS_ORIGINS,
    publicUrl: env.PUBLIC_URL,
    trustedDocumentsOnly: env.TRUSTED_DOCUMENTS === 'enforce' ? env.TRUSTED_DOCUMENTS_FOR : [],
    clientAddressHeader: env.CLIENT_ADDRESS_HEADER?.toLowerCase(),
    redisUrl: env.REDIS_URL,
    upstreamTimeoutMs: env.UPSTREAM_TIMEOUT_MS,
    upstreamConnections: env.UPSTREAM_CONNECTIONS,
    requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
    speculation: env.SPECULATION === 'on',
    workers: env.WORKERS,
    schemaPollSeconds: env.SCHEMA_POLL_SECONDS,
    shutdownMs: env.SHUTDOWN_SECONDS * 1_000,
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
function analyticsOf({ ANALYTICS_URL, DATABASE_URL }: Environment): Config['analytics'] {
  if (ANALYTICS_URL) return { sandbox: false, analyticsUrl: ANALYTICS_URL };
  return DATABASE_URL ? { sandbox: false, databaseUrl: DATABASE_URL } : { sandbox: true };
}

function oidcOf({ OIDC_ISSUER, OIDC_AUDIENCE, OIDC_JWKS_URL }: Environment): OidcProvider | undefined {
  if (!OIDC_ISSUER || !OIDC_AUDIENCE) return undefined;
  return { issuer: OIDC_ISSUER, audience: OIDC_AUDIENCE, jwksUrl: OIDC_JWKS_URL };
}
