import postgres, { type Sql } from 'postgres';

/** A server that answers HTTP, and the commands of its remedies. */
export interface HttpServer {
  /** The path that answers 200 if the server is well. */
  readonly path: string;
  /** The setting that holds its URL. */
  readonly setting: string;
  /** The command that starts it; absent for the servers of others. */
  readonly starts?: string;
  /** Returns the command that shows why it does not answer well. */
  readonly shows: (address: string) => string;
}

const shows = (address: string) => `curl --fail --show-error ${address}`;

const composed = (service: string) => ({
  starts: `docker compose up --detach --wait ${service}`,
  shows: () => `docker compose logs --tail=100 ${service}`,
});

/** The servers that the settings name by their URLs. */
export const HTTP_SERVERS = {
  analytics: { path: '/healthz', setting: 'ANALYTICS_URL', starts: 'npm run analytics', shows },
  directus: { path: '/server/ping', setting: 'DIRECTUS_URL', ...composed('directus') },
  twenty: { path: '/healthz', setting: 'TWENTY_URL', ...composed('twenty') },
  oidcIssuer: { path: '/.well-known/openid-configuration', setting: 'OIDC_ISSUER', shows },
  oidcKeys: { path: '', setting: 'OIDC_JWKS_URL', shows },
} satisfies Readonly<Record<string, HttpServer>>;

/** Returns the remedy of a server that is not running. */
export function startRemedy(command: string, setting: string): string {
  return `Start it: ${command}; or correct ${setting}.`;
}

/**
 * Returns the remedy of a database that does not answer: the superuser's SQL if the server refuses the login.
 * @param setting the setting that holds its URL
 */
export function databaseRemedy({ options: { user, database } }: Sql, error: unknown, setting: string): string {
  const statement =
    error instanceof postgres.PostgresError ? LOGIN_SQL[error.code]?.(name(user), name(database)) : undefined;
  if (statement !== undefined) return `As a superuser: ${statement}; or correct ${setting}.`;
  return startRemedy('docker compose up --detach --wait database', setting);
}

/** The SQL that makes a server accept a login, by the code of PostgreSQL's error. */
const LOGIN_SQL: Readonly<Record<string, (role: string, database: string) => string>> = {
  // invalid_password, which PostgreSQL also answers for a role that does not exist.
  '28P01': (role) => `ALTER ROLE ${role} LOGIN PASSWORD '…'`,
  // invalid_authorization_specification
  '28000': (role) => `ALTER ROLE ${role} LOGIN`,
  // invalid_catalog_name
  '3D000': (_, database) => `CREATE DATABASE ${database}`,
  // insufficient_privilege
  42501: (role, database) => `GRANT CONNECT ON DATABASE ${database} TO ${role}`,
};

function name(identifier: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(identifier) ? identifier : `"${identifier.replaceAll('"', '""')}"`;
}
