import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffToken } from '../gateway/identity/staff-token.ts';
import { buildClient, TSC } from './consumer/build.ts';
import { changeFor } from './consumer/changes.ts';
import { hoverOn } from './consumer/hover.ts';
import { programsAmong, readmeFiles } from './consumer/programs.ts';
import { runProgram, writeProject } from './consumer/project.ts';
import { run } from './consumer/run.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from './gateway.ts';
import { partner } from './partner.ts';
import { type ServedGateway, serve } from './serve.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLIENT = join(ROOT, 'client');
const MODULES = join(ROOT, 'node_modules');
const CODEGEN = join(MODULES, '.bin/graphql-codegen');

/** A project with the package as it is published, and beside it what is installed here already. */
async function makeProject(): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'chronos-consumer-'));
  const installed = join(project, 'node_modules/@chronos-graph/client');
  await mkdir(installed, { recursive: true });
  await buildClient(join(installed, 'dist'));
  for (const file of ['package.json', 'schema.graphql']) await cp(join(CLIENT, file), join(installed, file));
  for (const name of [
    '@0no-co',
    '@graphql-codegen',
    '@graphql-typed-document-node',
    '@types',
    'graphql',
    'graphql-sock',
    'undici-types',
  ]) {
    await symlink(join(MODULES, name), join(project, 'node_modules', name));
  }
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'consumer', type: 'module', private: true }));
  return project;
}

const authenticators = [partner, staffToken(STAFF_TOKEN)];
const files = await readmeFiles();
const programs = programsAmong(files);

let project: string;
let gateway: TestGateway;
let served: ServedGateway;
beforeAll(async () => {
  [project, gateway] = await Promise.all([makeProject(), startGateway({ server: { authenticators } })]);
  served = await serve(gateway);
  await writeProject(project, files);
  await run(process.execPath, [CODEGEN], { cwd: project });
  await run(process.execPath, [TSC, '--project', '.'], { cwd: project });
});
afterAll(async () => {
  await Promise.all([served.close(), gateway.close(), rm(project, { recursive: true, force: true })]);
});

test.for(programs)("the README's $file compiles, and prints what it says", async (program) => {
  const printed = runProgram(program, { project, origin: served.url });
  await changeFor(program, gateway);
  expect(await printed).toEqual(program.prints);
});

test('the README shows nine programs, those of the five tasks among them', () => {
  expect(programs.map(({ prints }) => prints.length)).toEqual([2, 1, 1, 1, 1, 1, 1, 2, 1]);
});

test.each([
  ['of the package', 'snippet-1.ts', 'article?.title', 'The headline, plain text.'],
  ['of an operation of one’s own', 'src/facts.ts', 'region?.name', 'Its name'],
])('an editor shows the description of a field of a result %s', async (_whose, file, text, description) => {
  expect(await hoverOn(project, file, text)).toContain(description);
});
