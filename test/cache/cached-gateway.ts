import { randomUUID } from 'node:crypto';
import { type Cache, type CacheOptions, createCache } from '../../gateway/cache/index.ts';
import { type Change, type Changes, createChanges } from '../../gateway/changes/index.ts';
import type { RequestRecord } from '../../gateway/observe/record.ts';
import { demo, PATIENCE_MS, startGateway, type TestGateway, type TestGatewayOptions } from '../gateway.ts';
import type { Faulty } from '../outages/faulty.ts';

/** A gateway that keeps answers, by a clock of the test's own. */
export interface CachedGateway extends TestGateway {
  readonly cache: Cache;
  readonly changes: Changes;
  /** Publishes that values of a type have changed, for the upstream that has them; Directus by default. */
  change(typeName: string, upstream?: Change['upstream']): void;
  /** Lets time pass, in seconds. */
  pass(seconds: number): void;
  /** The record of the last request that was answered. */
  last(): RequestRecord | undefined;
}

export async function startCachedGateway(
  options: TestGatewayOptions = {},
  caching: Partial<CacheOptions> = {},
): Promise<CachedGateway> {
  let now = Date.UTC(2026, 10, 25);
  let last: RequestRecord | undefined;
  const changes = createChanges();
  const cache = createCache({
    ttls: demo.ttls,
    timeoutMs: PATIENCE_MS,
    changes,
    now: () => now,
    ...caching,
  });
  const gateway = await startGateway({
    ...options,
    watchers: [
      {
        requestEnds(record) {
          last = record;
        },
      },
      ...(options.watchers ?? []),
    ],
    server: { ...options.server, cache, changes },
  });
  return {
    ...gateway,
    cache,
    changes,
    change(typeName, upstream = 'directus') {
      const at = new Date().toISOString();
      changes.publish({ id: randomUUID(), upstream, typeName, event: 'UPDATED', key: '1', at });
    },
    pass(seconds) {
      now += seconds * 1_000;
    },
    last: () => last,
  };
}

/** For a gateway behind whose Directus a test stands: it is asked once each time, however often it has failed. */
export function behind(
  directus: Pick<Faulty, 'before'>,
  connect: TestGatewayOptions['connect'] = {},
): Pick<TestGatewayOptions, 'before' | 'connect'> {
  const tuning = { failuresToOpen: Number.POSITIVE_INFINITY, maxRetries: 0 };
  return { before: { directus: directus.before }, connect: { tuning, ...connect } };
}

/** How many requests were sent to upstreams for an answer. */
export const sum = (requests: Readonly<Record<string, number>>): number =>
  Object.values(requests).reduce((total, count) => total + count, 0);
