import { memoLoad } from '../../subgraphs/memo.ts';
import type { Cache } from '../cache/index.ts';
import type { Generations } from '../graph/generations.ts';
import type { FrontDoor } from '../http/front-door.ts';
import type { GatewayServer } from '../http/server.ts';
import type { Observation } from '../observe/index.ts';

/** The parts of a running gateway that metrics read. */
export interface Measured {
  readonly generations: Generations;
  readonly door: Pick<FrontDoor, 'admission'>;
  readonly server: Pick<GatewayServer, 'subscriptions' | 'webhooks'>;
  readonly cache: Cache | undefined;
}

/** Returns readers of their state, for each scrape. */
export function measured({ generations, door, server, cache }: Measured): Parameters<Observation['serveMetrics']>[0] {
  return {
    upstreams: () => generations.current.upstreams,
    generation: () => generations.current.number,
    graph: {
      generations: () => generations.state,
      admission: () => door.admission,
      memos: memoLoad,
      subscriptions: () => server.subscriptions.count,
      cache: cache && (() => ({ ...cache.size, revalidations: cache.revalidations })),
    },
    webhooks: () => server.webhooks.counts,
  };
}
