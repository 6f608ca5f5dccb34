import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { elements, property } from '../../common/json.ts';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

const LEVELS = ['STATE', 'COUNTY', 'PROVINCE'] as const;

/** Points over the states and the seas around them, names of states and provinces, and both. */
const PLACES = fc.array(
  fc.record(
    {
      point: fc.record({
        latitude: fc.double({ min: 24, max: 60, noNaN: true }),
        longitude: fc.double({ min: -126, max: -65, noNaN: true }),
      }),
      name: fc.constantFrom('california', ' TEXAS ', 'Québec', 'Nowhere', ''),
      country: fc.constantFrom('US', 'Canada', 'Germany'),
    },
    { requiredKeys: [] },
  ),
  { maxLength: 5 },
);

test('regions that hold one of some places are those that regionsAt finds, and the others do not', async () => {
  const query = `query ($places: [PlaceInput!]!, $level: RegionLevel!) {
    at: regionsAt(places: $places, level: $level) { code }
    holding: regions(level: $level, where: { places: $places }, first: 200) { totalCount edges { node { code } } }
    others: regions(level: $level, where: { not: { places: $places } }) { totalCount }
    all: regions(level: $level) { totalCount }
    codes: regionCodes(where: { level: $level, places: $places }, first: 200)
  }`;
  await fc.assert(
    fc.asyncProperty(PLACES, fc.constantFrom(...LEVELS), async (drawn, level) => {
      const places = drawn.map(({ point, ...place }) => ({ ...point, ...place }));
      const { data } = await subgraph.ask(query, { places, level });
      const found = elements(data?.at).flatMap((region) => property(region, 'code') ?? []);
      const codes = [...new Set(found)].sort();
      const holding = elements(property(data?.holding, 'edges')).map((edge) =>
        property(property(edge, 'node'), 'code'),
      );
      expect(holding.toSorted()).toEqual(codes);
      expect(elements(data?.codes).toSorted()).toEqual(codes);
      const countOf = (name: string) => Number(property(data?.[name], 'totalCount'));
      expect([countOf('holding'), countOf('others')]).toEqual([codes.length, countOf('all') - codes.length]);
    }),
    { numRuns: 50 },
  );
});

test('without a level, a place is in a region of each level', async () => {
  const { data, statements } = await subgraph.ask(`{
    regionCodes(where: { places: [{ latitude: 34.05, longitude: -118.24 }, { name: "Ontario", country: "CA" }] }, first: 10)
    regionCount(where: { places: [{ latitude: 34.05, longitude: -118.24 }, { name: "Ontario", country: "US" }] })
    none: regionCodes(where: { places: [] }, first: 10)
  }`);
  expect({ ...data, regionCodes: elements(data?.regionCodes).toSorted() }).toEqual({
    regionCodes: ['CA-35', 'US-06', 'US-06037'],
    regionCount: 2,
    none: [],
  });
  expect(statements).toHaveLength(3);
});

test('an invalid place and too many places are refused', async () => {
  const query = `query ($many: [PlaceInput!]!, $more: [PlaceInput!]!) {
    half: regions(level: STATE, where: { or: [{ places: [{ name: "Texas" }, { latitude: 1 }] }] }) { totalCount }
    many: regions(level: STATE, where: { not: { places: $many } }) { totalCount }
    level: regionCodes(where: { places: $more }, first: 1)
  }`;
  const texas = { name: 'Texas' };
  const answer = await subgraph.ask(query, {
    many: Array.from({ length: 1_001 }, () => texas),
    more: Array.from({ length: 72 }, () => texas),
  });
  expect(errorsOf(answer).map(({ message }) => message)).toEqual([
    'places[1]: give both latitude and longitude, or neither.',
    'places: at most 71 without `level` in the same condition, not 72.',
    'places: at most 1000 at a time, not 1001. Request the rest in another request.',
  ]);
});
