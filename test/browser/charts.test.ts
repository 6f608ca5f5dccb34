import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { open } from './browser.ts';
import { colourAt } from './pictures.ts';
import { visitedSite } from './visited-site.ts';

const site = visitedSite();

const SERIES = '/series/BLS:CES3000000001';

/** The lines of the chart that is shown. */
const lines = (page: Page): Locator =>
  page
    .getByRole('img', { name: /^Chart: All Employees: Manufacturing, T/ })
    .locator('[aria-label="line"] path')
    .filter({ visible: true });

test('without scripts, lists are there and charts are drawn', async () => {
  const { page } = await site.visit({ javaScriptEnabled: false });
  await page.goto('/series');
  await page.getByText('3,373 series', { exact: true }).waitFor();
  await page.goto('/regions');
  expect(await page.locator('main a[href^="/regions/"]').count()).toBeGreaterThan(10);
  await page.goto('/');
  expect(await page.locator('main a[href^="/articles/"]').count()).toBeGreaterThan(1);
  await page.goto('/series/BLS:CES3000000001');
  const box = await lines(page).boundingBox();
  expect(box?.width).toBeGreaterThan(400);
  await page.context().close();
});

test('a file of figures has their units, and a bad range is the asker’s fault', async () => {
  const { page } = await site.visit();
  const get = (query: string) => page.request.get(`/series/BLS:CES3000000001/figures.csv?${query}`);
  expect(await (await get('from=2015-12-01')).text()).toBe(
    'time,value,units\r\n2015-12-01T00:00:00.000Z,12360,"Thousands of persons"\r\n',
  );
  const problem = 'The range begins on 2015-12-01, after its end on 2010-01-01.';
  const refused = await get('from=2015-12-01&to=2010-01-01');
  expect([refused.status(), await refused.text()]).toEqual([400, problem]);
  await open(page, '/series/BLS:CES3000000001?from=2015-12-01&to=2010-01-01');
  await page.getByText(problem, { exact: true }).waitFor();
  expect(await page.getByRole('heading', { name: 'Some of this page is missing' }).count()).toBe(0);
  await page.context().close();
});

test('recessions are shaded where lines are, named, and in the picture too, without scripts', async () => {
  const { page } = await site.visit({ javaScriptEnabled: false });
  await page.goto(SERIES);
  const shaded = page.locator('[aria-label="rect"] rect').filter({ visible: true });
  expect(await shaded.count()).toBe(1);
  const [line, recession] = [await lines(page).boundingBox(), await shaded.boundingBox()];
  if (!line || !recession) throw new Error('The chart is not on the page.');
  // January 2008 to July 2009, of January 2006 to December 2015.
  expect((recession.x - line.x) / line.width).toBeCloseTo(24 / 119, 1);
  expect(recession.width / line.width).toBeCloseTo(18 / 119, 1);
  const name = 'Recessions of the United States';
  await page.getByText(`Shaded: ${name}`).getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  // The series of the recessions does not shade itself.
  expect(await shaded.count()).toBe(0);
  await page.goto(`${SERIES}?from=2010-01-01`);
  expect([await shaded.count(), await page.getByText('Shaded:').count()]).toEqual([0, 0]);
  const colour = async (range: string) => {
    const response = await page.request.get(`${SERIES}/chart.png?${range}`);
    return colourAt(await response.body(), 0.9, 0.3);
  };
  const [paper = 0] = await colour('from=2010-01-01&to=2010-12-01');
  const [grey = 255] = await colour('from=2008-01-01&to=2009-06-01');
  expect([paper > 240, grey < 235]).toEqual([true, true]);
  await page.context().close();
});

test.for(['/articles/manufacturing-after-the-great-recession', '/pages/labour-market'])(
  'charts of %s are shaded, too',
  async (path) => {
    const { page } = await site.visit({ javaScriptEnabled: false });
    await page.goto(path);
    expect(await page.locator('[aria-label="rect"] rect').filter({ visible: true }).count()).toBeGreaterThan(0);
    await page.context().close();
  },
);

test('the pointer names the month, the figure and its units', async () => {
  const { page } = await site.visit();
  await open(page, `${SERIES}?from=2015-12-01`);
  const chart = page.getByRole('img', { name: /^Chart: All Employees/ });
  // Coming near it draws it again, with what follows the pointer.
  await chart.hover();
  const tip = chart.locator('[aria-label="tip"]');
  await tip.waitFor({ state: 'attached' });
  await chart.hover({ position: { x: 566, y: 100 } });
  await tip.getByText('12,360 thousand persons').waitFor();
  expect(await tip.textContent()).toContain('Dec 2015');
  await page.context().close();
});

