import { describe, expect, test } from 'vitest';
import { STAFF_TOKEN } from '../gateway.ts';
import { axeViolations } from './axe.ts';
import { keepScreenshot, open, settle } from './browser.ts';
import { visitedSite } from './visited-site.ts';
import { signIn } from './visitors.ts';

interface PageCase {
  readonly name: string;
  readonly path: string;
  readonly heading: string;
  /** GraphQL requests that it takes when nothing is cached. */
  readonly requests: number;
  /** How many maps it has: a picture is one more request where no page before it has the same. */
  readonly maps?: number;
  /** How many waves of upstream requests that takes. */
  readonly waves?: number;
  readonly staff?: boolean;
}

const COMPANY = '/companies/c0000000-0000-4000-8000-000000000009';

const pages: readonly PageCase[] = [
  { name: 'home', path: '/', heading: 'The labour market, series by series and county by county', requests: 1 },
  { name: 'regions', path: '/regions', heading: 'Regions', requests: 1, waves: 1, maps: 2 },
  { name: 'state', path: '/regions/US-26', heading: 'Michigan', requests: 1, maps: 1 },
  { name: 'county', path: '/regions/US-06025', heading: 'Imperial', requests: 1, maps: 1 },
  { name: 'province', path: '/regions/CA-35', heading: 'Ontario', requests: 1, maps: 1 },
  {
    name: 'article',
    path: '/articles/manufacturing-after-the-great-recession',
    heading: 'Manufacturing after the Great Recession',
    requests: 1,
    maps: 1,
  },
  { name: 'page', path: '/pages/labour-market', heading: 'The labour market', requests: 1, maps: 1 },
  { name: 'catalogue', path: '/series?search=manufacturing', heading: 'Series', requests: 1, waves: 1 },
  { name: 'series', path: '/series/BLS:CES3000000001', heading: 'All Employees: Manufacturing', requests: 1 },
  {
    name: 'series-by-year',
    path: '/series/BLS:CES3000000001?transform=YEAR_ON_YEAR&bucket=YEAR&from=2007-01-01',
    heading: 'All Employees: Manufacturing',
    requests: 1,
  },
  {
    name: 'series-of-one-figure',
    path: '/series/BLS:LAUCN060250000000003',
    heading: 'Unemployment Rate: Imperial, California',
    requests: 1,
  },
  {
    name: 'two-series',
    path: '/series/BLS:CES3000000001?with=BLS:CES3100000001',
    heading: 'All Employees: Manufacturing',
    requests: 1,
  },
  {
    name: 'recessions',
    path: '/series/NBER:USREC',
    heading: 'Recessions of the United States',
    requests: 1,
  },
  { name: 'sign-in', path: '/sign-in', heading: 'Sign in', requests: 0 },
  { name: 'company-for-others', path: COMPANY, heading: 'Companies are for staff', requests: 0 },
  {
    name: 'home-for-staff',
    path: '/',
    heading: 'The labour market, series by series and county by county',
    requests: 1,
    staff: true,
  },
  {
    name: 'state-for-staff',
    path: '/regions/US-06',
    heading: 'California',
    requests: 1,
    waves: 3,
    maps: 1,
    staff: true,
  },
  { name: 'company', path: COMPANY, heading: 'Lakefront Capital', requests: 1, maps: 1, staff: true },
];

const site = visitedSite();

/** Waves as the corner of the page writes them. */
function waveText(waves: number): string {
  return `${waves} ${waves === 1 ? 'wave' : 'waves'}`;
}

