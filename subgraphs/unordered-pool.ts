/** Where a thing stands in a bag. */
export interface Place<Thing> {
  readonly thing: Thing;
  /** Undefined once it is out. */
  index: number | undefined;
}

/**
 * Things that come and go, thousands in a second. No Set or Map: V8 leaves each table that one of these has outgrown tied to
 * the next, and so, once a table is old, whatever stood in any later one is held until the next full collection, and is
 * copied about until then. Of a request that is all that it has asked for.
 */
export class Bag<Thing> implements Iterable<Thing> {
  readonly #places: Place<Thing>[] = [];

  get size(): number {
    return this.#places.length;
  }

  add(thing: Thing): Place<Thing> {
    const place: Place<Thing> = { thing, index: this.#places.length };
    this.#places.push(place);
    return place;
  }

  /** Takes a thing out, where it is in still. */
  delete(place: Place<Thing>): void {
    const { index } = place;
    const last = this.#places.at(-1);
    if (index === undefined || !last) return;
    this.#places.pop();
    place.index = undefined;
    if (last === place) return;
    this.#places[index] = last;
    last.index = index;
  }

  /** Looks at one after the other: for bags that hold few. */
  find(isWanted: (thing: Thing) => boolean): Thing | undefined {
    for (const { thing } of this.#places) if (isWanted(thing)) return thing;
    return undefined;
  }

  clear(): void {
    for (const place of this.#places) place.index = undefined;
    this.#places.length = 0;
  }

  /** Those of now, whatever comes and goes meanwhile. */
  *[Symbol.iterator](): Generator<Thing, undefined> {
    for (const { thing } of [...this.#places]) yield thing;
    return undefined;
  }
}
