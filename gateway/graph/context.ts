import type { UpstreamContext } from '../../subgraphs/upstream.ts';
import type { EventContext } from '../events/index.ts';
import type { Plans } from '../plan/plans.ts';

/** What the graph needs to know of a request: who asks, and when to stop. */
export type GraphContext = Pick<EventContext, 'changes'> & {
  readonly upstream: UpstreamContext;
  /** By which its operation is answered. */
  readonly plans: Plans;
};
