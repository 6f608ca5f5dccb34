/** Splits a list into parts of about `rows` rows, each of 1 to 1,000 items. */
export function partsOf<Item>(items: readonly Item[], rows: number, rowsOf: (item: Item) => number): Item[][] {
  const parts: Item[][] = [];
  let left = 0;
  for (const item of items) {
    const part = parts.at(-1);
    if (part && left > 0 && part.length < MOST_ITEMS) part.push(item);
    else parts.push([item]);
    left = (parts.at(-1)?.length === 1 ? rows : left) - rowsOf(item);
  }
  return parts;
}

const MOST_ITEMS = 1_000;

/** Loads items in order. While one item is in use, the next one is loaded, but no more. */
export async function* oneAhead<Key, Item>(
  keys: readonly Key[],
  load: (key: Key) => Promise<Item>,
): AsyncGenerator<Item> {
  let next: Promise<Item> | undefined;
  for (const [nth, key] of keys.entries()) {
    const item = await (next ?? load(key));
    const following = keys[nth + 1];
    next = following === undefined ? undefined : load(following);
    // It is awaited in the next round, unless the reader leaves first.
    next?.catch(() => {});
    yield item;
  }
}
