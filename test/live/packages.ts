import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChild } from './child.ts';
import { cachedFolder } from './folders.ts';
import { step } from './progress.ts';

const INSTALL_DEADLINE_MS = 10 * 60_000;

/**
 * Installs the packages that a folder of test/live pins, once on each machine, without their install scripts.
 * @param name the folder's name
 * @returns the absolute path of a copy of the folder, with `node_modules`
 * @throws an error with npm's last words
 */
export async function installPackages(name: string): Promise<string> {
  const pinned = fileURLToPath(new URL(`${name}/`, import.meta.url));
  const lock = await readFile(join(pinned, 'package-lock.json'), 'utf8');
  return cachedFolder(name, `node ${process.versions.modules}\n${lock}`, (folder) =>
    step(`installing ${name} from npm`, async () => {
      await Promise.all(
        ['package.json', 'package-lock.json'].map((file) => cp(join(pinned, file), join(folder, file))),
      );
      const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder];
      await runChild({ name: 'npm ci', command: 'npm', args, cwd: folder }, INSTALL_DEADLINE_MS);
    }),
  );
}
