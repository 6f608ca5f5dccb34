import { cp, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../consumer/run.ts';
import { startGateway, type TestGateway } from '../gateway.ts';
import { PARTNER_KEY, partner } from '../partner.ts';
import { type ServedGateway, serve } from '../serve.ts';
import { debianTree } from './debian.ts';
import { ownFolder } from './folders.ts';

/* The package for Python in the Python of Debian, whose packages have no pyarrow. */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

let gateway: TestGateway;
let served: ServedGateway;
let tree: string;
let folder: string;
beforeAll(async () => {
  gateway = await startGateway({ server: { authenticators: [partner] } });
  [served, tree] = await Promise.all([
    serve(gateway),
    debianTree({ name: 'python', variant: 'essential', packages: ['mypy', 'python3-pandas'] }),
  ]);
  folder = await ownFolder(join(tree, 'tmp'), 'chronos');
  await cp(join(ROOT, 'client/python'), folder, { recursive: true });
  await cp(join(ROOT, 'examples/python'), join(folder, 'examples'), { recursive: true });
}, 15 * 60_000);
afterAll(async () => {
  await Promise.all([served.close(), gateway.close(), rm(folder, { recursive: true, force: true })]);
});

/** Runs a module or a file by the tree's Python, in the package's folder. */
function python(...args: readonly string[]): Promise<string> {
  const settings = [
    `CHRONOS_URL=${served.url}/graphql`,
    `CHRONOS_KEY=${PARTNER_KEY}`,
    'PATH=/usr/bin:/bin',
    'PYTHONPATH=.',
  ];
  const inside = ['sh', '-c', 'cd "$0" && exec python3 "$@" 2>&1', `/${relative(tree, folder)}`];
  return run('chroot', [tree, 'env', '-i', ...settings, ...inside, ...args], { cwd: ROOT });
}

test('its types hold', { timeout: 120_000 }, async () => {
  expect(await python('-m', 'mypy', 'chronos_graph', 'tests', 'examples')).toContain('Success: no issues found');
});

test('its own tests pass', async () => {
  expect(await python('tests/test_client.py')).toMatch(/Ran 10 tests.*OK/s);
});

test('the example shows the counties that were hit hardest', async () => {
  expect(await python('examples/counties.py')).toBe(`Unemployment rate, percent, 2009
region
Imperial    30.1
Yuba        17.8
Trinity     15.9
All Employees: Manufacturing, thousands of persons, change in percent
time
2007    -2.0
2008    -3.4
2009   -11.6
2010    -2.7
`);
});