describe('each page is one GraphQL request, to no other host, that anybody can read', () => {
  test.for(pages)('$name', async ({ name, path, heading, requests, waves = 2, maps = 0, staff = false }) => {
    const { page, problems } = await site.visit();
    if (staff) await signIn(page, STAFF_TOKEN);
    const before = site.graphqlRequests();
    await open(page, path);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(heading);
    const sent = site.graphqlRequests() - before;
    expect(sent).toBeGreaterThanOrEqual(requests);
    expect(sent).toBeLessThanOrEqual(requests + maps);
    const receipt = (await page.getByTestId('receipt').textContent()) ?? '';
    expect(receipt).toMatch(requests === 0 ? /^No request$/ : new RegExp(`^1 request, \\d+ ms, ${waveText(waves)}$`));
    await keepScreenshot(page, `${name}-light`);
    expect(await axeViolations(page)).toEqual([]);

    await page.emulateMedia({ colorScheme: 'dark' });
    await settle(page);
    await keepScreenshot(page, `${name}-dark`);
    expect(await axeViolations(page)).toEqual([]);

    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, `${name}-phone`);

    await page.emulateMedia({ colorScheme: 'dark' });
    await settle(page);
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, `${name}-phone-dark`);
    expect(problems()).toEqual([]);
    await page.context().close();
  });
});

test('an answer that the gateway allows to be cached is not requested again', async () => {
  const { page } = await site.visit();
  await open(page, '/series/BLS:CES2000000001');
  const before = site.graphqlRequests();
  await page.reload();
  expect(await page.getByTestId('receipt').textContent()).toMatch(/^0 requests, cached for \d+ s, \d+ ms, 2 waves$/);
  expect(site.graphqlRequests() - before).toBe(0);
  await page.context().close();
});

test('a link asks for nothing before it is followed, and for one page then', async () => {
  const { page, problems } = await site.visit();
  await open(page, '/regions');
  const before = site.graphqlRequests();
  await page.getByRole('link', { name: 'Ohio' }).hover();
  await page.getByRole('link', { name: 'Ohio' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ohio' }).waitFor();
  await page.waitForLoadState('networkidle');
  // The page, and the picture of its map.
  expect(site.graphqlRequests() - before).toBe(2);
  expect(await page.title()).toBe('Ohio · Chronos Graph');
  expect(problems()).toEqual([]);
  await page.context().close();
});

test.for([
  ['/regions/US-99', 1],
  ['/articles/none', 1],
  ['/series/BLS:NONE', 1],
  ['/pages/none', 1],
  ['/companies/none', 0],
  ['/nothing', 0],
] as const)('what there is not is HTTP 404, and said to be missing: %s', async ([path, requests]) => {
  const { page, problems } = await site.visit();
  const before = site.graphqlRequests();
  await open(page, path);
  await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
  expect(problems().filter((problem) => problem.startsWith('HTTP '))).toEqual([`HTTP 404: ${site.url}${path}`]);
  expect(site.graphqlRequests() - before).toBe(requests);
  expect(await axeViolations(page)).toEqual([]);
  await page.context().close();
});

test.for([1280, 390])('the note of requests covers nothing, at %i px', async (width) => {
  const { page } = await site.visit({ viewport: { width, height: 844 } });
  await open(page, '/series/BLS:CES3000000001');
  const note = await page.getByRole('complementary', { name: 'Requests of this page' }).boundingBox();
  const main = await page.getByRole('main').boundingBox();
  const footer = await page.getByRole('contentinfo').boundingBox();
  if (!note || !main || !footer) throw new Error('A part of the page is not there.');
  expect(note.y).toBeGreaterThanOrEqual(main.y + main.height);
  expect(note.y + note.height).toBeLessThanOrEqual(footer.y);
  await page.context().close();
});

test('the icon is where browsers look for it before the page names it', async () => {
  const { page } = await site.visit();
  const response = await page.request.get('/favicon.ico');
  expect([response.status(), response.headers()['content-type']]).toEqual([200, 'image/svg+xml']);
  await page.context().close();
});

test('the keyboard skips to the content', async () => {
  const { page } = await site.visit();
  await open(page, '/');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
  await page.context().close();
});

test('a company that there is not is HTTP 404 for staff, too', async () => {
  const { page, problems } = await site.visit();
  await signIn(page, STAFF_TOKEN);
  const path = COMPANY.replace(/09$/, '99');
  await open(page, path);
  await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
  expect(problems()).toContain(`HTTP 404: ${site.url}${path}`);
  await page.context().close();
});
