import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { STAFF_TOKEN } from '../gateway.ts';
import { PARTNER_KEY } from '../partner.ts';
import { open } from './browser.ts';
import { visitedSite } from './visited-site.ts';
import { signIn } from './visitors.ts';

const site = visitedSite();

const SERIES = '/series/BLS:CES3000000001';
const COLUMNS = `${SERIES}/columns.json?from=2015-11-01`;
const PAGE = '/pages/labour-market';

/** What each of them sees of the same pages. */
async function seenBy(page: Page) {
  const headingsOf = async (path: string) => {
    await open(page, path);
    return page.getByRole('heading', { level: 2 }).allTextContents();
  };
  const home = await headingsOf('/');
  const region = await headingsOf('/regions/US-06');
  const blocks = await headingsOf(PAGE);
  await headingsOf(SERIES);
  return {
    pipeline: home.includes('Sales pipeline'),
    companiesInRegion: region.some((heading) => heading.startsWith('Companies')),
    companiesOnPage: blocks.includes('Companies in the industries on this page'),
    downloads: await page.getByRole('link', { name: /^Download/ }).allTextContents(),
    columns: (await page.request.get(COLUMNS)).status(),
  };
}

const CSV = 'Download as CSV';
const PNG = 'Download as PNG';
const JSON_COLUMNS = 'Download columns as JSON';

test('anybody sees what is published', async () => {
  const { page } = await site.visit();
  expect(await seenBy(page)).toEqual({
    pipeline: false,
    companiesInRegion: false,
    companiesOnPage: false,
    downloads: [CSV, PNG],
    columns: 403,
  });
  await page.context().close();
});

test('a partner gets figures by column beside that', async () => {
  const { page, problems } = await site.visit();
  await signIn(page, PARTNER_KEY);
  await page.getByText('Partner', { exact: true }).waitFor();
  expect(await seenBy(page)).toEqual({
    pipeline: false,
    companiesInRegion: false,
    companiesOnPage: false,
    downloads: [CSV, PNG, JSON_COLUMNS],
    columns: 200,
  });
  expect(await (await page.request.get(COLUMNS)).json()).toEqual({
    code: 'BLS:CES3000000001',
    title: 'All Employees: Manufacturing',
    units: 'Thousands of persons',
    observationColumns: { times: ['2015-11-01T00:00:00.000Z', '2015-12-01T00:00:00.000Z'], values: [12354, 12360] },
  });
  expect(problems()).toEqual([]);
  await page.context().close();
});

test('staff see the CRM beside that, in every page’s one request', async () => {
  const { page, problems } = await site.visit();
  await signIn(page, STAFF_TOKEN);
  await page.getByText('Staff', { exact: true }).waitFor();
  const before = site.graphqlRequests();
  expect(await seenBy(page)).toEqual({
    pipeline: true,
    companiesInRegion: true,
    companiesOnPage: true,
    downloads: [CSV, PNG, JSON_COLUMNS],
    columns: 200,
  });
  // Four pages, the pictures of two maps, and a download.
  expect(site.graphqlRequests() - before).toBeLessThanOrEqual(7);
  expect(problems()).toEqual([]);
  await page.context().close();
});

test('what is entered is kept from scripts, and forgotten when the visitor signs out', async () => {
  const { page } = await site.visit();
  await signIn(page, STAFF_TOKEN);
  expect(await page.evaluate(() => document.cookie)).toBe('');
  expect(await page.context().cookies()).toMatchObject([
    { name: 'chronos_session', httpOnly: true, sameSite: 'Lax', path: '/' },
  ]);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  expect(await page.context().cookies()).toEqual([]);
  await open(page, '/');
  expect(await page.getByRole('heading', { name: 'Sales pipeline' }).count()).toBe(0);
  await page.context().close();
});

test('a key that is not good is refused, and nobody is signed in', async () => {
  const { page } = await site.visit();
  await page.goto('/sign-in');
  await page.getByLabel('Key or token').fill('chr_nobody');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const problem = page.locator('#problem');
  await problem.waitFor();
  expect(await problem.textContent()).toBe('This key or token is not known: check it, or request a new one.');
  expect(await page.context().cookies()).toEqual([]);
  await page.context().close();
});

test('a CSV holds the figures as they are shown', async () => {
  const { page } = await site.visit();
  await open(page, `${SERIES}?transform=CHANGE&from=2015-10-01`);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: CSV }).click()]);
  expect(download.suggestedFilename()).toBe('BLS-CES3000000001.csv');
  const text = await readFile(await download.path(), 'utf8');
  const shown = await page.locator('details tbody tr').allTextContents();
  expect(text.split('\r\n').length - 2).toBe(shown.length);
  expect(text).toBe(
    'time,value,units\r\n2015-10-01T00:00:00.000Z,13,"Thousands of persons"\r\n2015-11-01T00:00:00.000Z,-4,"Thousands of persons"\r\n2015-12-01T00:00:00.000Z,6,"Thousands of persons"\r\n',
  );
  await page.context().close();
});

test('sums of the pipeline have one currency each', async () => {
  const { page } = await site.visit();
  await signIn(page, STAFF_TOKEN);
  const row = page.getByRole('row', { name: /^Customer/ });
  expect(await row.getByRole('cell').allTextContents()).toEqual(['Customer', '6', 'CA$750,000, $1.9M']);
  await page.context().close();
});
