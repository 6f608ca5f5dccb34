import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { STAFF_TOKEN } from '../gateway.ts';
import { open, settle, startBrowser, visit } from './browser.ts';
import { colourAt, differenceFrom } from './pictures.ts';
import { visitedSite } from './visited-site.ts';
import { signIn } from './visitors.ts';

const site = visitedSite();

const map = (page: Page): Locator =>
  page.getByLabel('Map: Unemployment rate by county', { exact: true }).filter({ visible: true });
const chart = (page: Page): Locator => page.getByRole('img', { name: /^Chart: \d+ counties/ });

/** San Bernardino, of the highest class, from the left and from the top of California's map. */
const SAN_BERNARDINO = { x: 0.66, y: 0.72 };

/** The colours of the highest class, ColorBrewer's YlGnBu, in light and in dark. */
const HIGHEST = { light: [37, 52, 148], dark: [255, 255, 204] } as const;

/** How far a channel may be off, of 255. */
const NEAR = 6;

/** Goes over a region with the pointer, once it is an element of the page. */
async function hover(page: Page, code: string): Promise<Locator> {
  await map(page).hover();
  const region = page.locator(`#${code}`);
  await region.hover();
  return region;
}

async function zoom(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Zoom' }).click();
  await map(page).locator('canvas').waitFor();
  await settle(page);
}

test.for([
  ['light', true],
  ['dark', true],
  ['light', false],
] as const)(
  'the map is drawn by the server, in the colours of its classes: %s, scripts %s',
  async ([scheme, scripts]) => {
    const { page, problems } = await site.visit({ colorScheme: scheme, javaScriptEnabled: scripts });
    await open(page, '/regions/US-06');
    const picture = await map(page).screenshot();
    expect(await differenceFrom(`california-${scheme}`, picture)).toBeLessThan(0.02);
    for (const [channel, value] of (await colourAt(picture, SAN_BERNARDINO.x, SAN_BERNARDINO.y)).entries()) {
      expect(Math.abs(value - (HIGHEST[scheme][channel] ?? 0))).toBeLessThanOrEqual(NEAR);
    }
    expect(problems()).toEqual([]);
    await page.context().close();
  },
);

test('the map of the country has Alaska and Hawaii, and borders of states', async () => {
  const { page } = await site.visit({ javaScriptEnabled: false });
  await open(page, '/regions');
  expect(await differenceFrom('country', await map(page).screenshot())).toBeLessThan(0.02);
  await page.context().close();
});

test('the regions of Canada are a map and a list, which say what no source has of them', async () => {
  const { page } = await site.visit({ javaScriptEnabled: false });
  await open(page, '/regions');
  const canada = page.getByRole('region', { name: 'Provinces and territories of Canada' });
  await canada
    .getByText('Canada has borders, names in English and French, and articles here. No source has its')
    .waitFor();
  expect(await canada.getByRole('link', { name: 'Ontario' }).count()).toBeGreaterThan(0);
  await page.context().close();
});

test('without WebGL the map is there, and says that it cannot be zoomed', async () => {
  const browser = await startBrowser({ webGL: false });
  try {
    const { page } = await visit(browser, site.url);
    await open(page, '/regions/US-06');
    expect(await differenceFrom('california-light', await map(page).screenshot())).toBeLessThan(0.02);
    await page.getByRole('button', { name: 'Zoom' }).click();
    await page.getByText('This browser cannot zoom the map, since it has no WebGL.').waitFor();
    await hover(page, 'US-06039');
    await page.getByText('Madera, California · 12.3 %').waitFor();
  } finally {
    await browser.close();
  }
});

test('a tooltip names what the pointer is over, its state and its value', async () => {
  const { page } = await site.visit();
  await open(page, '/regions');
  await hover(page, 'US-26163');
  await page.getByText(/^Wayne, Michigan · \d+\.\d %$/).waitFor();
  await page.context().close();
});

