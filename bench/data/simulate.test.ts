import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { demandTable, simulate } from './simulate.ts';

test('docs/scale.md has the table of the simulation', async () => {
  const page = await readFile(new URL('../../docs/scale.md', import.meta.url), 'utf8');
  expect(page).toContain(demandTable());
});

test('the more a site is read, the less of it the cache lacks; no page is fetched twice while it is fresh', () => {
  const [few, many] = [simulate(10), simulate(1_000)];
  expect(few.missShare).toBeGreaterThan(many.missShare);
  expect(many.missShare * 1_000 * 300).toBeLessThanOrEqual(10_000 * 2);
  expect(many.cached.directus / many.without.directus).toBeCloseTo(many.missShare, 9);
});
