/**
 * The embedded analytics database, a process of its own: PGlite blocks the event loop it runs on. Started by
 * startAnalytics with a folder and a port, which it reports to; it ends when told to, or when its parent is gone.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { messageOf } from '../../subgraphs/common/message-of.ts';
import { extensionsIn } from './extensions.ts';
import { withKnownKeys } from './known-keys.ts';
import { loadAnalytics } from './load.ts';
import { lockFolder } from './lock.ts';
import { version } from './version.ts';
import { listen } from './wire.ts';

/** Where the database answers, on loopback. */
export interface DatabaseUrls {
  /** As the role chronos_gateway, which only reads. */
  readonly databaseUrl: string;
  /** As the owner, whose name is a secret of this run. */
  readonly ownerUrl: string;
}

/** What the process tells its parent. */
export type Report =
  | { kind: 'progress'; message: string }
  | ({ kind: 'ready' } & DatabaseUrls)
  | { kind: 'failed'; message: string };

const host = '127.0.0.1';

process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole process group: the parent decides when its database may go.
process.on('SIGINT', () => {});

const [dir = '.chronos/analytics', port = '0'] = process.argv.slice(2);
try {
  await serve(dir, Number(port));
} catch (error) {
  report({ kind: 'failed', message: messageOf(error) });
  process.exitCode = 1;
  process.disconnect();
}

async function serve(dir: string, port: number): Promise<void> {
  mkdirSync(dir, { recursive: true });
  const release = await lockFolder(dir);
  const dataDir = join(dir, 'data');
  const stampFile = join(dir, 'version');
  const current = version();
  const loaded = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === current;
  if (!loaded) {
    rmSync(stampFile, { force: true });
    rmSync(dataDir, { recursive: true, force: true });
    report({ kind: 'progress', message: 'creating an embedded PostgreSQL' });
  }

  const db = new PGlite({ dataDir, extensions: extensionsIn(dir) });
  // Before the seconds that the database takes, so that a port in use is told at once.
  const owner = `owner-${randomBytes(24).toString('base64url')}`;
  const wire = await listen(db, host, port, (user) => (user === owner ? 'owner' : 'gateway'));
  await db.waitReady;
  const ownerUrl = `postgres://${owner}@${host}:${wire.port}/postgres`;
  if (!loaded) {
    const onProgress = (message: string) => report({ kind: 'progress', message });
    await withKnownKeys(() => loadAnalytics({ databaseUrl: ownerUrl, onProgress }));
    await db.exec('CHECKPOINT');
    writeFileSync(stampFile, current);
  }
  await db.exec('REFRESH MATERIALIZED VIEW analytics.data_freshness');
  // `npm run keys` reads it.
  const ownerFile = join(dir, 'owner-url');
  writeFileSync(ownerFile, ownerUrl, { mode: 0o600 });

  process.once('message', async () => {
    rmSync(ownerFile, { force: true });
    await wire.close();
    await db.close();
    await release();
    process.exit();
  });
  report({ kind: 'ready', ownerUrl, databaseUrl: `postgres://chronos_gateway@${host}:${wire.port}/postgres` });
}

function report(message: Report): void {
  process.send?.(message);
}
