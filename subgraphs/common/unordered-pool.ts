/** An item's entry in a pool, to remove it in constant time. */
export interface PoolEntry<Item> {
  readonly item: Item;
  /** undefined after its removal. */
  index: number | undefined;
}

/**
 * An unordered set, for items that are added and removed thousands of times a second. It is no Set or Map: when these
 * grow, V8 links the old table to the next. Once a table is in the old space, it holds all items of later tables, which
 * are copied until the next full collection. For requests, these items are large.
 */
export class UnorderedPool<Item> implements Iterable<Item> {
  readonly #entries: PoolEntry<Item>[] = [];

  get size(): number {
    return this.#entries.length;
  }

  add(item: Item): PoolEntry<Item> {
    const entry: PoolEntry<Item> = { item, index: this.#entries.length };
    this.#entries.push(entry);
    return entry;
  }

  /** Removes an item, if it is still in the pool. */
  delete(entry: PoolEntry<Item>): void {
    const { index } = entry;
    const last = this.#entries.at(-1);
    if (index === undefined || !last) return;
    this.#entries.pop();
    entry.index = undefined;
    if (last === entry) return;
    this.#entries[index] = last;
    last.index = index;
  }

  /** Scans the pool: for pools with few items. */
  find(isWanted: (item: Item) => boolean): Item | undefined {
    return this.#entries.find(({ item }) => isWanted(item))?.item;
  }

  clear(): void {
    for (const entry of this.#entries) entry.index = undefined;
    this.#entries.length = 0;
  }

  /** Iterates over the present items; changes during the iteration do not affect it. */
  *[Symbol.iterator](): Generator<Item, undefined> {
    for (const { item } of [...this.#entries]) yield item;
    return undefined;
  }
}
