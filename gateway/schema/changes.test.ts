import { expect, test } from 'vitest';
import { schemaChanges } from './changes.ts';

const BEFORE = `
type Query { region(code: ID!, old: Int @deprecated(reason: "Says nothing."), level: Level): Region }
enum Level { STATE COUNTY PARISH @deprecated(reason: "A COUNTY.") }
type Region { code: ID! name: String label: String @deprecated(reason: "Use name.") }
`;

async function changesOf(...replacements: readonly (readonly [string, string])[]) {
  const after = replacements.reduce((text, [from, to]) => text.replace(from, to), BEFORE);
  return (await schemaChanges(BEFORE, after)).map(({ severity, path }) => `${severity} ${path}`);
}

test('names breaking, dangerous and safe changes, from the worst on', async () => {
  expect(await changesOf()).toEqual([]);
  expect(
    await changesOf(
      ['name: String ', 'population: Int '],
      ['STATE COUNTY', 'STATE COUNTY CITY'],
      ['level: Level', 'level: Level!'],
    ),
  ).toEqual(['breaking Query.region.level', 'breaking Region.name', 'dangerous Level.CITY', 'safe Region.population']);
});

test('what was deprecated first may go: a field, a value of an enum, an argument', async () => {
  expect(
    await changesOf(
      ['label: String @deprecated(reason: "Use name.")', ''],
      ['PARISH @deprecated(reason: "A COUNTY.")', ''],
      ['old: Int @deprecated(reason: "Says nothing."),', ''],
    ),
  ).toEqual(['dangerous Level.PARISH', 'dangerous Query.region.old', 'dangerous Region.label']);
});

test('what was not may not', async () => {
  expect(await changesOf(['COUNTY ', ''], [', level: Level', ''])).toEqual([
    'breaking Level.COUNTY',
    'breaking Query.region.level',
  ]);
});
