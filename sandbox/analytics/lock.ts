import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import lockfile from 'proper-lockfile';

/**
 * Takes the folder for this process, since PGlite doesn't refuse a second opener, and answers how to release it. A lock
 * whose holder is alive is refused at once, with the holder's process id; one whose holder was killed is taken over when
 * it has gone untouched for two seconds.
 */
export async function lockFolder(dir: string): Promise<() => Promise<void>> {
  const pidFile = join(dir, 'pid');
  for (;;) {
    const holder = readPid(pidFile);
    const held = holder !== undefined && isAlive(holder);
    try {
      const release = await lockfile.lock(dir, {
        lockfilePath: join(dir, 'lock'),
        update: 1_000,
        // Loading blocks the event loop for seconds, and with it the touching of the lock: a living holder keeps it.
        stale: held ? 60_000 : 2_000,
      });
      writeFileSync(pidFile, String(process.pid));
      return release;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ELOCKED')) throw error;
      if (held)
        throw new Error(
          `${dir} is in use by process ${holder}: stop that, or name another folder by CHRONOS_SANDBOX_DIR.`,
        );
      await sleep(100);
    }
  }
}

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
