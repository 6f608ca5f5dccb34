import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildClient } from '../consumer/build.ts';
import { startGateway, type TestGateway } from '../gateway.ts';
import { type ServedGateway, serve } from '../serve.ts';
import { startBrowser, visit } from './browser.ts';

/** The one package that the client imports. */
const PRINTER = '@0no-co/graphql.web';

/** A page of the gateway's own origin that uses the client as it is published, by GET, with an import map and no bundler. */
const PAGE = `<!doctype html><title>A page</title><link rel="icon" href="data:,">
<script type="importmap">{ "imports": { "${PRINTER}": "/printer.mjs" } }</script>
<script type="module">
  import { createClient, HomeDocument, SeriesPagesDocument } from '/client/index.js';
  const client = createClient({ url: new URL('/graphql', location.href), get: true });
  const { cmsSiteSettings } = await client.request(HomeDocument);
  const codes = [];
  for await (const { code } of client.pages(SeriesPagesDocument, { first: 2 }, (data) => data.seriesCatalog, { limit: 3 })) {
    codes.push(code);
  }
  document.title = cmsSiteSettings.title + ': ' + codes.length;
</script>`;

let dist: string;
let gateway: TestGateway;
let served: ServedGateway;
let browser: Browser;
beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'chronos-client-'));
  [gateway, browser] = await Promise.all([startGateway(), startBrowser(), buildClient(dist)]);
  served = await serve(gateway);
});
afterAll(() =>
  Promise.all([browser.close(), served.close(), gateway.close(), rm(dist, { recursive: true, force: true })]),
);

test("the partners' client runs in a browser as it is, whatever cookies that has", async () => {
  const { page, problems } = await visit(browser, served.url);
  await page.context().addCookies([{ name: 'theme', value: 'dark', url: served.url }]);
  await page.route('**/page', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
  await page.route('**/client/**', (route) =>
    route.fulfill({ path: join(dist, new URL(route.request().url()).pathname.replace('/client/', '')) }),
  );
  await page.route('**/printer.mjs', (route) => route.fulfill({ path: fileURLToPath(import.meta.resolve(PRINTER)) }));
  await page.goto('/page');
  await page.waitForFunction(() => document.title.includes(':'));
  expect(await page.title()).toBe('Chronos Graph: 3');
  expect(problems()).toEqual([]);
  expect(served.graphqlRequests()).toBe(3);
});
