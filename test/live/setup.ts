import '../provided.ts';
import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { provisionDirectus } from '../../content-model/provision.ts';
import { loadAnalytics } from '../../sandbox/analytics/load.ts';
import { loadForeign } from '../oracle/cms-foreign/load.ts';
import { foreignContent } from '../oracle/cms-foreign/model.ts';
import { CLERK } from '../oracle/cms-foreign/roles.ts';
import { type RealDirectus, startRealDirectus } from './directus.ts';
import { startPostgres } from './postgres.ts';
import { step } from './progress.ts';

/**
 * Before the live tests: starts a real PostgreSQL and a real Directus over it, fills both by the project's own
 * commands, and provides the tests with where they answer. What was started ends with the tests, or with the process.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await using servers = new AsyncDisposableStack();
  const database = await startPostgres();
  servers.defer(() => database.close());
  const ownerUrl = await database.createDatabase('chronos');
  await step('loading the analytics data', () => loadAnalytics({ databaseUrl: ownerUrl }));

  const directus = await startRealDirectus({ databaseUrl: ownerUrl });
  servers.defer(() => directus.close());
  const directusToken = randomBytes(16).toString('hex');
  await step('provisioning Directus', () =>
    provisionDirectus({
      directusUrl: directus.url,
      adminToken: directus.adminToken,
      databaseUrl: ownerUrl,
      gatewayToken: directusToken,
    }),
  );

  const foreign = await startForeign(await database.createDatabase('foreign'), directusToken);
  servers.defer(() => foreign.close());

  project.provide('foreign', { url: foreign.url, token: directusToken, adminToken: foreign.adminToken });
  project.provide('live', true);
  project.provide('databaseUrl', await gatewayUrl(ownerUrl));
  project.provide('templates', { tables: '', empty: '' });
  project.provide('ownerUrl', ownerUrl);
  project.provide('directusUrl', directus.url);
  project.provide('directusToken', directusToken);
  project.provide('directusAdminToken', directus.adminToken);
  const started = servers.move();
  return () => started.disposeAsync();
}

/** A second Directus, with the foreign content model. */
async function startForeign(databaseUrl: string, token: string): Promise<RealDirectus> {
  const sql = postgres(databaseUrl, { max: 1 });
  await sql.unsafe('CREATE EXTENSION postgis').finally(() => sql.end());
  const directus = await startRealDirectus({ databaseUrl });
  await step('loading the foreign content model', () =>
    loadForeign(directus, foreignContent(), { gatewayToken: token, members: [CLERK] }),
  );
  return directus;
}

/** Lets the gateway's role log in, as in production, so that the tests meet its grants. Returns its URL. */
async function gatewayUrl(ownerUrl: string): Promise<string> {
  const password = randomBytes(16).toString('hex');
  const sql = postgres(ownerUrl, { max: 1 });
  await sql.unsafe(`ALTER ROLE chronos_gateway LOGIN PASSWORD '${password}'`).finally(() => sql.end());
  return Object.assign(new URL(ownerUrl), { username: 'chronos_gateway', password }).href;
}
