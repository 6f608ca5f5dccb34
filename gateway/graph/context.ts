import type { SubschemaConfig } from '@graphql-tools/delegate';
import type { UpstreamContext } from '../../subgraphs/upstream.ts';

/** What the graph needs to know of a request: who asks, and when to stop. One object per request: batches key on it. */
export type GraphContext = {
  readonly upstream: UpstreamContext;
};

/** An upstream as stitching takes it. */
export type GraphSubschema = SubschemaConfig<unknown, unknown, unknown, GraphContext>;
