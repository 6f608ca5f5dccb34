import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const MAIN = new URL('../gateway/main.ts', import.meta.url);

export interface Run {
  readonly child: ChildProcess;
  /** Resolves with everything that was printed, once it matches. */
  printed(pattern: RegExp): Promise<string>;
  readonly exited: Promise<number | null>;
}

/** The same as `run`, for as long as the test at most. */
export function start(settings: Record<string, string>, program = MAIN): Run {
  const started = run(settings, program);
  onTestFinished(() => {
    started.child.kill('SIGKILL');
  });
  return started;
}

/**
 * Starts the gateway as `npm start` does, or another program, with these settings and no others; what Node has compiled is shared.
 * Who starts it ends it.
 */
export function run(settings: Record<string, string>, program = MAIN): Run {
  const { PATH = '', NODE_COMPILE_CACHE } = process.env;
  const env = { PATH, NODE_COMPILE_CACHE, ...settings };
  const child = spawn(process.execPath, [fileURLToPath(program)], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const printed = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => pattern.test(output) && resolve(output);
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', look);
      exited.then(
        () => (pattern.test(output) ? resolve(output) : reject(new Error(`It ended, saying:\n${output}`))),
        reject,
      );
      look();
    });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => {
      output += text.toString();
    });
  }
  return { child, printed, exited };
}

/** Returns the ids of the processes that a process has started. */
export async function children(pid: number | undefined): Promise<number[]> {
  const ids = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return ids.split(' ').filter(Boolean).map(Number);
}

export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
