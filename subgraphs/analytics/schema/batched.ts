import DataLoader from 'dataloader';
import type { AnalyticsContext } from './builder.ts';
import { perRequest } from './context.ts';

/** Finds the values of many keys, in one statement. Leaves out keys without a value. */
type LoadMany<Key, Id, Args, Value> = (
  context: AnalyticsContext,
  keys: readonly Key[],
  args: Args,
) => Promise<ReadonlyMap<Id, Value>>;

/**
 * Creates a loader of one value per key. It loads all keys that are requested in the same tick in one statement per set
 * of arguments: parents of a field at any path and under any alias share it. Values are cached for the client request.
 * @param idOf returns the id of a key, by which `load` returns values
 * @returns a function that returns the loader for a client request and arguments
 */
export function batched<Key, Id, Value, Args extends object = Record<never, never>>(
  load: LoadMany<Key, Id, Args, Value>,
  idOf: (key: Key) => Id,
) {
  const byArgs = perRequest(() => new Map<string, DataLoader<Key, Value | null, Id>>());
  return (context: AnalyticsContext, args: Args): DataLoader<Key, Value | null, Id> => {
    const loaders = byArgs(context.scope);
    const requested = JSON.stringify(args);
    const known = loaders.get(requested);
    if (known) return known;
    async function loadAll(keys: readonly Key[]) {
      const found = await load(context, keys, args);
      return keys.map((each) => found.get(idOf(each)) ?? null);
    }
    const loader = new DataLoader<Key, Value | null, Id>(loadAll, { cacheKeyFn: idOf });
    loaders.set(requested, loader);
    return loader;
  };
}
