import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { STAFF_TOKEN } from '../gateway.ts';
import { open, settle } from './browser.ts';
import { colourAt, differenceFrom, placeOf } from './pictures.ts';
import { visitedSite } from './visited-site.ts';
import { signIn } from './visitors.ts';

const site = visitedSite();

const map = (page: Page): Locator => page.getByLabel('Map: Unemployment rate by county', { exact: true });
const chart = (page: Page): Locator => page.getByRole('img', { name: /^Chart: \d+ counties/ });

/** In the middle of California's page lies Madera County, of the highest class. */
const MIDDLE = { x: 0.5, y: 0.5 };

/** The colours of the highest class, ColorBrewer's YlGnBu, by light and in the dark. */
const HIGHEST = { light: [37, 52, 148], dark: [255, 255, 204] } as const;

/** What points are filled with, by light. */
const POINT = [184, 64, 10] as const;

/** How far a channel may be off, of 255. */
const NEAR = 6;

/** A place of the map, from its left and from its top, 0 to 1, on the page in pixels. */
async function at(page: Page, { x, y }: { readonly x: number; readonly y: number }) {
  const box = await map(page).boundingBox();
  if (!box) throw new Error('The map is not on the page.');
  return { x: box.x + box.width * x, y: box.y + box.height * y };
}

test.for(['light', 'dark'] as const)(
  'the map is painted by its tiles, in the colours of its classes: %s',
  async (scheme) => {
    const { page, problems } = await site.visit({ colorScheme: scheme });
    const tiles: string[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/tiles/')) tiles.push(`${response.status()} ${response.headers()['content-type']}`);
    });
    await open(page, '/regions/US-06');
    // 204: nothing of the state lies in that one.
    const kinds = new Set(tiles.map((tile) => tile.replace(/^204 .*/, '204')));
    kinds.delete('204');
    expect(kinds).toEqual(new Set(['200 application/vnd.mapbox-vector-tile']));
    const picture = await map(page).screenshot();
    expect(await differenceFrom(`california-${scheme}`, picture)).toBeLessThan(0.02);
    for (const [channel, value] of (await colourAt(picture, MIDDLE.x, MIDDLE.y)).entries()) {
      expect(Math.abs(value - (HIGHEST[scheme][channel] ?? 0))).toBeLessThanOrEqual(NEAR);
    }
    expect(problems()).toEqual([]);
    await page.context().close();
  },
);

test('it takes on the other colours when the visitor turns to dark, and keeps what is chosen', async () => {
  const { page } = await site.visit({ colorScheme: 'light' });
  await open(page, '/regions/US-06');
  await page.getByLabel('Choose a county, here or on the map').selectOption('San Bernardino');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect
    .poll(async () => differenceFrom('california-dark-chosen', await map(page).screenshot()), { timeout: 20_000 })
    .toBeLessThan(0.01);
  await page.context().close();
});

test('what the pointer is over is told', async () => {
  const { page } = await site.visit();
  await open(page, '/regions/US-06');
  const { x, y } = await at(page, MIDDLE);
  await page.mouse.move(x - 5, y);
  await page.mouse.move(x, y);
  await page.getByText('Madera · 12.3 %').waitFor();
  await page.context().close();
});

test('a click on a county marks it on the map and in the chart, and tells of it', async () => {
  const { page, problems } = await site.visit();
  await open(page, '/regions/US-06');
  const before = site.graphqlRequests();
  expect(await chart(page).getAttribute('aria-label')).toBe('Chart: 58 counties, from 8.0 to 30.1 %');
  const [mapBefore, chartBefore] = [await map(page).screenshot(), await chart(page).innerHTML()];
  const { x, y } = await at(page, MIDDLE);
  await page.mouse.click(x, y);
  await page.getByText('higher of the 58 counties shown').waitFor();
  expect(await chart(page).getAttribute('aria-label')).toBe('Chart: 58 counties, from 8.0 to 30.1 %; Madera: 12.3 %');
  await expect.poll(() => chart(page).innerHTML()).toContain('>Madera</text>');
  expect(await chart(page).innerHTML()).not.toBe(chartBefore);
  await expect.poll(async () => Buffer.compare(await map(page).screenshot(), mapBefore)).not.toBe(0);
  // All of it was there: nothing is asked for anew.
  expect(site.graphqlRequests()).toBe(before);
  await page.getByRole('link', { name: 'Go to Madera' }).click();
  await page.getByRole('heading', { level: 1, name: 'Madera' }).waitFor();
  expect(problems()).toEqual([]);
  await page.context().close();
});

test('the same by the keyboard', async () => {
  const { page } = await site.visit();
  await open(page, '/regions/US-06');
  await page.getByLabel('Choose a county, here or on the map').focus();
  await page.keyboard.type('Imp');
  expect(await chart(page).getAttribute('aria-label')).toBe('Chart: 58 counties, from 8.0 to 30.1 %; Imperial: 30.1 %');
  await page.getByText('The highest of the 58 counties shown').waitFor();
  await page.context().close();
});

test('the map of the country leads to the page of a county', async () => {
  const { page } = await site.visit();
  await open(page, '/regions');
  const { x, y } = await at(page, MIDDLE);
  await page.mouse.click(x, y);
  await page.waitForURL(/\/regions\/US-\d{5}$/);
  await settle(page);
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  await page.context().close();
});

test('for staff, companies are points of the map that lead to their pages', async () => {
  const { page, problems } = await site.visit();
  await signIn(page, STAFF_TOKEN);
  await open(page, '/regions/US-26');
  const place = await placeOf(await map(page).screenshot(), POINT);
  const { x, y } = await at(page, place);
  await page.mouse.move(x - 3, y);
  await page.mouse.move(x, y);
  await page.getByText('Motor City Components', { exact: true }).first().waitFor();
  await page.mouse.click(x, y);
  await page.waitForURL(/\/companies\//);
  await page.getByRole('heading', { level: 1, name: 'Motor City Components' }).waitFor();
  expect(problems()).toEqual([]);
  await page.context().close();
});

test('the page of a company shows where it stands', async () => {
  const { page } = await site.visit();
  await signIn(page, STAFF_TOKEN);
  await open(page, '/companies/c0000000-0000-4000-8000-000000000009');
  expect(await differenceFrom('company', await map(page).screenshot())).toBeLessThan(0.02);
  await page.context().close();
});

test.for([
  '/tiles/%2e%2e/healthz',
  '/tiles/county/..%2f..%2fhealthz',
  '/tiles/county/%2e%2e/%2e%2e/healthz',
  '/tiles/a',
])('nothing of the gateway but its tiles is to be had by their path: %s', async (path) => {
  const response = await fetch(site.url + path);
  expect(response.status).toBe(404);
});
