import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staffToken } from '../../gateway/identity/staff-token.ts';
import { TSC } from '../consumer/build.ts';
import { bundle } from '../consumer/bundle.ts';
import { changeFor } from '../consumer/changes.ts';
import { otherClients, programsAmong, readmeFiles } from '../consumer/programs.ts';
import { runProgram, STRICT, writeProject } from '../consumer/project.ts';
import { run } from '../consumer/run.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from '../gateway.ts';
import { partner } from '../partner.ts';
import { type ServedGateway, serve } from '../serve.ts';
import { cachedFolder } from './folders.ts';
import { step } from './progress.ts';

const CLIENT = fileURLToPath(new URL('../../client', import.meta.url));
const CONSUMER = fileURLToPath(new URL('../consumer', import.meta.url));
const EDGE = join(CONSUMER, 'edge.ts');

const PROJECT = JSON.stringify({ name: 'consumer', type: 'module', private: true });

const INSTALL = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];

const readme = await readmeFiles();
/** What needs nothing that is generated. */
const plain = readme.filter(({ file }) => file.startsWith('snippet-'));
const all = [...readme, ...(await otherClients())];

/** A package, as `npm ls` shows it; an optional peer that is not installed has no version. */
interface Installed {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, Installed>>;
}

/** This run's Node, and the machine's own, the last on the path: npm puts the project's before it. */
const nodes = await versions([
  process.execPath,
  ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node')),
]);

async function versions(candidates: readonly string[]): Promise<{ version: string; node: string }[]> {
  const found = new Map<string, string>();
  for (const node of candidates.filter((candidate) => existsSync(candidate))) {
    found.set((await run(node, ['--version'], { cwd: CLIENT })).trim(), node);
  }
  return [...found].map(([version, node]) => ({ version, node }));
}

/** The pinned packages that examine the client, and those that it shares the graph with. */
async function installTools(): Promise<string> {
  const lock = await readFile(join(CONSUMER, 'package-lock.json'), 'utf8');
  return cachedFolder('client-tools', lock, (folder) =>
    step('installing what examines the client from npm', async () => {
      for (const file of ['package.json', 'package-lock.json']) await cp(join(CONSUMER, file), join(folder, file));
      await run('npm', ['ci', ...INSTALL], { cwd: folder });
    }),
  );
}

/** Puts packages into a project by links. */
async function link(tools: string, project: string, names: readonly string[]): Promise<void> {
  const to = join(project, 'node_modules');
  await mkdir(to, { recursive: true });
  for (const name of names) await symlink(join(tools, 'node_modules', name), join(to, name));
}

let folder: string;
let project: string;
let tarball: string;
let tools: string;
let gateway: TestGateway;
let served: ServedGateway;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chronos-package-'));
  project = await mkdtemp(join(folder, 'project-'));
  [tools, gateway] = await Promise.all([
    installTools(),
    startGateway({ server: { authenticators: [partner, staffToken(STAFF_TOKEN)] } }),
  ]);
  served = await serve(gateway);
  await run('npm', ['pack', '--pack-destination', folder, '--foreground-scripts=false'], { cwd: CLIENT });
  tarball = join(folder, (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? '');
  await writeFile(join(project, 'package.json'), PROJECT);
  await run('npm', ['install', ...INSTALL, tarball], { cwd: project });
}, 10 * 60_000);
afterAll(async () => {
  await Promise.all([served.close(), gateway.close(), rm(folder, { recursive: true, force: true })]);
});

const bin = (name: string) => join(tools, 'node_modules/.bin', name);

describe('the package', () => {
  test('has the JavaScript, its types and the graph of partners, and nothing else', async () => {
    const list = (await run('tar', ['--list', '--file', tarball], { cwd: folder })).trim().split('\n').sort();
    const modules = list.filter((file) => file.startsWith('package/dist/'));
    const rest = list.filter((file) => !modules.includes(file)).map((file) => file.replace('package/', ''));
    expect(rest).toEqual(['LICENSE', 'README.md', 'package.json', 'schema.graphql']);
    expect(modules.filter((file) => !/\.(d\.ts|js)$/.test(file))).toEqual([]);
    expect(modules.filter((file) => /test/.test(file))).toEqual([]);
  });

  test('brings nothing but a printer of documents, the types of typed documents, and graphql, whose types these take', async () => {
    const all = JSON.parse(await run('npm', ['ls', '--all', '--json'], { cwd: project }));
    const names = (tree: Installed): string[] =>
      Object.entries(tree.dependencies ?? {}).flatMap(([name, below]) =>
        below.version ? [name, ...names(below)] : [],
      );
    expect([...new Set(names(all))].sort()).toEqual([
      '@0no-co/graphql.web',
      '@chronos-graph/client',
      '@graphql-typed-document-node/core',
      'graphql',
    ]);
  });

  test('is clean to publint', async () => {
    expect(await run(bin('publint'), ['run', tarball, '--strict'], { cwd: folder })).toContain('All good!');
  });

  test('has types that are not wrong, for whoever imports it as a module', async () => {
    const options = ['--profile', 'esm-only', '--exclude-entrypoints', './schema.graphql', '--format', 'json'];
    const { problems } = JSON.parse(await run(bin('attw'), [tarball, ...options], { cwd: folder }));
    const found: { resolutionKind: string }[] = Object.values<{ resolutionKind: string }[]>(problems).flat();
    expect([...new Set(found.map(({ resolutionKind }) => resolutionKind))].sort()).toEqual(['node10', 'node16-cjs']);
  });

  test('runs where there is nothing of Node', async () => {
    const dist = join(project, 'node_modules/@chronos-graph/client/dist');
    const args = [
      '--experimental-vm-modules',
      '--experimental-import-meta-resolve',
      EDGE,
      dist,
      tools,
      `${served.url}/graphql`,
    ];
    expect(await run(process.execPath, args, { cwd: folder })).toBe('Chronos Graph\n');
  });
});

