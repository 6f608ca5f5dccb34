import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';

/**
 * Runs a command for as long as standard input stays open. However the process at its other end goes, even by
 * SIGKILL, the system closes the pipe: the command is then stopped with all its children, and its folder removed.
 *
 *   node lifeline.ts [--signal SIGTERM] [--remove folder] -- command args…
 */
const { values, positionals } = parseArgs({
  options: { signal: { type: 'string', default: 'SIGTERM' }, remove: { type: 'string' } },
  allowPositionals: true,
});
const [command = '', ...args] = positionals;

/** How long the command may take to stop before it is killed, in milliseconds. */
const GRACE_MS = 10_000;

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });

/** Signals the command's whole process group. */
function signalGroup(signal: string): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone, which is what was wanted.
  }
}

async function leave(code: number): Promise<never> {
  signalGroup('SIGKILL');
  if (values.remove) await rm(values.remove, { recursive: true, force: true });
  process.exit(code);
}

child.once('exit', (code) => leave(code ?? 1));
child.once('error', (error) => {
  console.error(`Cannot run ${command}: ${error.message}`);
  return leave(127);
});
process.stdin.resume().once('close', () => {
  signalGroup(values.signal);
  setTimeout(() => signalGroup('SIGKILL'), GRACE_MS);
});
