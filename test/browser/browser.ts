import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page, type Response } from 'playwright-core';

/** Debian's. */
export const CHROMIUM = '/usr/bin/chromium';

/** What the tests' pages looked like, for who wants to see it. Not committed. */
const SCREENSHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));

/** What draws WebGL without a graphics card, and what leaves a browser without any. */
const WEBGL = ['--enable-unsafe-swiftshader', '--use-gl=angle', '--use-angle=swiftshader'];
const NO_WEBGL = ['--disable-gpu', '--disable-3d-apis'];

/** Starts a browser that sends nothing of its own accord, with WebGL or without. */
export function startBrowser({ webGL = true } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...(webGL ? WEBGL : NO_WEBGL),
    ],
  });
}

/** A tab of a visitor of its own, with nothing kept from before. */
export interface Visitor {
  readonly page: Page;
  /** What should not happen on any page: errors and warnings of scripts, answers of 400 and above, requests to another origin. */
  problems(): readonly string[];
}

/** @param origin the site's: what is asked of any other is a problem */
export async function visit(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: origin, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      problems.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`HTTP ${response.status()}: ${response.url()}`);
  });
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (['http:', 'https:'].includes(protocol) && asked !== origin) problems.push(`another host: ${request.url()}`);
  });
  return { page, problems: () => problems };
}

/** Goes to a page and waits until all of it is there: its maps painted, and nothing under way. @returns its response */
export async function open(page: Page, path: string): Promise<Response | null> {
  const response = await page.goto(path);
  // Until then it may be loading, or have nothing to wait for yet.
  await page.getByTestId('receipt').waitFor();
  await page.waitForLoadState('networkidle');
  await settle(page);
  return response;
}

/** Waits until all maps of the page are painted. */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
}

/** Keeps what the whole page looks like. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${SCREENSHOTS}${name}.png`, fullPage: true });
}
