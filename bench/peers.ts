import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the peers are installed: apart from the project, with a lock file of their own. */
export const PEERS = fileURLToPath(new URL('peers/', import.meta.url));

/**
 * Installs the peers where they are not.
 * @throws Error where npm can't
 */
export function installPeers(): void {
  if (existsSync(join(PEERS, 'node_modules'))) return;
  const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: PEERS,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'development' },
  });
  if (status !== 0) throw new Error(`The peers could not be installed:\n${stderr}`);
}
