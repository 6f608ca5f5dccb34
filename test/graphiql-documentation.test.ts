import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { partsOf, search } from '../gateway/graphiql/src/documentation.ts';

const schema = buildSchema(readFileSync(new URL('../client/schema.graphql', import.meta.url), 'utf8'));
const parts = partsOf(schema);
const paths = (text: string, type?: string) =>
  search(parts, text, type === undefined ? undefined : schema.getType(type)).map(({ path }) => path);

test('names come first, and of these the ones that are the word', () => {
  expect(paths('region')).toEqual(expect.arrayContaining(['Region', 'Query.region', 'Query.regionsAt']));
  expect(paths('region')[0]).toBe('Region');
  expect(paths('REGION').indexOf('Query.region')).toBeLessThan(paths('region').indexOf('Query.regionsAt'));
});

test('parts of the open type come before others of their kind', () => {
  expect(paths('code', 'Region')[0]).toBe('Region.code');
  expect(paths('code', 'Indicator')[0]).toBe('Indicator.code');
});

test('words of a description find what it describes, with the sentence that has one', () => {
  const tiny = buildSchema(`
    """Anything."""
    type Query {
      """Borders, simplified. Drawn as GeoJSON by WGS 84."""
      geometry("In metres." tolerance: Int): Size
    }
    enum Size { "Fits a phone." SMALL }
    input Unused { "Never empty: a code, such as \\"UNRATE\\"." text: String }`);
  const found = (text: string) => search(partsOf(tiny), text).map(({ path, sentence }) => [path, sentence]);
  expect(found('geojson')).toEqual([['Query.geometry', 'Drawn as GeoJSON by WGS 84.']]);
  expect(found('query  GEOJSON borders')).toEqual([['Query.geometry', 'Borders, simplified.']]);
  expect(found('metres')).toEqual([['Query.geometry(tolerance:)', 'In metres.']]);
  expect(found('phone')).toEqual([['Size.SMALL', 'Fits a phone.']]);
  const whole = 'Never empty: a code, such as "UNRATE".';
  for (const word of ['never', 'unrate']) expect(found(word)).toEqual([['Unused.text', whole]]);
  expect(found('nothing-has-this')).toEqual([]);
  expect(found(' ')).toEqual([]);
});

test('at most 100 are shown', () => {
  expect(paths('e').length).toBe(100);
});
