import type { SubschemaConfig } from '@graphql-tools/delegate';
import type { EventContext } from '../../../gateway/events/index.ts';
import type { UpstreamContext } from '../../../subgraphs/contract/upstream.ts';

/** What the resolvers know of a request. One object per request: batches key on it. */
export type GraphContext = Pick<EventContext, 'changes'> & { readonly upstream: UpstreamContext };

/** An upstream as stitching takes it. */
export type GraphSubschema = SubschemaConfig<unknown, unknown, unknown, GraphContext>;
