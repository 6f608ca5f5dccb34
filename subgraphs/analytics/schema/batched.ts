import DataLoader from 'dataloader';
import type { AnalyticsContext } from './builder.ts';
import { perRequest } from './per-request.ts';

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
 * @param idOf what distinguishes keys, and what `load` answers by
 * @returns loads a value; its `prime` says which one a key has, where that is being loaded otherwise
 */
export function batched<Key, Id extends string | number, Value, Args extends object = Record<never, never>>(
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

/** Finds what belongs to each of many keys, in one statement: key by key, null where there is nothing. */
type LoadList<Key, Args, Value> = (
  context: AnalyticsContext,
  keys: readonly Key[],
  args: Args,
) => Promise<readonly (Value | null)[]>;

/**
 * A list of values per list of keys, for all lists of a wave in one statement per set of arguments: for lists so long
 * that a promise for each of their keys would cost more than the statement.
 */
export function batchedLists<Key, Value, Args extends object>(
  load: LoadList<Key, Args, Value>,
): (context: AnalyticsContext, keys: readonly Key[], args: Args) => Promise<readonly (Value | null)[]> {
  const loaderOf = loaders(
    (context, args: Args) =>
      new DataLoader<readonly Key[], readonly (Value | null)[]>(
        async (lists) => {
          const found = await load(context, lists.flat(), args);
          let end = 0;
          return lists.map(({ length }) => {
            end += length;
            return found.slice(end - length, end);
          });
        },
        { cache: false },
      ),
  );
  return (context, keys, args) => loaderOf(context, args).load(keys);
}

/** A loader per client request and set of arguments. */
function loaders<Args, Loader>(make: (context: AnalyticsContext, args: Args) => Loader) {
  const byArgs = perRequest(() => new Map<string, Loader>());
  return (context: AnalyticsContext, args: Args): Loader => {
    const known = byArgs(context.scope);
    const asked = JSON.stringify(args);
    const loader = known.get(asked) ?? make(context, args);
    known.set(asked, loader);
    return loader;
  };
}
