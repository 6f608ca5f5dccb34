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
 * @returns a function that loads a value; its `prime` sets the value of a key that is loaded in another way
 */
export function batched<Key, Id, Value, Args extends object = Record<never, never>>(
  load: LoadMany<Key, Id, Args, Value>,
  idOf: (key: Key) => Id,
): Batched<Key, Args, Value> {
  const loaderOf = loaders(
    (context, args: Args) =>
      new DataLoader<Key, Value | null, Id>(
        async (keys) => {
          const found = await load(context, keys, args);
          return keys.map((each) => found.get(idOf(each)) ?? null);
        },
        { cacheKeyFn: idOf },
      ),
  );
  return Object.assign((context: AnalyticsContext, key: Key, args: Args) => loaderOf(context, args).load(key), {
    prime(context: AnalyticsContext, key: Key, args: Args, value: Promise<Value | null>) {
      loaderOf(context, args).prime(key, value);
    },
  });
}

interface Batched<Key, Args, Value> {
  (context: AnalyticsContext, key: Key, args: Args): Promise<Value | null>;
  prime(context: AnalyticsContext, key: Key, args: Args, value: Promise<Value | null>): void;
}

/** Creates a loader per client request and set of arguments. */
function loaders<Args, Loader>(make: (context: AnalyticsContext, args: Args) => Loader) {
  const byArgs = perRequest(() => new Map<string, Loader>());
  return (context: AnalyticsContext, args: Args): Loader => {
    const known = byArgs(context.scope);
    const requested = JSON.stringify(args);
    const loader = known.get(requested) ?? make(context, args);
    known.set(requested, loader);
    return loader;
  };
}
