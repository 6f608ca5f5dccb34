import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../gateway.ts';
import { startChild, untilReady } from '../live/child.ts';
import { freePort } from '../ports.ts';
import { type ServedGateway, serve } from '../serve.ts';
import { axeViolations } from './axe.ts';
import { keepScreenshot, startBrowser, visit } from './browser.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let ports: Readonly<Record<'urql' | 'apollo', number>>;
let gateway: TestGateway;
let served: ServedGateway;
let browser: Browser;
beforeAll(async () => {
  ports = { urql: await freePort(), apollo: await freePort() };
  const corsOrigins = Object.values(ports).map((port) => `http://127.0.0.1:${port}`);
  [gateway, browser] = await Promise.all([startGateway({ server: { corsOrigins } }), startBrowser()]);
  served = await serve(gateway);
});
afterAll(async () => {
  await browser.close();
  await served.close();
  await gateway.close();
});

test.for(['urql', 'apollo'] as const)(
  'npm run example:%s serves a page of one request for each county',
  async (name) => {
    const url = `http://127.0.0.1:${ports[name]}`;
    const env = { ...process.env, PORT: String(ports[name]) };
    const page = startChild({ name, command: 'npm', args: ['run', `example:${name}`], cwd: ROOT, env });
    try {
      await untilReady(page, async () => (await fetch(url)).ok, 120_000);
      const visitor = await visit(browser, url);
      await visitor.page.goto(`/?graph=${encodeURIComponent(`${served.url}/graphql`)}`);
      const choose = async (county: string) => {
        await visitor.page.getByLabel('County').selectOption({ label: county });
        await visitor.page.getByRole('heading', { name: county, exact: true }).waitFor();
      };
      await choose('Imperial');
      await visitor.page.getByText('Imperial County, thirty percent').waitFor();
      await visitor.page.getByText(/^Unemployment rate: 30.1 Percent$/).waitFor();
      await choose('Los Angeles');
      await choose('Imperial');
      // The graph is on another host than the page: its two requests, and nothing else.
      expect(visitor.problems()).toEqual(Array(2).fill(expect.stringMatching(`^another host: ${served.url}/graphql`)));
      expect(await axeViolations(visitor.page)).toEqual([]);
      await keepScreenshot(visitor.page, `example-${name}`);
      await visitor.page.context().close();
    } finally {
      await page.stop();
    }
  },
);
