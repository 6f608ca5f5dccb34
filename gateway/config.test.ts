import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { EnvironmentVariables } from './config/environment.ts';
import { ConfigError, readAnalyticsConfig, readConfig } from './config.ts';
import { BOUNDS } from './limits/bounds.ts';

const REAL = {
  DATABASE_URL: 'postgres://gateway:pw@127.0.0.1:5432/chronos',
  DIRECTUS_URL: 'http://127.0.0.1:8055',
  DIRECTUS_TOKEN: 'directus-service-token',
  TWENTY_URL: 'http://127.0.0.1:3000',
  TWENTY_API_KEY: 'twenty-api-key',
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  test('a password in a URL with a "%" that is not escaped is a problem, and not an error', () => {
    expect(
      problemsOf({ ...REAL, DATABASE_URL: 'postgres://a:50%@127.0.0.1/chronos', REDIS_URL: 'redis://:5%0@127.0.0.1' }),
    ).toEqual([
      'DATABASE_URL has a "%" that begins no escape: write it as "%25".',
      'REDIS_URL has a "%" that begins no escape: write it as "%25".',
    ]);
    expect(problemsOf({ ...REAL, REDIS_URL: 'redis://:5%250@127.0.0.1' })).toEqual([]);
  });

  test('nothing set: all upstreams are the sandbox’s', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 4000,
      staffToken: undefined,
      keysDatabaseUrl: undefined,
      staffRoles: undefined,
      sessionCookie: 'directus_session_token',
      anyDirectusVersion: false,
      identityGraceMs: 60_000,
      oidc: undefined,
      bounds: BOUNDS,
      corsOrigins: [],
      publicUrl: undefined,
      trustedDocumentsOnly: [],
      mcpFor: ['public', 'partner'],
      clientAddressHeader: undefined,
      clientAddressHops: 1,
      redisUrl: undefined,
      webhookSecrets: { directus: undefined, twenty: undefined },
      workers: 1,
      schemaPollSeconds: 60,
      ingestionPollSeconds: 15,
      shutdownMs: 9_000,
      leaveMs: 0,
      maxInFlight: 1_000,
      maxEventLoopDelayMs: 100,
      upstreamTimeoutMs: 10_000,
      upstreamConnections: 64,
      prefetch: true,
      cached: false,
      requestTimeoutMs: 30_000,
      observe: {
        logLevel: 'error',
        slowRequestMs: 1_000,
        metricsPort: undefined,
        tracing: undefined,
        sentryDsn: undefined,
        secrets: [],
      },
      explainToEveryone: true,
      sandboxDir: '.chronos',
      analytics: { sandbox: true },
      cms: { sandbox: true },
      crm: { sandbox: true },
    });
  });

  test('how much a process serves, and how it starts and ends', () => {
    const settings = {
      WORKERS: '4',
      IDENTITY_GRACE_SECONDS: '0',
      SCHEMA_POLL_SECONDS: '0',
      INGESTION_POLL_SECONDS: '0',
      SHUTDOWN_SECONDS: '30',
      LEAVE_SECONDS: '5',
      MAX_IN_FLIGHT: '250',
      MAX_EVENT_LOOP_DELAY_MS: '50',
    };
    expect(readConfig(settings)).toMatchObject({
      workers: 4,
      identityGraceMs: 0,
      schemaPollSeconds: 0,
      ingestionPollSeconds: 0,
      shutdownMs: 30_000,
      leaveMs: 5_000,
      maxInFlight: 250,
      maxEventLoopDelayMs: 50,
    });
    expect(readConfig({ WORKERS: 'auto' }).workers).toBe(Math.min(availableParallelism(), 64));
    expect(
      problemsOf({
        IDENTITY_GRACE_SECONDS: '301',
        WORKERS: '0',
        SHUTDOWN_SECONDS: '0',
        MAX_EVENT_LOOP_DELAY_MS: 'none',
      }),
    ).toEqual([
      'WORKERS must be a whole number from 1 to 64, or auto: one for each core.',
      'MAX_EVENT_LOOP_DELAY_MS must be a whole number from 10 to 10000.',
      'SHUTDOWN_SECONDS must be a whole number from 1 to 600.',
      'IDENTITY_GRACE_SECONDS must be a whole number from 0 to 300.',
    ]);
  });

  test('where clients reach the gateway', () => {
    expect(readConfig({ PUBLIC_URL: 'https://graph.example' }).publicUrl).toBe('https://graph.example');
    expect(problemsOf({ PUBLIC_URL: 'https://graph.example/path' })).toEqual([
      'PUBLIC_URL must be an origin such as https://graph.example.',
    ]);
  });

  test('who may read answers, and who is answered trusted documents alone', () => {
    expect(
      readConfig({
        CORS_ORIGINS: 'https://app.example, https://beta.example:8443',
        TRUSTED_DOCUMENTS: 'enforce',
        CLIENT_ADDRESS_HOPS: '2',
        CLIENT_ADDRESS_HEADER: 'X-Forwarded-For',
      }),
    ).toMatchObject({
      corsOrigins: ['https://app.example', 'https://beta.example:8443'],
      trustedDocumentsOnly: ['public'],
      clientAddressHeader: 'x-forwarded-for',
      clientAddressHops: 2,
    });
    const chosen = { TRUSTED_DOCUMENTS_FOR: 'public,partner' };
    expect(readConfig({ ...chosen, TRUSTED_DOCUMENTS: 'enforce' }).trustedDocumentsOnly).toEqual(['public', 'partner']);
    expect(readConfig({ ...chosen, TRUSTED_DOCUMENTS: 'off' }).trustedDocumentsOnly).toEqual([]);
    expect(problemsOf({ CORS_ORIGINS: 'https://app.example/', TRUSTED_DOCUMENTS: 'on', ...chosen })).toEqual([
      'CORS_ORIGINS.0 must be origins such as https://app.example, with commas between.',
      'TRUSTED_DOCUMENTS must be enforce or off.',
    ]);
  });

  test('the cookie of Directus’s sessions has the name that is set for Directus', () => {
    expect(readConfig({ ...REAL, DIRECTUS_SESSION_COOKIE: 'session' }).sessionCookie).toBe('session');
    expect(problemsOf({ ...REAL, DIRECTUS_SESSION_COOKIE: 'my session' })).toEqual([
      'DIRECTUS_SESSION_COOKIE must be the name of a cookie, such as directus_session_token.',
    ]);
    expect(problemsOf({ DIRECTUS_SESSION_COOKIE: 'session' })).toContain('DIRECTUS_URL is not set: set it.');
  });

  test('where replicas count together', () => {
    expect(readConfig({ REDIS_URL: 'rediss://:secret@redis.example:6380/1' }).redisUrl).toBe(
      'rediss://:secret@redis.example:6380/1',
    );
    expect(problemsOf({ REDIS_URL: 'http://redis.example' })).toEqual([
      'REDIS_URL must be a Redis URL, such as redis://127.0.0.1:6379.',
    ]);
  });

  test('everything set: nothing is the sandbox’s, in production too', () => {
    expect(readConfig({ ...REAL, NODE_ENV: 'production' })).toMatchObject({
      analytics: { sandbox: false, databaseUrl: REAL.DATABASE_URL },
      cms: { sandbox: false, url: REAL.DIRECTUS_URL, token: REAL.DIRECTUS_TOKEN, publicUrl: REAL.DIRECTUS_URL },
      crm: {
        sandbox: false,
        url: REAL.TWENTY_URL,
        apiKey: REAL.TWENTY_API_KEY,
        requestsPerMinute: 100,
        requestsPerSecond: 100,
      },
    });
  });

  test('white space around a value is ignored, such as the line break that ends a file of a secret', () => {
    const hooks = { TWENTY_WEBHOOK_SECRET: 'a-secret-of-sixteen', DIRECTUS_WEBHOOK_SECRET: 'another-of-sixteen' };
    const given = { ...REAL, ...hooks, WORKERS: '2' };
    const padded = Object.entries({ ...given, REDIS_URL: '' }).map(([name, value]) => [name, ` ${value}\r\n`]);
    expect(readConfig(Object.fromEntries(padded))).toEqual(readConfig(given));
  });

  test('Directus’s QUERY_LIMIT_MAX is read, and is the default size of a list where it is not set', () => {
    expect(readConfig({ ...REAL, DIRECTUS_QUERY_LIMIT_MAX: '500' }).cms).toMatchObject({ queryLimitMax: 500 });
    expect(readConfig({ ...REAL, DIRECTUS_PERMISSIONS_SECONDS: '0' }).cms).toMatchObject({ permissionsMs: 0 });
    expect(readConfig(REAL).cms).toMatchObject({ permissionsMs: 60_000 });
    expect(readConfig(REAL).cms).toMatchObject({ queryLimitMax: undefined });
    expect(problemsOf({ ...REAL, DIRECTUS_QUERY_LIMIT_MAX: '50' })).toEqual([
      'DIRECTUS_QUERY_LIMIT_MAX must be a whole number from 100 to 1000000.',
    ]);
  });

  test('the gateway runs the analytics in this process or over HTTP, by configuration', () => {
    const { DATABASE_URL, ...others } = REAL;
    const ANALYTICS_URL = 'http://127.0.0.1:4001';
    const analytics = { sandbox: false, analyticsUrl: ANALYTICS_URL };
    expect(readConfig({ ...others, ANALYTICS_URL, NODE_ENV: 'production' })).toMatchObject({ analytics });
    expect(readConfig({ ...REAL, ANALYTICS_URL })).toMatchObject({ analytics });
    expect(problemsOf({ ANALYTICS_URL })).toEqual([
      'DIRECTUS_URL is not set: set it, or set CHRONOS_SANDBOX=true to use the sandbox instead.',
      'TWENTY_URL is not set: set it, or set CHRONOS_SANDBOX=true to use the sandbox instead.',
      'TWENTY_API_KEY is not set: set it, or set CHRONOS_SANDBOX=true to use the sandbox instead.',
    ]);
    expect(problemsOf({ ...others, ANALYTICS_URL: 'localhost' })).toEqual([
      'ANALYTICS_URL must be an http(s) URL, such as http://127.0.0.1:8055.',
    ]);
  });

  test('something set: what is missing is named, all of it at once', () => {
    expect(problemsOf({ DIRECTUS_URL: REAL.DIRECTUS_URL })).toEqual([
      'DATABASE_URL is not set: set it, or set CHRONOS_SANDBOX=true to use the sandbox instead.',
      'TWENTY_URL is not set: set it, or set CHRONOS_SANDBOX=true to use the sandbox instead.',
      'TWENTY_API_KEY is not set: set it, or set CHRONOS_SANDBOX=true to use the sandbox instead.',
    ]);
  });

  test('CHRONOS_SANDBOX=true fills the rest, but never half of an upstream', () => {
    expect(readConfig({ DIRECTUS_URL: REAL.DIRECTUS_URL, CHRONOS_SANDBOX: 'true' })).toMatchObject({
      analytics: { sandbox: true },
      cms: { sandbox: false },
      crm: { sandbox: true },
    });
    expect(problemsOf({ TWENTY_URL: REAL.TWENTY_URL, CHRONOS_SANDBOX: 'true' })).toEqual([
      'TWENTY_API_KEY is not set: set it.',
    ]);
  });

  test('production never falls back to the sandbox unasked', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toHaveLength(4);
    expect(readConfig({ NODE_ENV: 'production', CHRONOS_SANDBOX: 'true' }).crm).toEqual({ sandbox: true });
  });

  test('bad values are reported with their remedy, all at once, and an empty one counts as not set', () => {
    expect(
      problemsOf({
        PORT: '99999',
        STAFF_TOKEN: 'short',
        DATABASE_URL: 'mysql://127.0.0.1/chronos',
        DIRECTUS_URL: 'directus',
        TWENTY_URL: '',
        CHRONOS_SANDBOX: 'yes',
      }),
    ).toEqual([
      'PORT must be a whole number from 0 to 65535.',
      'CHRONOS_SANDBOX must be true or false.',
      'DATABASE_URL must be a PostgreSQL URL, such as postgres://user:password@127.0.0.1:5432/chronos.',
      'DIRECTUS_URL must be an http(s) URL, such as http://127.0.0.1:8055.',
      'STAFF_TOKEN must have at least 16 characters.',
      'TWENTY_URL is not set: set it, or set CHRONOS_SANDBOX=true to use the sandbox instead.',
      'TWENTY_API_KEY is not set: set it, or set CHRONOS_SANDBOX=true to use the sandbox instead.',
      "STAFF_TOKEN is for the sandbox's Directus, and DIRECTUS_URL is set: unset it. Staff present a token of Directus.",
    ]);
  });

  test("STAFF_TOKEN is a staff identity wherever the sandbox's Directus is, and is refused next to a real one", () => {
    const STAFF_TOKEN = 'a-token-of-sixteen';
    const ofSandbox: Record<string, string>[] = [
      {},
      { NODE_ENV: 'production', CHRONOS_SANDBOX: 'true' },
      { TWENTY_URL: REAL.TWENTY_URL, TWENTY_API_KEY: REAL.TWENTY_API_KEY, CHRONOS_SANDBOX: 'true' },
      { DATABASE_URL: REAL.DATABASE_URL, CHRONOS_SANDBOX: 'true' },
    ];
    for (const settings of ofSandbox) expect(readConfig({ STAFF_TOKEN, ...settings }).staffToken).toBe(STAFF_TOKEN);
    expect(problemsOf({ STAFF_TOKEN, DIRECTUS_URL: REAL.DIRECTUS_URL, CHRONOS_SANDBOX: 'true' })).toContain(
      "STAFF_TOKEN is for the sandbox's Directus, and DIRECTUS_URL is set: unset it. Staff present a token of Directus.",
    );
  });

  test('who is staff, and where the keys of partners are', () => {
    const role = '779fb0d9-5afc-4868-8a92-b2dbd1981c7d';
    const other = '5f0c6c1e-6a4f-4d55-9a40-7c1e0f5b2a06';
    expect(
      readConfig({
        ...REAL,
        STAFF_ROLES: `${role}=crm:read cms:write, ${other}=`,
        OIDC_ISSUER: 'https://login.example',
        OIDC_AUDIENCE: 'chronos',
      }),
    ).toMatchObject({
      keysDatabaseUrl: REAL.DATABASE_URL,
      staffRoles: new Map([
        [role, new Set(['crm:read', 'cms:write'])],
        [other, new Set()],
      ]),
      oidc: { issuer: 'https://login.example', audience: 'chronos', jwksUrl: undefined },
    });
    const keys = 'postgres://keys@127.0.0.1:5432/chronos';
    expect(readConfig({ ...REAL, GATEWAY_DATABASE_URL: keys }).keysDatabaseUrl).toBe(keys);
    expect(problemsOf({ ...REAL, METRICS_PORT: '4000' })).toEqual([
      'METRICS_PORT is the port of the gateway: set another.',
    ]);
    expect(problemsOf({ ...REAL, EDGE_PURGE_TOKEN: 'a-token-of-purges' })).toEqual([
      'EDGE_PURGE_URL and EDGE_PURGE_TOKEN are required together: set both, or neither.',
    ]);
    expect(problemsOf({ ...REAL, STAFF_ROLES: `${role}=everything`, OIDC_ISSUER: 'https://login.example' })).toEqual([
      'STAFF_ROLES must read "<role id>=<scope> <scope>, …" with scopes of ' +
        'crm:read, crm:write, cms:write, analytics:bulk, gateway:reload, ingestion:read.',
      'OIDC_ISSUER and OIDC_AUDIENCE are required together: set both, or no OIDC_ setting.',
    ]);
  });

  test('the rates of audiences that have others than bounds.ts says', () => {
    const { bounds } = readConfig({ RATES: 'public=60/5000, internal=100000000/1000000000000' });
    expect(bounds).toEqual({
      public: { ...BOUNDS.public, requestsPerMinute: 60, costPerDay: 5_000 },
      partner: BOUNDS.partner,
      internal: { ...BOUNDS.internal, requestsPerMinute: 100_000_000, costPerDay: 1_000_000_000_000 },
    });
    expect(readConfig({}).bounds).toEqual(BOUNDS);
    for (const wrong of ['public', 'public=60', 'public=0/5', 'public=60/-1', 'nobody=1/1', 'public=1/2/3']) {
      expect(problemsOf({ RATES: wrong })).toEqual([
        'RATES must read "<audience>=<requests a minute>/<cost a day>, …", such as public=1200/50000000.',
      ]);
    }
  });

  test('secrets planted in settings never show in errors', () => {
    const secret = 'planted-secret-4711';
    const database = `mysql://gateway:${secret}@127.0.0.1/chronos`;
    const problems = problemsOf({
      DATABASE_URL: database,
      GATEWAY_DATABASE_URL: database,
      DIRECTUS_URL: `ftp://${secret}@127.0.0.1`,
      DIRECTUS_TOKEN: secret,
      TWENTY_API_KEY: secret,
      STAFF_TOKEN: secret,
      STAFF_ROLES: secret,
    });
    expect(problems).toHaveLength(6);
    expect(problems.join()).not.toContain(secret);
  });
});

