import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CatalogueEntry, closestIn } from './closest.ts';

/** The rule itself, pair by pair. */
function plainly(entries: readonly CatalogueEntry[], asked: CatalogueEntry, first: number) {
  return entries
    .filter((entry) => entry !== asked)
    .map((entry) => {
      const common = asked.words.filter((word) => entry.words.includes(word)).length;
      const indicator = asked.indicatorId !== null && asked.indicatorId === entry.indicatorId ? 0.5 : 0;
      const region = asked.regionCode !== null && asked.regionCode === entry.regionCode ? 0.25 : 0;
      const title = asked.words.length === 0 ? 0 : common / asked.words.length / 4;
      return { entry, score: round(indicator + region + title) };
    })
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, first);
}

/** Sums of the same quarters and thirds in another order differ in their last digit. */
const round = (score: number) => Math.round(score * 1e9) / 1e9;

const entry = fc.record({
  indicatorId: fc.option(fc.integer({ min: 1, max: 3 })),
  regionCode: fc.option(fc.constantFrom('US-06', 'US-10', 'CA-35')),
  words: fc.uniqueArray(fc.constantFrom('price', 'copper', 'wage', 'hour', 'rate', 'counti'), { maxLength: 4 }),
});

test('the closest in a catalogue are what a plain loop over all pairs finds, in the same order', () => {
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 8 }), (entries, first) => {
      const closest = closestIn(entries);
      for (const asked of entries) {
        const rounded = closest(asked, first).map(({ entry, score }) => ({ entry, score: round(score) }));
        expect(rounded).toEqual(plainly(entries, asked, first));
      }
    }),
  );
});
