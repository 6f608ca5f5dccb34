/** The year slider of the map, over figures of several years. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnDatabase, startOwnDatabase } from '../own-database.ts';
import { axeViolations } from './axe.ts';
import { open, startBrowser, visit } from './browser.ts';
import { type Site, startSite } from './site.ts';

/** A square of a degree around a place in Kansas. */
const square = (west: number) => `ST_Multi(ST_MakeEnvelope(${west}, 37, ${west + 1}, 38, 4326))`;

/** The rate of county A is the year's last two digits, that of county B one more. */
const ROWS = `
  INSERT INTO metadata.data_sources (source_id, code, name) VALUES (1, 'OWN', 'Own');
  INSERT INTO metadata.indicators (indicator_id, code, name, units, decimals, direction)
  VALUES (1, 'UNEMPLOYMENT_RATE', 'Unemployment rate', 'Percent', 1, 'LOWER_IS_BETTER');
  INSERT INTO geospatial.us_states (code, name, geom) VALUES ('US-20', 'Kansas', ST_Multi(ST_MakeEnvelope(-99, 37, -97, 38, 4326)));
  INSERT INTO geospatial.us_counties (code, name, parent_code, geom)
  VALUES ('US-20001', 'A', 'US-20', ${square(-99)}), ('US-20003', 'B', 'US-20', ${square(-98)});
  INSERT INTO metadata.series
    (series_id, source_id, indicator_id, code, title, units, frequency, seasonal_adjustment, region_code)
  VALUES (1, 1, 1, 'A', 'A', 'Percent', 'A', 'NSA', 'US-20001'), (2, 1, 1, 'B', 'B', 'Percent', 'A', 'NSA', 'US-20003');
  INSERT INTO timeseries.economic_observations (series_id, observed_at, value)
  SELECT id, make_timestamptz(year, 1, 1, 0, 0, 0, 'UTC'), year - 2001 + id
  FROM generate_series(1, 2) AS id, generate_series(2008, 2012) AS year;
  UPDATE metadata.series SET starts_on = '2008-01-01', ends_on = '2012-01-01';`;

let database: OwnDatabase;
let site: Site;
let browser: Browser;
beforeAll(async () => {
  database = await startOwnDatabase(ROWS);
  site = await startSite({ before: { analytics: () => database.databaseUrl } });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await database.close();
});

/** What the page says of Kansas: its counties, and the lowest, the median and the highest of their figures. */
const kansas = (page: Page): Promise<string[]> =>
  page
    .getByRole('row', { name: /^Kansas/ })
    .getByRole('cell')
    .allTextContents();

async function tooltipOf(page: Page, code: string): Promise<string | null> {
  await page.getByLabel('Map: Unemployment rate by county', { exact: true }).hover();
  return page.locator(`#${code}`).getAttribute('data-label');
}

test('by the keyboard, the slider shows another year in map, legend, table and address, and has the focus still', async () => {
  const { page, problems } = await visit(browser, site.url);
  await open(page, '/regions');
  const slider = page.getByLabel('Year', { exact: true });
  expect([await slider.getAttribute('min'), await slider.getAttribute('max'), await slider.inputValue()]).toEqual([
    '2008',
    '2012',
    '2012',
  ]);
  expect(await kansas(page)).toEqual(['Kansas', '2', '12.0', '12.5', '13.0']);
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await page.waitForURL(/\/regions\?year=2011$/);
  await page.keyboard.press('Home');
  await page.waitForURL(/\/regions\?year=2008$/);
  await page.getByText('Unemployment rate, % · 2008').waitFor();
  expect(await kansas(page)).toEqual(['Kansas', '2', '8.0', '8.5', '9.0']);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('year');
  expect(await tooltipOf(page, 'US-20003')).toBe('B, Kansas · 9.0 %');
  expect(await axeViolations(page)).toEqual([]);
  await page.goBack();
  await page.waitForURL(/\/regions\?year=2011$/);
  await page.getByText('Unemployment rate, % · 2011').waitFor();
  expect(await slider.inputValue()).toBe('2011');
  expect(problems()).toEqual([]);
  await page.context().close();
});

test('the focus alone, and a click that changes nothing, send nothing', async () => {
  const { page } = await visit(browser, site.url);
  await open(page, '/regions?year=2010');
  const before = site.graphqlRequests();
  await page.getByLabel('Year', { exact: true }).focus();
  await page.keyboard.press('Shift');
  await page.getByLabel('Year', { exact: true }).click();
  await page.waitForLoadState('networkidle');
  expect([new URL(page.url()).search, site.graphqlRequests()]).toEqual(['?year=2010', before]);
  await page.context().close();
});

test('without scripts, a button sends the year', async () => {
  const { page } = await visit(browser, site.url, { javaScriptEnabled: false });
  await open(page, '/regions');
  await page.getByLabel('Year', { exact: true }).fill('2009');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL(/\/regions\?year=2009$/);
  expect(await kansas(page)).toEqual(['Kansas', '2', '9.0', '9.5', '10.0']);
  expect(
    await page.getByLabel('Map: Unemployment rate by county', { exact: true }).locator('img').getAttribute('src'),
  ).toContain('at=2009-12-31');
  await page.context().close();
});

test('a year without figures shows the closest that has some on the slider, and no year is as if it was not there', async () => {
  const { page } = await visit(browser, site.url);
  for (const [query, shown] of [
    ['year=2030', '2012'],
    ['year=soon', '2012'],
  ] as const) {
    await open(page, `/regions?${query}`);
    expect(await page.getByLabel('Year', { exact: true }).inputValue(), query).toBe(shown);
    expect(await kansas(page)).toEqual(['Kansas', '2', '12.0', '12.5', '13.0']);
  }
  await page.context().close();
});
