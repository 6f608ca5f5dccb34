import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const PRODUCT = ['gateway', 'subgraphs', 'client', 'doctor'].map((folder) => `${folder}/**/*.{ts,tsx}`);
const LEFT_OUT = /node_modules|\/dist\/|\/generated\/|\/testing|\.test\.tsx?$/;
const DECLARATION = /^export (?:abstract )?(?:interface|type|class) (\w+)/gm;

/** Files of the same path in two subgraphs have the same types, each of its own upstream. */
const placeOf = (file: string) => file.replace(/^subgraphs\/(analytics|directus|twenty)\//, 'subgraphs/*/');

test('a name is exported for one type alone', () => {
  const files = globSync(PRODUCT).filter((file) => !LEFT_OUT.test(file));
  const declared = files.flatMap((file) =>
    Array.from(readFileSync(file, 'utf8').matchAll(DECLARATION), ([, name = '']) => ({ name, place: placeOf(file) })),
  );
  const places = Array.from(
    Map.groupBy(declared, ({ name }) => name),
    ([name, all]) => ({
      name,
      places: [...new Set(all.map(({ place }) => place))],
    }),
  );
  expect(declared.length).toBeGreaterThan(500);
  expect(places.filter((each) => each.places.length > 1)).toEqual([]);
});
