import type { SchemaNews, Upstream } from '../../subgraphs/upstream.ts';
import type { Change } from '../changes/index.ts';
import type { Surroundings } from '../run.ts';

/** What the primary tells a worker. */
export type ToWorker =
  | ({ readonly kind: 'start' } & Omit<Surroundings, 'tellChanges' | 'close'>)
  /** How the upstreams were when the primary looked at them. */
  | { readonly kind: 'news'; readonly news: readonly SchemaNews[] }
  | { readonly kind: 'reload' }
  /** What another worker, or the primary, has heard of. */
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'stop'; readonly waitForIdle: boolean };

/** What a worker tells the primary. */
export type ToPrimary =
  /** It wants to know where the upstreams are. */
  | { readonly kind: 'begun' }
  | {
      readonly kind: 'ready';
      readonly url: string;
      readonly upstreams: readonly Pick<Upstream, 'name' | 'problem'>[];
    }
  /** Staff asked it for a reload: the others are to do it too. */
  | { readonly kind: 'reload-asked' }
  /** It has heard of a change: the others are to hear of it too. */
  | { readonly kind: 'change'; readonly change: Change };