test('a click on a county marks it on the map and in the chart, and says what is known of it', async () => {
  const { page, problems } = await site.visit();
  await open(page, '/regions/US-06');
  expect(await chart(page).getAttribute('aria-label')).toBe('Chart: 58 counties, from 8.0 to 30.1 %');
  const madera = await hover(page, 'US-06039');
  const before = site.graphqlRequests();
  await madera.click();
  await page.getByText(/^\d+ of the 58 counties shown are higher$/).waitFor();
  expect(await chart(page).getAttribute('aria-label')).toBe('Chart: 58 counties, from 8.0 to 30.1 %; Madera: 12.3 %');
  await expect.poll(() => chart(page).innerHTML()).toContain('>Madera</text>');
  expect(await map(page).locator('use.selected').getAttribute('href')).toBe('#US-06039');
  // All of it was there: nothing is requested again.
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
  await expect.poll(() => map(page).locator('use.selected').getAttribute('href')).toBe('#US-06025');
  await page.context().close();
});

test('the map of the country leads to the page of a county', async () => {
  const { page } = await site.visit();
  await open(page, '/regions');
  await (await hover(page, 'US-20173')).click();
  await page.waitForURL(/\/regions\/US-20173$/);
  await page.getByRole('heading', { level: 1, name: 'Sedgwick' }).waitFor();
  await page.context().close();
});

test('zoomed, it is painted by vector tiles, keeps what is selected, and follows the visitor to dark', async () => {
  const { page, problems } = await site.visit({ colorScheme: 'light' });
  const tiles: string[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/tiles/')) tiles.push(`${response.status()} ${response.headers()['content-type']}`);
  });
  await open(page, '/regions/US-06');
  await page.getByLabel('Choose a county, here or on the map').selectOption('San Bernardino');
  await zoom(page);
  // 204: nothing of the state lies in that one.
  const kinds = new Set(tiles.map((tile) => tile.replace(/^204 .*/, '204')));
  kinds.delete('204');
  expect(kinds).toEqual(new Set(['200 application/vnd.mapbox-vector-tile']));
  expect(await differenceFrom('california-zoomed-light', await map(page).screenshot())).toBeLessThan(0.02);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect
    .poll(async () => differenceFrom('california-zoomed-dark', await map(page).screenshot()), { timeout: 20_000 })
    .toBeLessThan(0.02);
  const box = await map(page).boundingBox();
  if (!box) throw new Error('The map is not on the page.');
  await page.mouse.move(box.x + box.width / 2 - 5, box.y + box.height / 2);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.getByText(/^\w+, California · \d+\.\d %$/).waitFor();
  await page.getByRole('button', { name: 'Show the whole map' }).click();
  await map(page).locator('use.selected').waitFor({ state: 'attached' });
  expect(problems()).toEqual([]);
  await page.context().close();
});

test('for staff, companies are points of the map that lead to their pages', async () => {
  const { page, problems } = await site.visit();
  await signIn(page, STAFF_TOKEN);
  await open(page, '/regions/US-26');
  const point = page.locator('.map-overlay').getByRole('link', { name: 'Motor City Components' });
  // A dot is a line of no length with round ends: its place is where its box is, which has no size.
  const { x, y } = await point.evaluate((dot) => dot.getBoundingClientRect());
  await page.mouse.move(x + 1, y + 1);
  await page.locator('strong', { hasText: 'Motor City Components' }).waitFor();
  await page.mouse.click(x + 1, y + 1);
  await page.waitForURL(/\/companies\//);
  await page.getByRole('heading', { level: 1, name: 'Motor City Components' }).waitFor();
  expect(problems()).toEqual([]);
  await page.context().close();
});

test('the page of a company shows where it stands', async () => {
  const { page } = await site.visit();
  await signIn(page, STAFF_TOKEN);
  await open(page, '/companies/c0000000-0000-4000-8000-000000000009');
  const place = map(page).locator('..');
  expect(await differenceFrom('company', await place.screenshot())).toBeLessThan(0.02);
  await page.context().close();
});

test.for([
  '/tiles/%2e%2e/healthz',
  '/tiles/county/..%2f..%2fhealthz',
  '/tiles/county/%2e%2e/%2e%2e/healthz',
  '/tiles/a',
  '/map.svg?level=PLANET',
])('nothing of the gateway but its tiles and maps is to be had by their path: %s', async (path) => {
  const response = await fetch(site.url + path);
  expect(response.status).toBe(404);
});

test('a map that the graph refuses is the asker’s fault', async () => {
  const response = await fetch(`${site.url}/map.svg?level=COUNTY&indicator=NONE&parent=US-06`);
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('NONE')]);
});
