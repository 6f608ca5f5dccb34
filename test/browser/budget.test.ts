import { expect, test } from 'vitest';

import { visitedSite } from './visited-site.ts';

const site = visitedSite();

const KILOBYTE = 1_000;

test.for([
  ['/', 350],
  ['/series/BLS:CES3000000001', 350],
  ['/regions', 500],
  ['/regions/US-26', 350],
] as const)('a first visit to %s takes less than %i kB, everything counted as it was sent', async ([path, limit]) => {
  const { page } = await site.visit();
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