test('a setting that still has the value of an example is refused; other variables may say what they like', () => {
  const left = { ...REAL, DIRECTUS_TOKEN: 'replace-me-by-16-characters', EDITOR_HINT: 'replace-me' };
  expect(problemsOf(left)).toEqual(['DIRECTUS_TOKEN contains "replace-me" from the example: set your own value.']);
  const DATABASE_URL = 'postgres://chronos_gateway:replace-me@127.0.0.1:5432/chronos';
  expect(() => readAnalyticsConfig({ DATABASE_URL })).toThrow('DATABASE_URL contains "replace-me"');
});

test('a replica is one of the database, and at most so far behind', () => {
  const DATABASE_REPLICA_URL = 'postgres://reader@replica/chronos';
  const replica = { databaseUrl: DATABASE_REPLICA_URL, maxLagSeconds: 30 };
  const analytics = { sandbox: false, databaseUrl: REAL.DATABASE_URL, replica };
  expect(readConfig({ ...REAL, DATABASE_REPLICA_URL })).toMatchObject({ analytics });
  expect(readAnalyticsConfig({ DATABASE_URL: REAL.DATABASE_URL, DATABASE_REPLICA_URL })).toMatchObject({ analytics });
  const alone = 'DATABASE_REPLICA_URL is a replica of DATABASE_URL, which is not set: set it, or unset this.';
  expect(problemsOf({ DATABASE_REPLICA_URL, DATABASE_REPLICA_MAX_LAG_SECONDS: '0' })).toEqual([
    'DATABASE_REPLICA_MAX_LAG_SECONDS must be a whole number from 1 to 86400.',
    alone,
  ]);
  expect(() => readAnalyticsConfig({ DATABASE_REPLICA_URL })).toThrow(alone);
});

