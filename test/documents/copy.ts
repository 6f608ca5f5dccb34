import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What is installed, built or kept on this machine, and not of the repository. */
const LEFT_OUT = new Set(['node_modules', '.git', '.next', '.chronos', '.env', 'coverage', 'screenshots']);

/** A copy of the repository that commands may write into. */
export interface Copy {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Copies the repository as it stands, with the packages that are installed here. */
export async function copyRepository(): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), 'chronos-copy-'));
  await cp(ROOT, folder, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
