import { createServer, type ServerResponse } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Upstream } from '../../subgraphs/contract/upstream.ts';
import { STAFF_TOKEN } from '../gateway.ts';
import { freePort } from '../ports.ts';
import { axeViolations } from './axe.ts';
import { keepScreenshot, open, startBrowser, visit } from './browser.ts';
import { type Site, startNext, startSite } from './site.ts';
import { signIn } from './visitors.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

interface Outage {
  readonly down: Upstream['name'];
  readonly staff: boolean;
  readonly path: string;
  /** What the page says of what is missing. */
  readonly note: string;
  /** The titles of what is still there. */
  readonly there: readonly string[];
  /** What stands below titles of which nothing arrived: not that there is nothing. */
  readonly instead: readonly string[];
}

const outages: readonly Outage[] = [
  {
    down: 'directus',
    staff: false,
    path: '/regions/US-26',
    note: 'Directus cannot be reached. Without it we cannot show the articles.',
    there: ['Unemployment rate by county', 'Series', 'Articles'],
    instead: ['The articles could not be loaded.'],
  },
  {
    down: 'analytics',
    staff: false,
    path: '/articles/manufacturing-after-the-great-recession',
    note: 'The analytics database cannot be reached. Without it we cannot show the series and their charts, the map, and the region.',
    there: ['Durable goods bore most of it', 'Where it was felt', 'Related series'],
    instead: ['The related series could not be loaded.'],
  },
  {
    down: 'twenty',
    staff: true,
    path: '/',
    note: 'Twenty cannot be reached. Without it we cannot show the sales pipeline.',
    there: ['New articles', 'Sales pipeline'],
    instead: ['The pipeline could not be loaded.'],
  },
];

describe.for(outages)('with $down down', ({ down, staff, path, note, there, instead }) => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite({ down });
  });
  afterAll(() => site.close());

  test('a page shows the rest, and says what is missing', async () => {
    const { page, problems } = await visit(browser, site.url);
    if (staff) await signIn(page, STAFF_TOKEN);
    await open(page, path);
    await page.getByRole('heading', { name: 'Some of this page is missing' }).waitFor();
    expect(
      await page.getByRole('region', { name: 'Some of this page is missing' }).getByRole('listitem').allTextContents(),
    ).toEqual([note]);
    const headings = await page.getByRole('heading', { level: 2 }).allTextContents();
    expect(headings.filter((heading) => there.includes(heading))).toEqual(there);
    expect(await page.getByText(/^(None|.+ could not be loaded)\.$/).allTextContents()).toEqual(instead);
    expect(await axeViolations(page)).toEqual([]);
    expect(problems()).toEqual([]);
    await keepScreenshot(page, `without-${down}`);
    await page.context().close();
  });
});

test('an article, without Directus, is HTTP 503', async () => {
  const site = await startSite({ down: 'directus' });
  try {
    const { page } = await visit(browser, site.url);
    const path = '/articles/manufacturing-after-the-great-recession';
    const response = await page.goto(path);
    expect([response?.status(), response?.headers()['retry-after']]).toEqual([503, '30']);
    await page.getByRole('heading', { level: 1, name: 'This article cannot be shown now' }).waitFor();
    expect((await page.goto('/'))?.status()).toBe(200);
    await page.getByText('The articles could not be loaded.').waitFor();
    await page.context().close();
  } finally {
    await site.close();
  }
});

test('while the gateway has not answered, the link to a page says that it is loading', async () => {
  const held: ServerResponse[] = [];
  const slow = createServer((_, response) => void held.push(response));
  const port = await freePort();
  slow.listen(port, '127.0.0.1');
  const { url, child } = await startNext(`http://127.0.0.1:${port}`);
  try {
    const { page } = await visit(browser, url);
    await page.goto('/sign-in');
    await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Regions' }).click();
    await page.getByRole('status').filter({ hasText: 'Loading' }).waitFor({ state: 'attached' });
    await expect.poll(() => held.length).toBe(1);
    held[0]
      ?.writeHead(200, { 'content-type': 'application/json' })
      .end('{"data":{"states":null,"provinces":null,"choropleth":null}}');
    await page.getByRole('heading', { level: 1, name: 'Regions' }).waitFor();
    await page.context().close();
  } finally {
    slow.closeAllConnections();
    slow.close();
    await child.stop();
  }
});

test('without a gateway, each page says so', async () => {
  const { url, child } = await startNext(`http://127.0.0.1:${await freePort()}`);
  try {
    const { page } = await visit(browser, url);
    for (const [path, status] of [
      ['/', 200],
      ['/regions', 200],
      ['/regions/US-26', 503],
      ['/series', 200],
      ['/series/BLS:CES3000000001', 503],
      ['/articles/none', 503],
    ] as const) {
      expect((await open(page, path))?.status(), path).toBe(status);
      expect(await page.getByRole('listitem').filter({ hasText: 'cannot be reached' }).allTextContents()).toEqual([
        'The graph cannot be reached. ',
      ]);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    }
    expect(await axeViolations(page)).toEqual([]);
    await page.context().close();
  } finally {
    await child.stop();
  }
});