test('a chart shows the range that its slider has, by the keyboard too, without a request', async () => {
  const { page, problems } = await site.visit();
  await open(page, SERIES);
  const whole = await lines(page).getAttribute('d');
  const before = site.graphqlRequests();
  await page.getByLabel('First figure of the chart').focus();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('PageUp');
  await expect.poll(() => lines(page).getAttribute('d')).not.toBe(whole);
  const shown = await page.getByLabel('First figure of the chart').getAttribute('aria-valuetext');
  expect(shown).not.toBe('January 1, 2006');
  await page.getByText(String(shown)).waitFor();
  expect(site.graphqlRequests()).toBe(before);
  expect(problems()).toEqual([]);
  await page.context().close();
});

test('a drag across a chart zooms into it, and a double click shows all of it', async () => {
  const { page, problems } = await site.visit();
  await open(page, SERIES);
  const chart = page.getByRole('img', { name: /^Chart: All Employees/ });
  await chart.hover();
  await chart.locator('[aria-label="tip"]').waitFor({ state: 'attached' });
  const box = await chart.boundingBox();
  if (!box) throw new Error('The chart is not on the page.');
  const at = (share: number) => [box.x + share * box.width, box.y + box.height / 2] as const;
  await page.mouse.move(...at(0.25));
  await page.mouse.down();
  await page.mouse.move(...at(0.5), { steps: 4 });
  await page.mouse.up();
  const [first, last] = [page.getByLabel('First figure of the chart'), page.getByLabel('Last figure of the chart')];
  const days = async () =>
    Promise.all([first, last].map(async (handle) => new Date((await handle.getAttribute('aria-valuetext')) ?? '')));
  await expect
    .poll(async () => (await days()).map((day) => day.getFullYear()), { timeout: 20_000 })
    .toEqual([2008, 2010]);
  await page.mouse.dblclick(...at(0.5));
  await expect
    .poll(async () => (await days()).map((day) => day.getFullYear()), { timeout: 20_000 })
    .toEqual([2006, 2015]);
  expect(problems()).toEqual([]);
  await page.context().close();
});

test('two series that count the same are two lines of a chart, with their ratio below, without scripts too', async () => {
  const { page } = await site.visit({ javaScriptEnabled: false });
  await page.goto(SERIES);
  await page.getByLabel('Compare with').fill('BLS:CES3100000001');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL(/with=BLS/);
  expect(await lines(page).count()).toBe(2);
  const ratio = page.getByRole('img', {
    name: /^Chart: All Employees: Manufacturing, divided by All Employees: Durable/,
  });
  expect(await ratio.getAttribute('aria-label')).toContain('Ratio: 1.58 on 2006-01-01');
  await page.context().close();
});

test('two that count different things are shown as an index', async () => {
  const { page, problems } = await site.visit();
  await open(page, `${SERIES}?with=BLS:LAUCN010010000000003`);
  expect(await lines(page).count()).toBe(1);
  await page.getByRole('link', { name: 'Show both as an index' }).click();
  await page.waitForURL(/transform=INDEX/);
  await open(page, `${SERIES}?with=BLS:NONE`);
  await page.getByText('There is no series with the code BLS:NONE.').waitFor();
  expect(problems()).toEqual([]);
  await page.context().close();
});

test('a chart is a picture to download, and HTML to embed', async () => {
  const { page } = await site.visit();
  await open(page, `${SERIES}?from=2010-01-01`);
  const picture = `${SERIES}/chart.png?from=2010-01-01`;
  const response = await page.request.get(picture);
  expect([response.status(), response.headers()['content-type']]).toEqual([200, 'image/png']);
  const { dominant } = await sharp(await response.body()).stats();
  const { width, height } = await sharp(await response.body()).metadata();
  // Mostly paper, of twice the size.
  expect([width, height, dominant.r > 240]).toEqual([1920, 1080, true]);
  await page.getByText('Embed the chart').click();
  expect(await page.getByLabel('HTML that shows this chart, with a link to this page').inputValue()).toBe(
    `<a href="${site.url}${SERIES}?from=2010-01-01"><img src="${site.url}${picture}" alt="All Employees: Manufacturing" width="960" height="540"></a>`,
  );
  await page.context().close();
});

test('tables sort by their columns, and back', async () => {
  const { page } = await site.visit();
  await open(page, '/regions');
  const states = page.getByRole('table', { name: 'States and territories' });
  const first = () => states.locator('tbody tr').first().locator('td').allTextContents();
  expect((await first())[0]).toBe('Alabama');
  await states.getByRole('button', { name: 'Highest' }).click();
  expect([(await first())[0], (await first())[4]]).toEqual(['California', '30.1']);
  expect(await states.getByRole('columnheader', { name: 'Highest' }).getAttribute('aria-sort')).toBe('descending');
  await states.getByRole('button', { name: 'Highest' }).click();
  expect(Number((await first())[4])).toBeLessThan(10);
  await page.context().close();
});