describe('readAnalyticsConfig', () => {
  test('the analytics subgraph alone: its own port, over the database that is set or the sandbox’s', () => {
    const common = {
      host: '127.0.0.1',
      port: 4001,
      sandboxDir: '.chronos',
      shutdownMs: 9_000,
      upstreamTimeoutMs: 10_000,
    };
    expect(readAnalyticsConfig({})).toMatchObject({ ...common, analytics: { sandbox: true } });
    expect(readAnalyticsConfig({ ...REAL, PORT: '5000', NODE_ENV: 'production' })).toMatchObject({
      ...common,
      port: 5000,
      analytics: { sandbox: false, databaseUrl: REAL.DATABASE_URL },
    });
  });

  test('production never falls back to the sandbox unasked; all problems are reported at once', () => {
    expect(() => readAnalyticsConfig({ NODE_ENV: 'production', PORT: 'x' })).toThrow(
      "The analytics subgraph can't start with these settings:\n" +
        '  - PORT must be a whole number from 0 to 65535.\n' +
        '  - DATABASE_URL is not set: set it.',
    );
    expect(readAnalyticsConfig({ NODE_ENV: 'production', CHRONOS_SANDBOX: 'true' }).analytics.sandbox).toBe(true);
  });

  test('a variable that reads like a setting which is not set is a slip; any other is its owner’s', () => {
    expect(problemsOf({ STAFF_ROLE: 'x', DIRECTUS_URI: 'x', OIDC_ISUER: 'x' })).toEqual([
      'STAFF_ROLE is not a setting: rename it to STAFF_ROLES, or unset it.',
      'DIRECTUS_URI is not a setting: rename it to DIRECTUS_URL, or unset it.',
      'OIDC_ISUER is not a setting: rename it to OIDC_ISSUER, or unset it.',
    ]);
    const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
    const names = Array.from(example.matchAll(/^(?:# )?([A-Z_]+)=/gm), ([, name = '']) => name);
    const others = names.filter((name) => !(name in EnvironmentVariables.shape));
    expect(others.length).toBeGreaterThan(5);
    const machine = { HOME: '/root', HOSTNAME: 'x', REDIS_PORT: '6379', DATABASE_NAME: 'x', CACHE_DIR: 'x', LANG: 'C' };
    expect(problemsOf({ ...Object.fromEntries(others.map((name) => [name, 'x'])), ...machine })).toEqual([]);
    expect(problemsOf({ CORS_ORIGINS: 'https://app.example', CORS_ORIGIN: 'another’s' })).toEqual([]);
  });
});
