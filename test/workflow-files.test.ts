import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const ROOT = new URL('../', import.meta.url);
const FOLDER = new URL('.github/workflows/', ROOT);

interface Workflow {
  readonly name: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly run?: string; readonly uses?: string }[] }>
  >;
}

const workflows = readdirSync(FOLDER).map((file): Workflow => parse(readFileSync(new URL(file, FOLDER), 'utf8')));
const steps = workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps));

test('workflows run the commands of this repository, with the least permissions', () => {
  expect(workflows.map(({ name, permissions }) => ({ name, permissions }))).toEqual([
    { name: 'ci', permissions: { contents: 'read' } },
    { name: 'release-client', permissions: { contents: 'read', 'id-token': 'write' } },
  ]);
  const { scripts } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
  const run = steps.flatMap(({ run: command }) => command ?? []);
  expect(run).toContain('bash .ci/run');
  const named = run.flatMap((command) => [...command.matchAll(/npm run (\S+)/g)].map(([, script = '']) => script));
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
});

test('the tests that a release runs are there', () => {
  const command = steps.find(({ run }) => run?.startsWith('npx vitest run'))?.run ?? '';
  const files = command.split(' ').filter((word) => word.endsWith('.test.ts'));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(readFileSync(fileURLToPath(new URL(file, ROOT)), 'utf8')).toContain('test(');
});
