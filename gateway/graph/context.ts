import type { SubschemaConfig } from '@graphql-tools/delegate';
import type { UpstreamContext } from '../../subgraphs/upstream.ts';
import type { Changes } from '../changes/index.ts';
import type { Plans } from '../plan/plans.ts';

/** What the graph needs to know of a request: who asks, and when to stop. One object per request: batches key on it. */
export type GraphContext = {
  readonly upstream: UpstreamContext;
  /** By which its operation may be answered; without, it is by stitching. */
  readonly plans?: Plans;
  /** What subscriptions are told of; without, they are told of nothing that upstreams do not tell themselves. */
  readonly changes?: Pick<Changes, 'listen'> | undefined;
};

/** An upstream as stitching takes it. */
export type GraphSubschema = SubschemaConfig<unknown, unknown, unknown, GraphContext>;
