import type { z } from 'zod';
import { editsBetween } from '../../subgraphs/common/edits.ts';
import { EnvironmentVariables } from './environment.ts';

/** Environment variables. */
export type GivenEnvironment = Readonly<Record<string, string | undefined>>;

/** All problems of settings at once, each with its remedy. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[], what = 'The gateway') {
    super(`${what} can't start with these settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Returns the variables that are set, without white space around their values: a secret that is read from a file often
 * has its line break, with which no header can be sent and no signature is valid. An empty one counts as not set.
 */
export function setIn(env: GivenEnvironment): GivenEnvironment {
  const trimmed = Object.entries(env).map(([name, value]) => [name, value?.trim()] as const);
  return Object.fromEntries(trimmed.filter(([, value]) => value !== ''));
}

/** Returns one problem for each invalid setting. */
export function invalidIn(error: z.ZodError | undefined): string[] {
  return error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`) ?? [];
}

/** Finds settings that still have an example's value. Other environment variables are ignored. */
export function placeholdersIn(given: GivenEnvironment): string[] {
  return Object.entries(given).flatMap(([name, value]) =>
    name in EnvironmentVariables.shape && value?.includes('replace-me')
      ? [`${name} contains "replace-me" from the example: set your own value.`]
      : [],
  );
}

const SOURCES = {
  analytics: { settings: ['DATABASE_URL'], optional: [] },
  cms: {
    settings: ['DIRECTUS_URL'],
    optional: [
      'DIRECTUS_TOKEN',
      'DIRECTUS_PUBLIC_URL',
      'DIRECTUS_QUERY_LIMIT_MAX',
      'DIRECTUS_PERMISSIONS_SECONDS',
      'DIRECTUS_SESSION_COOKIE',
    ],
  },
  crm: { settings: ['TWENTY_URL', 'TWENTY_API_KEY'], optional: [] },
} as const;

/** Finds settings that are absent, although another setting requires them. */
export function missing(given: GivenEnvironment): string[] {
  // A gateway needs no database if the subgraph has its own server.
  const standIns: Readonly<Record<string, string>> = { DATABASE_URL: 'ANALYTICS_URL' };
  const isSet = (name: string) => given[name] !== undefined || given[standIns[name] ?? name] !== undefined;
  const sources = Object.values(SOURCES);
  const nothingSet = !sources.some(({ settings, optional }) => [...settings, ...optional].some(isSet));
  const sandbox = given.CHRONOS_SANDBOX === 'true';
  if (nothingSet && (sandbox || (given.NODE_ENV !== 'production' && given.CHRONOS_SANDBOX !== 'false'))) return [];
  return sources.flatMap(({ settings, optional }) => {
    const begun = [...settings, ...optional].some(isSet);
    if (!begun && sandbox) return [];
    const remedy = begun ? '' : ', or set CHRONOS_SANDBOX=true to use the sandbox instead';
    return settings.filter((name) => !isSet(name)).map((name) => `${name} is not set: set it${remedy}.`);
  });
}

/** Finds a replica without its database. */
export function replicaOfNothing(given: GivenEnvironment): string[] {
  return given.DATABASE_REPLICA_URL !== undefined && given.DATABASE_URL === undefined
    ? ['DATABASE_REPLICA_URL is a replica of DATABASE_URL, which is not set: set it, or unset this.']
    : [];
}

/** Finds settings that exclude each other, and incomplete ones of an OpenID provider or the edge. */
export function misplaced(given: GivenEnvironment): string[] {
  // A real Directus identifies staff, even if the other upstreams are the sandbox's; its stand-in accepts only this
  // token.
  const staffTokens =
    given.STAFF_TOKEN !== undefined && given.DIRECTUS_URL !== undefined
      ? [
          "STAFF_TOKEN is for the sandbox's Directus, and DIRECTUS_URL is set: unset it. Staff present a token of Directus.",
        ]
      : [];
  const { PORT: port, METRICS_PORT: metricsPort } = given;
  const oidc = [given.OIDC_ISSUER, given.OIDC_AUDIENCE].filter((value) => value !== undefined);
  const begun = oidc.length > 0 || given.OIDC_JWKS_URL !== undefined;
  const edge = [given.EDGE_PURGE_URL, given.EDGE_PURGE_TOKEN].filter((value) => value !== undefined);
  return [
    ...staffTokens,
    ...(metricsPort === port && port !== '0' ? ['METRICS_PORT is the port of the gateway: set another.'] : []),
    ...(begun && oidc.length < 2
      ? ['OIDC_ISSUER and OIDC_AUDIENCE are required together: set both, or no OIDC_ setting.']
      : []),
    ...(edge.length === 1 ? ['EDGE_PURGE_URL and EDGE_PURGE_TOKEN are required together: set both, or neither.'] : []),
  ];
}

/** Minimum length of a name to correct: shorter names are too similar to each other, such as HOST and HOME. */
const LEAST_CHARACTERS = 8;
const MOST_EDITS = 2;

/** Finds variables whose names are similar to a setting that is not set: DATABSE_URL. */
export function misspelled(given: GivenEnvironment): string[] {
  const settings = EnvironmentVariables.shape;
  const unset = Object.keys(settings).filter((name) => given[name] === undefined && name.length >= LEAST_CHARACTERS);
  return Object.keys(given).flatMap((name) => {
    const meant = name in settings ? undefined : unset.find((setting) => editsBetween(name, setting) <= MOST_EDITS);
    return meant === undefined ? [] : [`${name} is not a setting: rename it to ${meant}, or unset it.`];
  });
}
