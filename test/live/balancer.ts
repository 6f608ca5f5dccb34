import { cp } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { freePort } from '../ports.ts';
import { type Child, startChild, untilReady } from './child.ts';
import { debianTree } from './debian.ts';
import { ownFolder } from './folders.ts';
import { step } from './progress.ts';

/** A running HAProxy, as docker-compose.yml configures it. */
export interface LiveBalancer {
  /** Where it answers: `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Where it says which gateways are sent requests. */
  readonly state: string;
  stop(): Promise<void>;
}

const READY_DEADLINE_MS = 30_000;

/** HAProxy alone will do: nothing of it has to be set up. base-files has the links that /lib is. */
const TREE = { name: 'haproxy', packages: ['haproxy', 'base-files'], variant: 'extract' } as const;

/**
 * Starts HAProxy of Debian trixie before two gateways, with the project's own configuration.
 * @param gateways their ports on 127.0.0.1
 */
export async function startBalancer(gateways: readonly [number, number]): Promise<LiveBalancer> {
  const tree = await debianTree(TREE);
  const folder = await ownFolder(join(tree, 'tmp'), 'haproxy');
  await cp('deploy/haproxy/haproxy.cfg', join(folder, 'haproxy.cfg'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const state = `127.0.0.1:${await freePort()}`;
  const [first, second] = gateways.map((of) => `127.0.0.1:${of}`);
  const child: Child = startChild({
    name: 'HAProxy',
    command: 'chroot',
    args: [tree, '/usr/sbin/haproxy', '-W', '-f', `/${relative(tree, folder)}/haproxy.cfg`],
    env: {
      PATH: '/usr/sbin:/usr/bin',
      BALANCER_BIND: `127.0.0.1:${port}`,
      BALANCER_STATE: state,
      GATEWAY_1: first,
      GATEWAY_2: second,
    },
    remove: folder,
  });
  // Whether it has a gateway or not.
  const isReady = () => fetch(`http://${state}`).then(({ status }) => status === 503);
  await step('starting HAProxy', () => untilReady(child, isReady, READY_DEADLINE_MS));
  return { url, state: `http://${state}`, stop: () => child.stop() };
}
