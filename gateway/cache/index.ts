import type { GraphQLSchema } from 'graphql';
import type { Upstream } from '../../subgraphs/upstream.ts';
import type { Changes } from '../changes/index.ts';
import type { Link, LocatedLink } from '../links/link.ts';
import type { Observer } from '../observe/observer.ts';
import type { Redis } from '../redis.ts';
import { type Answers, createAnswers, type Revalidation } from './answers.ts';
import { keyArgumentsOf, rememberLookups } from './lookups.ts';
import { createMemory, type MemoryBounds, type MemorySize } from './memory.ts';
import { noteLookups } from './note.ts';
import type { Ttls } from './reach.ts';
import { createStore } from './store.ts';
import { ANALYTICS_TTLS, CRM_LOOKUPS } from './ttls.ts';

export type { Answers, Revalidation, Served } from './answers.ts';
export type { MemorySize } from './memory.ts';

/** What the gateway keeps of what upstreams answered. */
export interface Cache {
  readonly answers: Answers;
  /**
   * The upstream, which remembers what links looked up in it, key by key.
   * @param observer where it is noted what was found
   */
  remember(upstream: Upstream, observer: Pick<Observer, 'recordOf'>): Upstream;
  /** What this process holds of answers. */
  readonly size: MemorySize;
  /** How many answers were asked for anew beside a request since the start, and how many of those could not be. */
  readonly revalidations: { readonly all: number; readonly failed: number };
}

export interface CacheOptions {
  /** How long content may be cached, by type: that of the deployment's file. */
  readonly ttls: Ttls;
  /** The edges of the graph: what they look up is remembered. */
  readonly links: readonly (Link | LocatedLink)[];
  /**
   * Which upstreams are asked, and what else all answers of this deployment depend on: gateways that share a Redis share
   * what they keep where this is the same word.
   */
  readonly deployment?: string;
  /** Where gateways share what they keep; undefined: each keeps for itself. */
  readonly redis?: Redis | undefined;
  /** By which is forgotten what has changed; undefined: it is kept until its time is over. */
  readonly changes?: Changes | undefined;
  /** How long what is asked for anew beside a request may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Told of each answer that was asked for anew beside a request. */
  readonly onRevalidated?: (revalidation: Revalidation) => void;
  readonly bounds?: MemoryBounds;
  /** The time, in milliseconds since 1970; a test's own. */
  readonly now?: () => number;
}

/** Of answers. Up to 64 MB, where every character takes two bytes. */
const BOUNDS: MemoryBounds = { entries: 10_000, characters: 32_000_000, charactersOfOne: 1_000_000 };

/** Of what links look up, for each key: half as much again at most. */
const LOOKUP_BOUNDS: MemoryBounds = { entries: 50_000, characters: 16_000_000, charactersOfOne: 100_000 };

export function createCache(options: CacheOptions): Cache {
  const { deployment = '', redis, changes, timeoutMs, bounds = BOUNDS, now = Date.now } = options;
  const ttls = { ...ANALYTICS_TTLS, ...options.ttls };
  const keyArguments = keyArgumentsOf(options.links);
  const revalidations = { all: 0, failed: 0 };
  const store = createStore({ bounds, redis, now });
  const memory = createMemory(LOOKUP_BOUNDS, now);
  changes?.listen(({ typeName }) => {
    memory.forget(typeName);
    if (Object.hasOwn(ttls, typeName)) store.forget(typeName);
  });
  return {
    answers: createAnswers({
      store,
      deployment,
      ttls,
      timeoutMs,
      now,
      onRevalidated(revalidation) {
        revalidations.all += 1;
        if (revalidation.errors.length > 0) revalidations.failed += 1;
        options.onRevalidated?.(revalidation);
      },
    }),
    revalidations,
    remember: (upstream, { recordOf }) =>
      rememberLookups(upstream, {
        ttls: upstream.name === 'twenty' ? crmTtls(upstream.schema) : ttls,
        keyArguments,
        memory,
        now,
        onLookedUp: (context, hits, misses) => noteLookups(recordOf(context), hits, misses),
      }),
    get size() {
      return store.size;
    },
  };
}

/** Whole answers of the CRM are never cached: its types have these TTLs in lookups alone. */
function crmTtls(schema: GraphQLSchema): Ttls {
  return Object.fromEntries(Object.keys(schema.getTypeMap()).map((name) => [name, CRM_LOOKUPS]));
}
