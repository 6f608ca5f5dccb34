import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

/** The cores of a run: contestants have one to themselves, all else shares the other. */
export const CORES = { contestant: 0, rest: 1 } as const;

/** Whether processes can be tied to cores here. Where they can't, all share all: the report says so. */
export const canPin = spawnSync('taskset', ['--version']).status === 0;

/** Ticks of the kernel's accounting in a second: what every Linux has for user programs. */
const TICKS_PER_SECOND = 100;

/** What a process has used, and holds. */
export interface Resources {
  /** Processor time used so far, user and system, by the process and its children, in milliseconds; ticks are of 10. */
  cpuMs(): number;
  /** Memory that the process holds now, without its children, in MB. */
  rssMb(): number;
}

export function resourcesOf(pid: number): Resources {
  return { cpuMs: () => familyOf(pid).reduce((sum, each) => sum + cpuMsOf(each), 0), rssMb: () => rssMbOf(pid) };
}

/** A process that takes part. */
export interface Running {
  readonly child: ChildProcess;
  /** Processor time used so far, user and system, by the process and its children, in milliseconds; ticks are of 10. */
  cpuMs(): number;
  /** Memory held now by them, in MB. */
  rssMb(): number;
  /** Descriptors that they have open: files, sockets. */
  descriptors(): number;
  stop(): Promise<void>;
}

export interface SpawnOptions {
  readonly core: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Whether messages are exchanged. */
  readonly ipc?: boolean;
}

/** Starts a process on a core. It ends with this one. */
export function start(command: readonly [string, ...string[]], { core, env = {}, cwd, ipc }: SpawnOptions): Running {
  const [program, ...args] = canPin ? ['taskset', '-c', String(core), ...command] : command;
  const child = spawn(program, args, {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'pipe', ...(ipc ? (['ipc'] as const) : [])],
    ...(cwd !== undefined && { cwd }),
  });
  child.stderr?.pipe(process.stderr);
  // A program that is not there has no process id: whoever waits for it sees that.
  child.on('error', (error) => process.stderr.write(`${program}: ${error.message}\n`));
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const pids = () => (child.pid === undefined ? [] : familyOf(child.pid));
  return {
    child,
    cpuMs: () => pids().reduce((sum, pid) => sum + cpuMsOf(pid), 0),
    rssMb: () => pids().reduce((sum, pid) => sum + rssMbOf(pid), 0),
    descriptors: () => pids().reduce((sum, pid) => sum + readdirSync(`/proc/${pid}/fd`).length, 0),
    async stop() {
      process.removeListener('exit', kill);
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      const timer = setTimeout(kill, 5_000);
      child.kill('SIGTERM');
      await exited;
      clearTimeout(timer);
    },
  };
}

/** Has this process end at a signal by way of its exit, where it takes along what it has started. */
export function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
}

/** Ties this process, all its threads and what it starts from now on to a core. */
export function pinSelf(core: number): void {
  if (canPin) spawnSync('taskset', ['-a', '-c', '-p', String(core), String(process.pid)]);
}

function familyOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(familyOf)];
}

/** Of /proc/<pid>/stat, whose second field may have spaces in it: utime and stime are the 14th and 15th. */
function cpuMsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1000;
}

function rssMbOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes ?? 0) / 1024;
}
