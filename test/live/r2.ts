import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../ports.ts';
import { type Child, startChild, untilReady } from './child.ts';
import { ownFolder } from './folders.ts';
import { installPackages } from './packages.ts';
import { step } from './progress.ts';

/** A server with R2's API of S3. */
export interface LiveR2 {
  readonly endpoint: string;
  readonly key: string;
  readonly secret: string;
  /** Starts it with the objects that it had. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const CREDENTIALS = { accessKeyId: 'key-of-the-bucket', secretAccessKey: 'secret-of-the-bucket' };

const SERVE = `
  import { Miniflare } from 'miniflare';
  const { PORT, FOLDER, BUCKETS, CREDENTIALS } = process.env;
  const s3Credentials = JSON.parse(CREDENTIALS);
  const miniflare = new Miniflare({
    host: '127.0.0.1',
    port: Number(PORT),
    modules: true,
    script: 'export default { fetch: () => new Response() }',
    compatibilityDate: '2026-01-01',
    r2Buckets: Object.fromEntries(BUCKETS.split(',').map((id) => [id.toUpperCase(), { id, s3Credentials }])),
    r2Persist: FOLDER,
  });
  await miniflare.ready;
  process.once('SIGTERM', () => miniflare.dispose());
`;

const READY_DEADLINE_MS = 60_000;

/** Starts Cloudflare's local R2 of miniflare, on a free port of 127.0.0.1. */
export async function startR2(buckets: readonly string[]): Promise<LiveR2> {
  const installed = await installPackages('r2');
  const folder = await ownFolder(tmpdir(), 'chronos-r2');
  await mkdir(join(folder, 'home'));
  const port = await freePort();
  let child: Child | undefined;
  const env = {
    PATH: process.env.PATH,
    HOME: join(folder, 'home'),
    PORT: String(port),
    FOLDER: join(folder, 'objects'),
    BUCKETS: buckets.join(','),
    CREDENTIALS: JSON.stringify(CREDENTIALS),
  };
  async function start(): Promise<void> {
    const args = ['--input-type=module', '--eval', SERVE];
    const started = startChild({ name: 'R2', command: process.execPath, args, cwd: installed, env });
    child = started;
    await step('starting R2', () => untilReady(started, () => accepts(port), READY_DEADLINE_MS));
  }
  await start();
  return {
    endpoint: `http://127.0.0.1:${port}/cdn-cgi/local/r2/s3`,
    key: CREDENTIALS.accessKeyId,
    secret: CREDENTIALS.secretAccessKey,
    start,
    stop: async () => child?.stop(),
  };
}

async function accepts(port: number): Promise<boolean> {
  const socket = createConnection({ port, host: '127.0.0.1' });
  await once(socket, 'connect');
  socket.destroy();
  return true;
}
