import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Examination } from '../../doctor/examine.ts';
import { startDirectus } from '../../sandbox/directus/index.ts';
import { startTwenty } from '../../sandbox/twenty/index.ts';
import { copyRepository } from '../documents/copy.ts';
import {
  contentWithEvents,
  filesOfPage,
  rockets,
  schemaWithEvents,
  schemaWithRockets,
} from '../documents/own-collections.ts';
import { runLine } from '../documents/shell.ts';

/** What belongs to the demo: the table of docs/own-collections.md has it. */
const DEMO = ['chronos.config.ts', 'demo', 'client/views', 'client/operations', 'schema.graphql', 'docs/reference'];

/** What tests, measures and shows the demo. */
const AROUND = ['test', 'bench', 'examples'];

test('npm run schema, codegen and check work whole for a deployment of its own, also without the demo', {
  timeout: 5 * 60_000,
}, async () => {
  const [directus, twenty, copy] = await Promise.all([
    startDirectus({ token: 'directus-token', content: contentWithEvents(), schema: schemaWithEvents() }),
    startTwenty({ apiKey: 'twenty-key', records: rockets, schema: schemaWithRockets() }),
    copyRepository(),
  ]);
  onTestFinished(async () => {
    await Promise.all([directus.close(), twenty.close(), copy.remove()]);
  });
  const inCopy = (path: string) => join(copy.folder, path);
  await Promise.all([...DEMO, ...AROUND].map((path) => rm(inCopy(path), { recursive: true })));
  for (const { path, text } of await filesOfPage()) {
    await mkdir(dirname(inCopy(`acme/${path}`)), { recursive: true });
    await writeFile(inCopy(`acme/${path}`), text);
  }
  const settings = {
    CHRONOS_CONFIG: 'acme/chronos.config.ts',
    CHRONOS_SANDBOX: 'true',
    DIRECTUS_URL: directus.url,
    DIRECTUS_TOKEN: 'directus-token',
    TWENTY_URL: twenty.url,
    TWENTY_API_KEY: 'twenty-key',
  };
  const run = async (line: string) => {
    const { code, printed } = await runLine(line, { cwd: copy.folder, settings });
    return code === 0 ? 'done' : printed;
  };
  const user = '-c user.name=acme -c user.email=acme@example.com -c commit.gpgsign=false';
  const uncommitted = async () => {
    const { printed } = await runLine('npm run --silent doctor -- --json', { cwd: copy.folder, settings });
    const { findings }: Examination = JSON.parse(printed);
    return findings.filter(({ check, status }) => check === 'Upstream schemas' && status !== 'ok');
  };
  expect(await uncommitted()).toMatchObject(
    ['Directus', 'Twenty'].map((subject) => ({
      subject,
      remedy: expect.stringContaining('`npm run schema -- --upstreams`'),
    })),
  );
  expect(await run('npm run schema -- --upstreams')).toBe('done');
  expect(await uncommitted()).toEqual([]);
  expect(await run('npm run codegen')).toBe('done');
  expect(await run(`git init -q && git add acme && git ${user} commit -qm "Our deployment"`)).toBe('done');
  expect(await run('npm run check')).toBe('done');

  const config = await readFile(inCopy('acme/chronos.config.ts'), 'utf8');
  await writeFile(inCopy('acme/chronos.config.ts'), config.replace("'When it begins.'", '5'));
  expect(await run('npm run check')).toMatch(/acme\/chronos\.config\.ts\(\d+,\d+\): error TS/);
});
