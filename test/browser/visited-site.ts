import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { startBrowser, type Visitor, visit } from './browser.ts';
import { type Site, startSite } from './site.ts';

/** The site of a file of tests, and a browser before it. */
export interface VisitedSite extends Pick<Site, 'url' | 'graphqlRequests'> {
  /** A visitor of its own, in a browser of light or dark, wide or narrow. */
  visit(options?: BrowserContextOptions): Promise<Visitor>;
}

/** Starts a site and a browser before the file's first test, and stops them after its last. */
export function visitedSite(): VisitedSite {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite(), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  return {
    get url() {
      return site.url;
    },
    graphqlRequests: () => site.graphqlRequests(),
    visit: (options) => visit(browser, site.url, options),
  };
}
