/** The pages of long lists that are parts of a page. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { STAFF_TOKEN } from '../gateway.ts';
import { open, startBrowser, visit } from './browser.ts';
import { type Site, startSite } from './site.ts';
import { signIn } from './visitors.ts';

const MICHIGAN = 60;
const PEOPLE = 73;

const id = (prefix: string, nth: number) => `${prefix}000000-0000-4000-8000-${String(nth).padStart(12, '0')}`;
const name = (nth: number) => String(nth).padStart(2, '0');
const COMPANY = id('c0', 1);

/** Companies that all stand in Detroit, and the people of the first. */
const RECORDS = {
  companies: Array.from({ length: MICHIGAN }, (_, nth) => ({
    id: id('c0', nth + 1),
    name: `Company ${name(nth)}`,
    position: nth,
    address: { addressCity: 'Detroit', addressState: 'Michigan', addressCountry: 'United States', addressLat: 42.33, addressLng: -83.05 }, // biome-ignore format: an address
  })),
  people: Array.from({ length: PEOPLE }, (_, nth) => ({
    id: id('9e', nth + 1),
    position: nth,
    name: { firstName: 'Ada', lastName: `L${name(nth)}` },
    companyId: COMPANY,
  })),
};

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite({ records: RECORDS }), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** What the section of a list shows, and which page it says that this is. */
async function shown(page: Page, list: string): Promise<{ items: string[]; pages: string[] }> {
  const section = page.locator(`section[aria-labelledby=${list}]`);
  return {
    items: await section.locator('ul span.font-semibold, ul a.font-semibold').allTextContents(),
    pages: await section.getByText(/^Page \d+ of \d+$/).allTextContents(),
  };
}

test.for([true, false])('people of a company are on pages, each once, scripts: %s', async (javaScriptEnabled) => {
  const { page } = await visit(browser, site.url, { javaScriptEnabled });
  await signIn(page, STAFF_TOKEN);
  await open(page, `/companies/${COMPANY}`);
  await page.getByRole('heading', { name: `People (${PEOPLE})` }).waitFor();
  const pages = page.getByRole('navigation', { name: 'Pages of people' });
  const met: string[] = [];
  for (let nth = 1; nth <= 4; nth += 1) {
    await page.getByText(`Page ${nth} of 4`).waitFor();
    met.push(...(await shown(page, 'people')).items);
    if (nth < 4) await pages.getByRole('link', { name: 'Next →' }).click();
  }
  expect(met).toEqual(RECORDS.people.map(({ name: { firstName, lastName } }) => `${firstName} ${lastName}`));
  expect([await pages.getByRole('link').allTextContents(), new URL(page.url()).search]).toEqual([
    ['← Previous'],
    '?people=4',
  ]);
  await pages.getByRole('link', { name: '← Previous' }).click();
  await page.getByText('Page 3 of 4').waitFor();
  await page.context().close();
});

test('companies of a region are on pages, and all of them points of its map', async () => {
  const { page, problems } = await visit(browser, site.url);
  await signIn(page, STAFF_TOKEN);
  await open(page, '/regions/US-26?companies=3');
  await page.getByRole('heading', { name: `Companies (${MICHIGAN})` }).waitFor();
  const { items, pages } = await shown(page, 'companies');
  expect([items.length, pages]).toEqual([MICHIGAN - 2 * 24, ['Page 3 of 3']]);
  expect(await page.locator('.map-overlay .point').count()).toBe(MICHIGAN);
  await page.getByRole('link', { name: '← Previous' }).click();
  await page.getByText('Page 2 of 3').waitFor();
  expect((await shown(page, 'companies')).items).toHaveLength(24);
  expect(problems()).toEqual([]);
  await page.context().close();
});

test('a page past the last one says so, and leads back', async () => {
  const { page } = await visit(browser, site.url);
  await signIn(page, STAFF_TOKEN);
  await open(page, `/companies/${COMPANY}?people=9`);
  expect((await shown(page, 'people')).pages).toEqual([]);
  await page.getByText('The last page is page 4').waitFor();
  expect(await page.getByText('The CRM has no people of this company.').count()).toBe(0);
  const pages = page.getByRole('navigation', { name: 'Pages of people' });
  await pages.getByRole('link', { name: '← Previous' }).click();
  await page.getByText('Page 4 of 4').waitFor();
  await page.context().close();
});
