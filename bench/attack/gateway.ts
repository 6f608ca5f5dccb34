import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NPM_START } from '../npm-start.ts';
import { resourcesOf } from '../process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

type Headers = Readonly<Record<string, string>>;

/** What a request was answered. */
export interface Answered {
  readonly status: number;
  readonly ms: number;
  readonly text: string;
}

/** A gateway over the sandbox, in a process of its own, started as `npm start` does. */
export interface StartedGateway extends AsyncDisposable {
  /** Sends an operation. @param from the network address that it is sent from: 127.0.0.2 and so on are different callers */
  ask(query: string, variables?: object, from?: string, headers?: Headers): Promise<Answered>;
  /** What an operation costs, in points: NaN where the answer does not say. @param from see `ask` */
  pointsOf(query: string, variables: object, from: string, headers?: Headers): Promise<number>;
  /** Processor time of the gateway, its stand-ins and its database, in milliseconds since the start. */
  cpuMs(): number;
  /** Memory of the gateway's process with its stand-ins, its database aside, in MB. */
  rssMb(): number;
  isAlive(): boolean;
}

/** Starts it with the flags of `npm start`, and waits until it serves. */
export async function startAsNpm(
  port: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<StartedGateway> {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const folder = mkdtempSync(join(tmpdir(), 'chronos-attack-'));
  const child = spawn(process.execPath, [...NPM_START.flags, 'gateway/main.ts'], {
    cwd: ROOT,
    env: {
      ...NPM_START.env,
      PATH,
      NODE_COMPILE_CACHE,
      PORT: String(port),
      CHRONOS_SANDBOX_DIR: folder,
      LOG_LEVEL: 'warn',
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  const url = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (!isAlive()) throw new Error(`The gateway ended with ${child.exitCode ?? child.signalCode} before it served.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const { cpuMs, rssMb } = resourcesOf(child.pid ?? 0);
  return {
    ask: (query, variables = {}, from = '127.0.0.1', headers = {}) => send(url, { query, variables }, from, headers),
    async pointsOf(query, variables, from, headers) {
      const { text } = await send(url, { query, variables }, from, { ...headers, 'x-chronos-cost': '1' });
      return Number(/"cost":\{"requested":(\d+)/.exec(text)?.[1]);
    },
    cpuMs,
    rssMb,
    isAlive,
    async [Symbol.asyncDispose]() {
      process.removeListener('exit', kill);
      if (isAlive()) {
        const exited = once(child, 'exit');
        child.kill('SIGTERM');
        await exited;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function send(url: string, asked: object, from: string, extra: Headers = {}): Promise<Answered> {
  const body = JSON.stringify(asked);
  const began = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...extra };
  const sent = request(`${url}/graphql`, { method: 'POST', localAddress: from, headers }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    response.on('error', reject).on('end', () => {
      resolve({ status: response.statusCode ?? 0, ms: performance.now() - began, text });
    });
  });
  sent.on('error', reject).end(body);
  return promise;
}
