import { randomUUID } from 'node:crypto';
import type { Change, Changes } from '../changes/index.ts';

/** The type whose change requests a reload: the schema of the graph. */
const SCHEMA = '__Schema';

/**
 * Shares reloads with the processes that share changes.
 * @param spreadMs period of random delays of their reloads, in milliseconds, so that they do not send requests together
 * @returns a function that reloads this process at once, and then the others
 */
export function shareReloads<Done>(
  { listen, publish }: Pick<Changes, 'listen' | 'publish'>,
  reload: () => Done,
  spreadMs = 1_000,
): () => Done {
  let own = '';
  listen(({ id, typeName }) => {
    if (typeName === SCHEMA && id !== own) setTimeout(reload, Math.random() * spreadMs).unref();
  });
  return () => {
    const request = reloadRequest();
    own = request.id;
    publish(request);
    return reload();
  };
}

/** Makes a change that reloads each process that receives it. */
export function reloadRequest(): Change {
  const at = new Date().toISOString();
  return { id: randomUUID(), upstream: 'gateway', typeName: SCHEMA, event: 'UPDATED', at };
}
