import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runChild } from './child.ts';
import { cachedFolder } from './folders.ts';
import { step } from './progress.ts';

/** What a Debian tree is made of. */
export interface DebianTree {
  /** Names the folder in the cache. */
  readonly name: string;
  readonly packages: readonly string[];
  /** `essential` installs the packages, `extract` only unpacks them. */
  readonly variant: 'essential' | 'extract';
}

const SUITE = 'trixie';

/** Nobody reads these there, and they are a fifth of the whole. */
const LEFT_OUT = ['/usr/share/man/*', '/usr/share/doc/*', '/usr/share/locale/*'];

/** mmdebstrap mounts /proc and more in the tree: in namespaces of its own, all of that ends with it, however it ends. */
const ALONE = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--'];

/** How long apt may take, in milliseconds: it downloads. */
const DEADLINE_MS = 15 * 60_000;

/**
 * A folder that holds packages of Debian with all that they need, to `chroot` into. Kept in the cache.
 * Needs root, on a machine that has `apt-get`; installs mmdebstrap there when it is missing.
 * @returns the folder's absolute path
 */
export function debianTree(tree: DebianTree): Promise<string> {
  if (process.getuid?.() !== 0) throw new Error('The live tests start servers in a chroot: run them as root.');
  const args = [
    `--variant=${tree.variant}`,
    `--include=${tree.packages.join(',')}`,
    ...LEFT_OUT.map((path) => `--dpkgopt=path-exclude=${path}`),
    SUITE,
  ];
  return cachedFolder(tree.name, args.join('\n'), (folder) =>
    step(`making a Debian tree of ${tree.name}`, async () => {
      await needMmdebstrap();
      const command = ['mmdebstrap', ...args, folder];
      await runChild({ name: 'mmdebstrap', command: 'unshare', args: [...ALONE, ...command] }, DEADLINE_MS);
    }),
  );
}

async function needMmdebstrap(): Promise<void> {
  if (isCommand('mmdebstrap')) return;
  if (!isCommand('apt-get')) throw new Error('The live tests need Debian or Ubuntu: there is no apt-get here.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '--yes', '--no-install-recommends', 'mmdebstrap'];
  for (const args of [['update'], ['-o', 'DPkg::Lock::Timeout=300', ...install]]) {
    await runChild({ name: `apt-get ${args.at(-1)}`, command: 'apt-get', args, env }, DEADLINE_MS);
  }
}

function isCommand(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}
