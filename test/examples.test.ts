import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from './gateway.ts';
import { type ServedGateway, serve } from './serve.ts';

/* Examples that need Node alone. The pages are visited by test/browser/examples.test.ts. */

const ROOT = fileURLToPath(new URL('..', import.meta.url));

let gateway: TestGateway;
let served: ServedGateway;
beforeAll(async () => {
  gateway = await startGateway();
  served = await serve(gateway);
});
afterAll(async () => {
  await served.close();
  await gateway.close();
});

test('node examples/node/report.js prints its report by one request', async () => {
  const env = { PATH: process.env.PATH, GRAPH_URL: `${served.url}/graphql` };
  const { stdout, stderr } = await promisify(execFile)('node', ['examples/node/report.js'], { cwd: ROOT, env });
  expect(stderr).toBe('');
  expect(stdout.trim().split('\n')).toEqual([
    'Unemployment rate, Percent',
    '30.1 in 2009-01: Imperial, California (California: two states in one map)',
    '27.7 in 2009-01: Vieques, Puerto Rico',
    '25.9 in 2009-01: Maunabo, Puerto Rico',
    '25.8 in 2009-01: Utuado, Puerto Rico',
    '25.7 in 2009-01: Santa Isabel, Puerto Rico',
  ]);
  expect(served.graphqlRequests()).toBe(1);
});
