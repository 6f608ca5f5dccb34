import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what takes long to make is kept between runs: `CHRONOS_CACHE`, else a folder of the user's cache. */
const cacheRoot = () => process.env.CHRONOS_CACHE || join(homedir(), '.cache', 'chronos-graph');

/**
 * A folder that is made once and kept.
 * It is made beside its place and moved there when it is whole, so that a run that was cut short leaves nothing that
 * looks finished, and two runs that make it at the same time don't meet.
 * @param key whatever the contents depend on: another key is another folder
 * @returns the folder's absolute path
 */
export async function cachedFolder(
  name: string,
  key: string,
  make: (folder: string) => Promise<unknown>,
): Promise<string> {
  const root = cacheRoot();
  const folder = join(root, `${name}-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  const partial = await ownFolder(root, `${name}-partial`);
  try {
    await make(partial);
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/**
 * A new folder for this process alone, named after it. First removes what processes that are gone left under this name.
 * @returns the folder's absolute path
 */
export async function ownFolder(parent: string, name: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  for (const entry of await readdir(parent)) {
    const owner = entry.startsWith(`${name}.`) ? Number(entry.split('.')[1]) : undefined;
    if (owner && !isAlive(owner)) await rm(join(parent, entry), { recursive: true, force: true });
  }
  const folder = join(parent, `${name}.${process.pid}.${randomBytes(4).toString('hex')}`);
  await mkdir(folder);
  return folder;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
