import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHROMIUM } from '../browser/browser.ts';
import { type Site, startSite } from '../browser/site.ts';
import { STAFF_TOKEN } from '../gateway.ts';

const COMPANY = '/companies/c0000000-0000-4000-8000-000000000009';

/** Each kind of page, and whether it is visited by staff. */
const PAGES: readonly (readonly [path: string, isStaff: boolean])[] = [
  ['/', false],
  ['/regions', false],
  ['/regions/US-26', false],
  ['/regions/US-06025', false],
  ['/regions/CA-35', false],
  ['/articles/manufacturing-after-the-great-recession', false],
  ['/pages/labour-market', false],
  ['/series?search=manufacturing', false],
  ['/series/BLS:CES3000000001', false],
  ['/sign-in', false],
  ['/', true],
  ['/regions/US-26', true],
  [COMPANY, true],
];

const CATEGORIES = ['performance', 'accessibility', 'best-practices'];

/** Of 100. */
const LEAST = 95;

/** Runs of a page: other programs of the machine count as the page's own time, so that the best one is taken. */
const RUNS = 3;

let site: Site;
let chrome: Awaited<ReturnType<typeof launch>>;
beforeAll(async () => {
  [site, chrome] = await Promise.all([
    startSite(),
    launch({ chromePath: CHROMIUM, chromeFlags: ['--headless', '--no-sandbox', '--disable-background-networking'] }),
  ]);
});
afterAll(async () => {
  chrome.kill();
  await site.close();
});

/** The cookie of staff, as the form of /sign-in sets it. */
const STAFF = `chronos_session=${Buffer.from(JSON.stringify({ token: STAFF_TOKEN, crm: true, bulk: true })).toString('base64url')}`;

test.for(PAGES)('%s, by staff: %s', { timeout: 300_000 }, async ([path, isStaff]) => {
  let best: readonly number[] = [];
  for (let run = 0; run < RUNS && (run === 0 || best.some((score) => score < LEAST)); run += 1) {
    const scores = await scoresOf(site.url + path, isStaff);
    best = scores.map((score, nth) => Math.max(score, best[nth] ?? 0));
  }
  console.info(`| ${path}${isStaff ? ', staff' : ''} | ${best.join(' | ')} |`);
  for (const [nth, category] of CATEGORIES.entries()) expect(best[nth], category).toBeGreaterThanOrEqual(LEAST);
});

/** What Lighthouse gives a page on a phone of its own, whose processor and network it slows down. */
async function scoresOf(url: string, isStaff: boolean): Promise<number[]> {
  const result = await lighthouse(url, {
    port: chrome.port,
    logLevel: 'error',
    onlyCategories: CATEGORIES,
    ...(isStaff && { extraHeaders: { Cookie: STAFF } }),
  });
  const categories = result?.lhr.categories ?? {};
  const failed = Object.values(result?.lhr.audits ?? {}).filter(
    ({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== 'informative',
  );
  if (process.env.LIGHTHOUSE_AUDITS) {
    for (const { id, score, displayValue } of failed) console.info(`  ${id}: ${score} ${displayValue ?? ''}`);
  }
  return CATEGORIES.map((category) => Math.round((categories[category]?.score ?? 0) * 100));
}
