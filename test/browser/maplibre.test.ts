import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, inject, test } from 'vitest';
import { startGateway } from '../gateway.ts';
import { startChild, untilReady } from '../live/child.ts';
import { freePort } from '../ports.ts';
import { serve } from '../serve.ts';
import { keepScreenshot, startBrowser, visit } from './browser.ts';
import { colourAt } from './pictures.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** ColorBrewer's YlGnBu, as the page has it; grey where there is no value. */
const COLOURS = ['ffffcc', 'a1dab4', '41b6c4', '2c7fb8', '253494'];

test('`npm run example:maplibre` shows a map over TileJSON and over an archive, pixel by pixel the same', async () => {
  await using started = new AsyncDisposableStack();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const gateway = await startGateway({ server: { corsOrigins: [origin] } });
  started.defer(() => gateway.close());
  const served = await serve(gateway);
  started.defer(() => served.close());
  const command = startChild({
    name: 'npm run example:maplibre',
    command: 'npm',
    args: ['run', 'example:maplibre'],
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: inject('databaseUrl'), PORT: String(port) },
  });
  started.defer(() => command.stop());
  await untilReady(command, async () => (await fetch(origin)).ok, 120_000);
  const browser = await startBrowser();
  started.defer(() => browser.close());
  const { page, problems } = await visit(browser, origin);
  await page.goto(`/?gateway=${served.url}`);
  await page.locator('#tilejson.painted').waitFor();
  await page.locator('#pmtiles.painted').waitFor();
  await keepScreenshot(page, 'maplibre');
  const pictures = await Promise.all(['tilejson', 'pmtiles'].map((id) => page.locator(`#${id} canvas`).screenshot()));
  const [one, other] = await Promise.all(pictures.map((picture) => sharp(picture).removeAlpha().raw().toBuffer()));
  expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true);
  const middle = await colourAt(pictures[0] ?? Buffer.alloc(0), 0.5, 0.5);
  expect(COLOURS).toContain(Buffer.from(middle).toString('hex'));
  expect(problems().filter((problem) => !problem.startsWith(`another host: ${served.url}/tiles/`))).toEqual([]);
});