test('a bundle has what its program uses, and no other document', async () => {
  const program = join(project, 'bundled.js');
  const names = 'createClient, HomeDocument';
  await writeFile(program, `import { ${names} } from '@chronos-graph/client';\nconsole.log(${names});\n`);
  const code = await bundle(tools, program);
  await rm(program);
  expect(code).toContain('cmsSiteSettings');
  expect(code).not.toMatch(/crmCompany|seriesCatalog|choropleth/);
  expect(gzipSync(code).length).toBeLessThanOrEqual(6 * 1024);
});

const TYPESCRIPTS = [
  ['TypeScript 7', TSC, []],
  ['TypeScript 7, as bundlers resolve modules', TSC, ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ['TypeScript 5', undefined, []],
  ['TypeScript 5, as bundlers resolve modules', undefined, ['--module', 'esnext', '--moduleResolution', 'bundler']],
] as const;

describe('an empty project that it was installed into', () => {
  beforeAll(async () => {
    await link(tools, project, ['@types', 'undici-types']);
    await writeProject(project, plain);
    await run(process.execPath, [TSC, '--project', '.'], { cwd: project });
  });

  test.for(TYPESCRIPTS)('compiles with %s', async ([, tsc = bin('tsc'), options]) => {
    await run(process.execPath, [tsc, '--project', '.', '--noEmit', ...options], { cwd: project });
  });

  test.for(nodes.flatMap((node) => programsAmong(plain).map((program) => ({ ...node, ...program }))))(
    'runs $file of the README on Node $version',
    async ({ node, ...program }) => {
      expect(await runProgram(program, { project, origin: served.url, node })).toEqual(program.prints);
    },
  );
});

test.for(nodes)('CommonJS requires it on Node $version', async ({ node }) => {
  const program = join(project, 'required.cjs');
  await writeFile(program, "console.log(typeof require('@chronos-graph/client').createClient);\n");
  expect(await run(node, [program], { cwd: project })).toBe('function\n');
});

describe('a project with operations of its own, and other clients', () => {
  let other: string;
  beforeAll(async () => {
    other = await mkdtemp(join(folder, 'other-'));
    await link(tools, other, await readdir(join(tools, 'node_modules')));
    const name = 'node_modules/@chronos-graph/client';
    await cp(join(project, name), join(other, name), { recursive: true });
    await writeFile(join(other, 'package.json'), PROJECT);
    // Those of other clients do not all hold.
    await writeProject(other, all, { skipLibCheck: true });
    await run(bin('graphql-codegen'), [], { cwd: other });
    await run(bin('graphql-codegen'), ['--config', 'codegen.parsed.ts'], { cwd: other });
    const graph = join(name, 'schema.graphql');
    await run(bin('semantic-to-strict'), ['-i', graph, '-o', STRICT], { cwd: other });
    await run(bin('gql.tada'), ['generate-output'], { cwd: other });
    await run(process.execPath, [TSC, '--project', '.'], { cwd: other });
  }, 120_000);

  test.for(TYPESCRIPTS)('compiles with %s', async ([, tsc = bin('tsc'), options]) => {
    await run(process.execPath, [tsc, '--project', '.', '--noEmit', ...options], { cwd: other });
  });

  test.for(programsAmong(all.filter(({ file }) => file.startsWith('src/'))))('runs $file', async (program) => {
    const printed = runProgram(program, { project: other, origin: served.url });
    await changeFor(program, gateway);
    expect(await printed).toEqual(program.prints);
  });

  test('has from Relay types without the nulls that stand for errors', async () => {
    await cp(join(CONSUMER, 'relay'), join(other, 'relay'), { recursive: true });
    const config = {
      src: './relay',
      schema: './node_modules/@chronos-graph/client/schema.graphql',
      language: 'typescript',
    };
    await writeFile(join(other, 'relay.config.json'), JSON.stringify(config));
    await run(bin('relay-compiler'), [], { cwd: other });
    const types = await readFile(join(other, 'relay/__generated__/StateFactsQuery.graphql.ts'), 'utf8');
    expect(types).toContain('readonly areaKm2: number;');
    // Null in the data, not only with an error.
    expect(types).toContain('readonly landAreaKm2: number | null | undefined;');
  });
});
