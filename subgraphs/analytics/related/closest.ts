/** What of a series says what it is related to. */
export interface CatalogueEntry {
  readonly indicatorId: number | null;
  readonly regionCode: string | null;
  /** The words of its title, each once, in the form in which they are looked for. */
  readonly words: readonly string[];
}

/** One that is close to another. */
export interface Close<Entry> {
  readonly entry: Entry;
  /** Over 0 to 1, the closest. */
  readonly score: number;
}

/**
 * Finds what is closest in a catalogue, by what it says: a half for the same indicator, a quarter for the same region, and
 * a quarter for the share of the title's words. In this process, since there are as many pairs as the asked times the
 * catalogue: counting along the words takes a small part of ranking each pair in the database.
 * @param entries of equally close ones, the first here is the first there
 * @returns answers the closest to an entry of these, at most so many
 */
export function closestIn<Entry extends CatalogueEntry>(entries: readonly Entry[]) {
  const indicators = numbered(entries.map(({ indicatorId }) => indicatorId));
  const regions = numbered(entries.map(({ regionCode }) => regionCode));
  const holders = holdersOfWords(entries);
  const shared = new Uint32Array(entries.length);
  const places = new Map(entries.map((entry, place) => [entry, place]));

  return (asked: Entry, first: number): Close<Entry>[] => {
    const own = places.get(asked) ?? -1;
    shared.fill(0);
    for (const word of asked.words) {
      for (const place of holders.get(word) ?? []) shared[place] = (shared[place] ?? 0) + 1;
    }
    const words = Math.max(asked.words.length, 1);
    const [indicator = 0, region = 0] = [indicators[own], regions[own]];
    const closest: { readonly place: number; readonly score: number }[] = [];
    // What is as close as the last of a full list comes after it.
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

/** Equal values as equal numbers from 1 up; null as 0. In typed arrays, since each is compared to each. */
function numbered(values: readonly (number | string | null)[]): Uint32Array {
  const numbers = new Map<number | string, number>();
  return Uint32Array.from(values, (value) => {
    if (value === null) return 0;
    const number = numbers.get(value) ?? numbers.size + 1;
    numbers.set(value, number);
    return number;
  });
}

/** The places of the entries that have a word, by the word. */
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
