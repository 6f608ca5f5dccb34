import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { partners } from './consumer/partners.ts';
import { runSnippet, snippets, writeReadme } from './consumer/readme.ts';
import { run } from './consumer/run.ts';
import { serve } from './consumer/serve.ts';
import { startGateway, type TestGateway } from './gateway.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MODULES = join(ROOT, 'node_modules');
const TOOLS = {
  tsc: join(MODULES, 'typescript/bin/tsc'),
  codegen: join(MODULES, '.bin/graphql-codegen'),
};

/** A project with the package as it is published, and beside it what is installed here already. */
async function makeProject(): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'chronos-consumer-'));
  const installed = join(project, 'node_modules/@chronos-graph/client');
  await mkdir(installed, { recursive: true });
  const client = join(ROOT, 'client');
  await run(process.execPath, [TOOLS.tsc, '--project', client, '--outDir', join(installed, 'dist')], { cwd: client });
  for (const file of ['package.json', 'schema.graphql']) await cp(join(client, file), join(installed, file));
  for (const name of ['@graphql-codegen', '@graphql-typed-document-node', '@types', 'graphql', 'undici-types']) {
    await symlink(join(MODULES, name), join(project, 'node_modules', name));
  }
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'consumer', type: 'module', private: true }));
  return project;
}

let project: string;
let gateway: TestGateway;
let served: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  [project, gateway] = await Promise.all([makeProject(), startGateway({ server: { authenticators: [partners] } })]);
  served = await serve(gateway);
  await writeReadme(project, TOOLS);
});
afterAll(async () => {
  served.close();
  await Promise.all([gateway.close(), rm(project, { recursive: true, force: true })]);
});

const programs = (await snippets()).filter(({ file }) => file.endsWith('.ts') && file !== 'codegen.ts');

test.for(programs)("the README's $file compiles, and prints what it says", async (program) => {
  expect(await runSnippet(program, { cwd: project, origin: served.origin })).toEqual(program.prints);
});

test('the README shows all of it', () => {
  expect(programs.map(({ prints }) => prints.length)).toEqual([2, 1, 1, 2, 1, 1, 1, 1]);
});
