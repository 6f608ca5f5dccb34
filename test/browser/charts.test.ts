import { expect, test } from 'vitest';
import { open } from './browser.ts';
import { visitedSite } from './visited-site.ts';

const site = visitedSite();

test('without scripts, lists are there and charts are drawn', async () => {
  const { page } = await site.visit({ javaScriptEnabled: false });
  await page.goto('/series');
  await page.getByText('3,268 series', { exact: true }).waitFor();
  await page.goto('/regions');
  expect(await page.locator('main a[href^="/regions/"]').count()).toBeGreaterThan(10);
  await page.goto('/');
  expect(await page.locator('main a[href^="/articles/"]').count()).toBeGreaterThan(1);
  await page.goto('/series/BLS:CES3000000001');
  const line = page.getByRole('img', { name: /^Chart/ }).locator('[aria-label="line"] path');
  const box = await line.boundingBox();
  expect(box?.width).toBeGreaterThan(400);
  await page.context().close();
});

test('a file of figures has their units, and a bad range is the asker’s fault', async () => {
  const { page } = await site.visit();
  const get = (query: string) => page.request.get(`/series/BLS:CES3000000001/figures.csv?${query}`);
  expect(await (await get('from=2015-12-01')).text()).toBe(
    'time,value,units\r\n2015-12-01T00:00:00.000Z,12360,"Thousands of persons"\r\n',
  );
  const refused = await get('from=2015-12-01&to=2010-01-01');
  expect([refused.status(), await refused.text()]).toEqual([400, expect.stringContaining('from')]);
  await open(page, '/series/BLS:CES3000000001?from=2015-12-01&to=2010-01-01');
  await page.getByText('from', { exact: false }).first().waitFor();
  await page.context().close();
});
