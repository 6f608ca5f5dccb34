/** The properties of a series by which related series are found. */
export interface CatalogueEntry {
  readonly indicatorId: number | null;
  readonly regionCode: string | null;
  /** The distinct words of its title, in the form that searches use. */
  readonly words: readonly string[];
}

/** An entry that is close to another. */
export interface Close<Entry> {
  readonly entry: Entry;
  /** Above 0, up to 1 for the closest. */
  readonly score: number;
}

/**
 * Creates a search for the closest entries of a catalogue. The score is a half for the same indicator, a quarter for
 * the same region, and a quarter times the share of the title's words. It runs in this process: counting by words takes
 * a small part of the time that the database needs to rank all pairs.
 * @param entries the catalogue; of equally close entries, the earlier one is first
 * @returns a function that returns at most `first` entries, the closest first
 */
export function closestIn<Entry extends CatalogueEntry>(entries: readonly Entry[]) {
  const indicators = numbered(entries.map(({ indicatorId }) => indicatorId));
  const regions = numbered(entries.map(({ regionCode }) => regionCode));
  const holders = holdersOfWords(entries);
  const shared = new Uint32Array(entries.length);
  const places = new Map(entries.map((entry, place) => [entry, place]));

  return (requested: Entry, first: number): Close<Entry>[] => {
    const own = places.get(requested) ?? -1;
    shared.fill(0);
    for (const word of requested.words) {
      for (const place of holders.get(word) ?? []) shared[place] = (shared[place] ?? 0) + 1;
    }
    const words = Math.max(requested.words.length, 1);
    const [indicator = 0, region = 0] = [indicators[own], regions[own]];
    const closest: { readonly place: number; readonly score: number }[] = [];
    // In a full list, an entry as close as the last one would come after it.
    let least = 0;
    for (let place = 0; place < shared.length; place += 1) {
      let score = (0.25 * (shared[place] ?? 0)) / words;
      if (indicator !== 0 && indicators[place] === indicator) score += 0.5;
      if (region !== 0 && regions[place] === region) score += 0.25;
      if (score <= least || place === own) continue;
      const found = score;
      closest.splice(closest.findLastIndex((each) => each.score >= found) + 1, 0, { place, score });
      if (closest.length > first) closest.pop();
      if (closest.length === first) least = closest[first - 1]?.score ?? 0;
    }
    return closest.flatMap(({ place, score }) => {
      const entry = entries[place];
      return entry ? { entry, score } : [];
    });
  };
}

/** Numbers values: equal values have equal numbers from 1, null is 0. A typed array makes the many comparisons fast. */
function numbered(values: readonly (number | string | null)[]): Uint32Array {
  const numbers = new Map<number | string, number>();
  return Uint32Array.from(values, (value) => {
    if (value === null) return 0;
    const number = numbers.get(value) ?? numbers.size + 1;
    numbers.set(value, number);
    return number;
  });
}

/** Lists the places of entries by the words that they have. */
function holdersOfWords(entries: readonly CatalogueEntry[]): ReadonlyMap<string, Uint32Array> {
  const holders = new Map<string, number[]>();
  for (const [place, { words }] of entries.entries()) {
    for (const word of words) {
      const known = holders.get(word);
      if (known) known.push(place);
      else holders.set(word, [place]);
    }
  }
  return new Map(Array.from(holders, ([word, places]) => [word, Uint32Array.from(places)]));
}
