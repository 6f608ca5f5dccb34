import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface ShellOptions {
  readonly cwd: string;
  /** All settings that the command knows. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** What is written to it. */
  readonly input?: string;
}

/** What a command came to. */
export interface Ended {
  readonly code: number | null;
  /** On both of its outputs, in the order in which it came. */
  readonly printed: string;
}

/** Runs a line as a shell does, to its end. */
export async function runLine(line: string, options: ShellOptions): Promise<Ended> {
  const { child, printed } = begin(line, options);
  const [code] = await once(child, 'close');
  return { code, printed: printed() };
}

/**
 * Runs one that serves until it is stopped, and stops it as Ctrl-C does once it has printed what matches.
 * @returns what it printed until it ended, by that or by itself
 */
export async function serveLine(line: string, pattern: RegExp, options: ShellOptions): Promise<string> {
  const { child, printed } = begin(`exec ${line}`, options);
  const ended = once(child, 'close');
  const look = () => {
    if (child.pid !== undefined && pattern.test(printed())) process.kill(-child.pid, 'SIGINT');
  };
  child.stdout.on('data', look);
  child.stderr.on('data', look);
  await ended;
  return printed();
}

/** What is of this machine: where programs are, and how they reach a registry. No setting of the gateway's. */
const OF_THE_MACHINE = Object.fromEntries(
  Object.entries(process.env).filter(([name]) =>
    /^(PATH|HOME|TMPDIR|NODE_COMPILE_CACHE|NODE_EXTRA_CA_CERTS|npm_config_.*|.*_proxy)$/i.test(name),
  ),
);

function begin(line: string, { cwd, settings, input = '' }: ShellOptions) {
  const env = { ...OF_THE_MACHINE, NO_COLOR: '1', npm_config_update_notifier: 'false', ...settings };
  // A group of its own: Ctrl-C reaches npm and what it has started.
  const child = spawn('sh', ['-c', line], { cwd, env, detached: true, stdio: 'pipe' });
  // One that reads nothing may have ended before.
  child.stdin.on('error', () => undefined).end(input);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
  }
  return { child, printed: () => text };
}
