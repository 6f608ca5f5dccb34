import { connectRedis } from '../../gateway/redis.ts';
import { freePort } from '../ports.ts';
import { type Child, startChild, untilReady } from './child.ts';
import { debianTree } from './debian.ts';
import { step } from './progress.ts';

/** A running Redis without persistence. */
export interface LiveRedis {
  readonly url: string;
  /** Stops it; what it held is gone. */
  stop(): Promise<void>;
  /** Starts it again, at the same address. */
  start(): Promise<void>;
}

const READY_DEADLINE_MS = 30_000;

/** Redis alone will do: nothing of it has to be set up. base-files has the links that /lib is. */
const TREE = { name: 'redis', packages: ['redis-server', 'base-files'], variant: 'extract' } as const;

/** Starts Redis of Debian trixie on a free port of 127.0.0.1. */
export async function startRedis(): Promise<LiveRedis> {
  const tree = await debianTree(TREE);
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: Child | undefined;

  async function start(): Promise<void> {
    const settings = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no'];
    const args = [tree, '/usr/bin/redis-server', ...settings];
    const child = startChild({
      name: 'Redis',
      command: 'chroot',
      args,
      env: { LC_ALL: 'C', PATH: '/usr/sbin:/usr/bin' },
    });
    server = child;
    const client = connectRedis({ url, warn: () => undefined });
    const isReady = () => client.run((commands) => commands.get('ready')).then(() => true);
    await step('starting Redis', () => untilReady(child, isReady, READY_DEADLINE_MS)).finally(() => client.close());
  }

  await start();
  return { url, start, stop: async () => server?.stop() };
}
