import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { runChild } from '../live/child.ts';
import startDatabase from '../setup.ts';
import { CHROMIUM } from './browser.ts';

const MINUTE = 60_000;

const SITE = fileURLToPath(new URL('../../examples/web/', import.meta.url));

/**
 * Before the browser's tests: installs Chromium where there is none (Debian, as root), starts the embedded database,
 * and installs, checks and builds the example site. With SITE_BUILT=1 the site is taken as it was last built.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(CHROMIUM)) await installChromium();
  if (process.env.SITE_BUILT !== '1') await buildSite();
  return startDatabase(project);
}

async function installChromium(): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) =>
    runChild({ name: `apt-get ${args[0]}`, command: 'apt-get', args, env }, 10 * MINUTE);
  await apt('update');
  await apt('install', '--yes', '--no-install-recommends', 'chromium');
}

async function buildSite(): Promise<void> {
  const npm = (...args: string[]) =>
    runChild({ name: `npm ${args.join(' ')}`, command: 'npm', args, cwd: SITE }, 15 * MINUTE);
  if (!existsSync(`${SITE}node_modules`)) await npm('ci');
  await npm('run', 'check');
  await npm('run', 'build');
}
