import DataLoader from 'dataloader';
import type { AnalyticsContext } from './builder.ts';

/** Finds what belongs to many keys, in one statement. What it does not find is left out. */
type LoadMany<Key, Id, Args, Value> = (
  context: AnalyticsContext,
  keys: readonly Key[],
  args: Args,
) => Promise<ReadonlyMap<Id, Value>>;

/**
 * A value per key, loaded for all keys of a wave in one statement per set of arguments: the parents of a field, at
 * whatever path and under whatever alias, that ask the same of it share the statement and its answer for as long as
 * the client's request lasts.
 * @param idOf what tells keys apart, and what `load` answers by
 */
export function batched<Key, Id extends string | number, Value, Args extends object = Record<never, never>>(
  load: LoadMany<Key, Id, Args, Value>,
  idOf: (key: Key) => Id,
): (context: AnalyticsContext, key: Key, args: Args) => Promise<Value | null> {
  const scopes = new WeakMap<object, Map<string, DataLoader<Key, Value | null, Id>>>();
  return (context, key, args) => {
    const loaders = scopes.get(context.scope) ?? new Map();
    scopes.set(context.scope, loaders);
    const asked = JSON.stringify(args);
    const loader =
      loaders.get(asked) ??
      new DataLoader(
        async (keys) => {
          const found = await load(context, keys, args);
          return keys.map((each) => found.get(idOf(each)) ?? null);
        },
        { cacheKeyFn: idOf },
      );
    loaders.set(asked, loader);
    return loader.load(key);
  };
}
