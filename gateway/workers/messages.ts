import type { SchemaNews, Upstream } from '../../subgraphs/contract/upstream.ts';
import type { Change } from '../changes/index.ts';
import type { Environment } from '../run.ts';

/** A message of the primary to a worker. */
export type ToWorker =
  | ({ readonly kind: 'start' } & Omit<Environment, 'sendChangesTo' | 'close'>)
  /** The state of the upstreams when the primary last looked. */
  | { readonly kind: 'news'; readonly news: readonly SchemaNews[] }
  /** A change that another worker received, or a reload. */
  | { readonly kind: 'change'; readonly change: Change }
  /** A change that the primary found: the worker publishes it. */
  | { readonly kind: 'publish'; readonly change: Change }
  | { readonly kind: 'stop'; readonly waitForIdle: boolean };

/** A message of a worker to the primary. */
export type ToPrimary =
  /** The worker needs the endpoints of the upstreams. */
  | { readonly kind: 'begun' }
  | {
      readonly kind: 'ready';
      readonly url: string;
      readonly upstreams: readonly Pick<Upstream, 'name' | 'problem'>[];
    }
  /** The worker received a change: the other workers receive it, too. */
  | { readonly kind: 'change'; readonly change: Change };
