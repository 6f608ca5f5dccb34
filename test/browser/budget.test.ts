import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser, visit } from './browser.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const KILOBYTE = 1_000;

test.for([
  ['/', 350],
  ['/series/BLS:CES3000000001', 350],
  ['/regions/US-26', 750],
] as const)('a first visit to %s takes less than %i kB, everything counted as it was sent', async ([path, limit]) => {
  const { page } = await visit(browser, site.url);
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    sizes.push(
      request.sizes().then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize),
    );
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(50 * KILOBYTE);
  expect(total).toBeLessThan(limit * KILOBYTE);
  await page.context().close();
});
