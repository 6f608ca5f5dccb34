import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startAnalytics } from '../sandbox/analytics/index.ts';
import './provided.ts';
import { makeTemplates } from './template.ts';

/** Starts the embedded database once for all tests; its folder is kept, so that only the first run loads it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = join(process.env.CHRONOS_SANDBOX_DIR ?? '.chronos', 'test');
  const [database, templates] = await Promise.all([
    startAnalytics({ dir, onProgress: (message) => console.log(message) }),
    makeTemplates(dir),
  ]);
  project.provide('databaseUrl', database.databaseUrl);
  project.provide('templates', templates);
  project.provide('ownerUrl', '');
  project.provide('directusUrl', '');
  project.provide('directusToken', '');
  project.provide('directusAdminToken', '');
  project.provide('foreign', { url: '', token: '', adminToken: '' });
  project.provide('live', false);
  return () => database.close();
}
