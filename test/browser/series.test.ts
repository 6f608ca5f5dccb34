import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { open } from './browser.ts';
import { visitedSite } from './visited-site.ts';

const site = visitedSite();

/** The titles that the catalogue lists. */
const titles = (page: Page): Promise<string[]> => page.locator('tbody td:first-child a').allTextContents();

test('the catalogue is searched and filtered, each time by one request', async () => {
  const { page, problems } = await site.visit();
  await open(page, '/series');
  await page.getByText('3,373 series', { exact: true }).waitFor();
  const before = site.graphqlRequests();
  await page.getByLabel('Words of the title, or the start of a code').fill('manufacturing goods');
  await page.getByLabel('Frequency').selectOption('Monthly');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('2 series', { exact: true }).waitFor();
  expect((await titles(page)).toSorted()).toEqual([
    'All Employees: Durable Goods Manufacturing',
    'All Employees: Nondurable Goods Manufacturing',
  ]);
  expect(new URL(page.url()).searchParams.get('search')).toBe('manufacturing goods');
  expect(site.graphqlRequests() - before).toBe(1);
  await page.getByLabel('Frequency').selectOption('Daily');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('No series matches.').waitFor();
  expect(problems()).toEqual([]);
  await page.context().close();
});

test('its pages lead on and back', async () => {
  const { page } = await site.visit();
  await open(page, '/series');
  const first = await titles(page);
  expect(first).toHaveLength(25);
  await page.getByRole('link', { name: 'Next →' }).click();
  await page.waitForURL(/after=/);
  await expect.poll(() => titles(page)).not.toEqual(first);
  await page.getByRole('link', { name: '← Previous' }).click();
  await page.waitForURL(/before=/);
  await expect.poll(() => titles(page)).toEqual(first);
  await page.context().close();
});

test('a series is shown as it is asked for, in chart, table and address', async () => {
  const { page, problems } = await site.visit();
  await open(page, '/series/BLS:CES3000000001');
  const chart = page.getByRole('img', { name: /^Chart/ });
  expect(await chart.getAttribute('aria-label')).toBe(
    'Chart: All Employees: Manufacturing, Thousands of persons: 14,210 on 2006-01-01, 12,360 on 2015-12-01; lowest 11,453, highest 14,226. Recessions: 2008-01-01 to 2009-07-01',
  );
  await page.getByLabel('Show', { exact: true }).selectOption('Index, first day of the range = 100');
  await page.getByLabel('Frequency').selectOption('Yearly average');
  await page.getByLabel('From').fill('2007-01-01');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL(/transform=INDEX&bucket=YEAR&from=2007-01-01/);
  await expect
    .poll(() => chart.getAttribute('aria-label'))
    .toBe(
      'Chart: All Employees: Manufacturing, Index, 2007-01-01 = 100: 100 on 2007-01-01, 88.88 on 2015-01-01; lowest 83.07, highest 100. Recessions: 2008-01-01 to 2009-07-01',
    );
  await page.getByText('Figures as a table').click();
  const rows = page.locator('details tbody tr');
  expect(await rows.count()).toBe(9);
  expect(await rows.last().locator('td').allTextContents()).toEqual(['2007', '100']);
  expect(problems()).toEqual([]);
  await page.context().close();
});
