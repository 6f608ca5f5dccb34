import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const lifeline = fileURLToPath(new URL('lifeline.ts', import.meta.url));

/** How much of what a child wrote last is kept for an error, in characters. */
const TAIL_LENGTH = 4_000;

/** How often a server is asked whether it is ready, in milliseconds. */
const POLL_MS = 100;

/** A command to run as a child that never outlives this process. */
export interface Command {
  /** What it is called in errors. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** The child's whole environment. By default this process's own. */
  readonly env?: NodeJS.ProcessEnv;
  /** What asks it to stop. By default SIGTERM. */
  readonly signal?: NodeJS.Signals;
  /** A folder to remove when it has ended. */
  readonly remove?: string;
}

export interface Child {
  /** Resolves to the exit code when the child has ended and its folder is removed. */
  readonly ended: Promise<number>;
  /** An error that says what went wrong and what the child wrote last. */
  failure(what: string): Error;
  stop(): Promise<void>;
}

/** Starts a command. It is stopped, by `stop` or with this process, within ten seconds. */
export function startChild(command: Command): Child {
  const { name, signal = 'SIGTERM', remove, cwd, env = process.env } = command;
  const options = ['--signal', signal, ...(remove ? ['--remove', remove] : [])];
  const child = spawn(process.execPath, [lifeline, ...options, '--', command.command, ...command.args], {
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C in a terminal reaches the whole group: the lifeline has to outlive it, to stop the command in order.
    detached: true,
  });
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      tail = (tail + text).slice(-TAIL_LENGTH);
    });
  }
  const ended = once(child, 'close').then(([code]) => Number(code ?? 1));
  return {
    ended,
    failure: (what) => new Error(`${name} ${what}. What it wrote last:\n${tail.trim() || '(nothing)'}`),
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

/**
 * Runs a command to its end.
 * @throws Error when it fails or takes longer than the deadline, with what it wrote last
 */
export async function runChild(command: Command, deadlineMs: number): Promise<void> {
  const child = startChild(command);
  const late = new AbortController();
  const code = await Promise.race([child.ended, sleep(deadlineMs, undefined, { signal: late.signal })]);
  if (code === 0) return late.abort();
  await child.stop();
  throw child.failure(code === undefined ? `did not finish within ${deadlineMs / 1000} s` : `failed with code ${code}`);
}

/**
 * Waits until a server answers.
 * @param isReady may reject: that is a server which is not there yet
 * @throws Error when it ended or took longer than the deadline, with what it wrote last; the child is then stopped
 */
export async function untilReady(child: Child, isReady: () => Promise<boolean>, deadlineMs: number): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  while (!(await isReady().catch(() => false))) {
    const code = await Promise.race([child.ended, sleep(POLL_MS)]);
    if (code === undefined && performance.now() < deadline) continue;
    await child.stop();
    throw child.failure(code === undefined ? `was not ready within ${deadlineMs / 1000} s` : `ended with code ${code}`);
  }
}
