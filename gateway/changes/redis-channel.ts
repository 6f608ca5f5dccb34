import { parseJson } from '../../subgraphs/common/json.ts';
import { openClient, type Redis } from '../redis.ts';
import { Change } from './change.ts';
import type { ChangeChannel } from './index.ts';

/** Exchanges changes with every process that is connected to the same database of a Redis. */
export function redisChannel({ url, run }: Pick<Redis, 'url' | 'run'>): ChangeChannel {
  // Redis's own channels span all databases of the server.
  const channel = `chronos:changes:${new URL(url).pathname.slice(1) || '0'}`;
  let subscriber: ReturnType<typeof openClient> | undefined;
  return {
    // The gateway's connection already logs that Redis is unreachable.
    publish: (change) => void run((commands) => commands.publish(channel, JSON.stringify(change))).catch(() => {}),
    /** Changes are lost while the connection is down. */
    subscribe(listener) {
      const client = openClient(url);
      subscriber = client;
      const receive = (message: string) => {
        // A message that no gateway has sent is ignored.
        const change = Change.safeParse(parseJson(message)).data;
        if (change) listener(change);
      };
      client.on('error', () => {});
      // A second subscription to the same channel has no effect.
      client.on('ready', () => void client.subscribe(channel, receive).catch(() => {}));
      client.connect().catch(() => {});
    },
    async close() {
      subscriber?.destroy();
    },
  };
}
