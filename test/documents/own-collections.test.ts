import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { startDirectus } from '../../sandbox/directus/index.ts';
import { startTwenty } from '../../sandbox/twenty/index.ts';
import { startGateway, type TestGateway, type TestGatewayOptions } from '../gateway.ts';
import { start } from '../process.ts';
import { examplesOf, readPage } from './markdown.ts';
import {
  contentWithEvents,
  emptyContent,
  emptySchema,
  type Folder,
  filesOfPage,
  makeFolder,
  rockets,
  schemaWithEvents,
  schemaWithRockets,
} from './own-collections.ts';

/* Every step of docs/own-collections.md, from an empty Directus on. */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const [events, rocket, joined] = examplesOf(await readPage('docs/own-collections.md'));
const files = await filesOfPage();
const [first, second, links, whole, operation] = files;

const made = {
  content: contentWithEvents(),
  cmsSchema: schemaWithEvents(),
  crmSchema: schemaWithRockets(),
  records: rockets,
} satisfies TestGatewayOptions;

/** A folder with files of the page, until the test or the file is over. */
async function folderWith(...written: readonly (typeof first)[]): Promise<Folder> {
  return makeFolder(written.flatMap((file) => file ?? []));
}

async function startWith(folder: Folder, options: TestGatewayOptions = made): Promise<TestGateway> {
  return startGateway({ ...options, deployment: await folder.load() });
}

async function answered(gateway: TestGateway, query = ''): Promise<unknown> {
  return (await gateway.ask(query, {}, { staff: true })).result;
}

let folder: Folder;
let gateway: TestGateway;
beforeAll(async () => {
  folder = await folderWith(links, whole, operation);
  gateway = await startWith(folder);
});
afterAll(async () => {
  await gateway.close();
  await folder.remove();
});

test('the page has the files that its steps speak of', () => {
  expect(files.map(({ path }) => path)).toEqual([
    'chronos.config.ts',
    'chronos.config.ts',
    'links.ts',
    'chronos.config.ts',
    'operations/Events.graphql',
  ]);
});

async function withGateway(
  written: readonly (typeof first)[],
  options: TestGatewayOptions,
  run: (gateway: TestGateway) => Promise<void>,
): Promise<void> {
  const own = await folderWith(...written);
  onTestFinished(() => own.remove());
  const started = await startWith(own, options);
  await run(started).finally(() => started.close());
}

test('step 1: over an empty Directus the rest of the graph serves', async () => {
  const empty = { ...made, content: emptyContent, cmsSchema: emptySchema() };
  await withGateway([first], empty, async (started) => {
    const { state } = started.generations;
    expect(state.upstreams[0]).toMatchObject({ name: 'directus', schemaFrom: 'live', problem: undefined });
    expect(state.findings).toEqual([]);
    expect(await answered(started, '{ region(code: "US-12") { name } crmRockets(first: 1) { totalCount } }')).toEqual({
      data: { region: { name: 'Florida' }, crmRockets: { totalCount: 3 } },
    });
    expect(await answered(started, '{ cmsEvents { title } }')).toHaveProperty('errors.0.message');
  });
});

test('step 2: a collection joins once the file lists it, and anyone may read it, its status included', async () => {
  await withGateway([first], made, async (started) => {
    expect((await started.ask('{ cmsEvents { title } }')).result).toMatchObject({
      errors: [{ message: 'Cannot query field "cmsEvents" on type "Query".' }],
    });
  });
  await withGateway([second], made, async (started) => {
    expect((await started.ask(events?.query ?? '')).result).toEqual(events?.answer);
    expect(await answered(started, events?.query)).toEqual(events?.answer);
    expect((await started.ask('{ cmsEvents(limit: 1) { internalNote } }')).result).toEqual({
      data: { cmsEvents: [{ internalNote: 'Of Night launch.' }] },
    });
  });
});

test('step 3: a custom object of Twenty, read by staff', async () => {
  expect(await answered(gateway, rocket?.query)).toEqual(rocket?.answer);
  expect((await gateway.ask(rocket?.query ?? '')).result).toMatchObject({
    errors: [{ message: expect.stringMatching(/^Cannot query field "crmRockets" on type "Query"\./) }],
  });
});

describe('steps 4 and 5', () => {
  test('both are joined to regions, and nothing is left out', async () => {
    expect(gateway.generations.state.findings).toEqual([]);
    expect(await answered(gateway, joined?.query)).toEqual(joined?.answer);
  });

  test('what the file hides is absent for all but staff', async () => {
    const query = '{ cmsEvents(limit: 1, filter: { internalNote: { _nnull: true } }) { internalNote } }';
    expect(await answered(gateway, query)).toEqual({ data: { cmsEvents: [{ internalNote: 'Of Night launch.' }] } });
    const { result } = await gateway.ask(query);
    expect(result.data).toBeUndefined();
    expect(JSON.stringify(result)).not.toContain('Night launch');
  });

  test('who may not see rockets sees no list of them either', async () => {
    const query =
      '{ region(code: "US-12") { events(first: 1) { region { name } } } __type(name: "Region") { fields { name } } }';
    const { result } = await gateway.ask(query);
    expect(result.data?.region).toEqual({ events: [{ region: { name: 'Florida' } }] });
    expect(JSON.stringify(result.data?.__type)).not.toContain('rockets');
  });

  test('fifty regions cost the requests of one', async () => {
    const of = async (count: number) => {
      const query = `{ regions(level: STATE, first: ${count}) { edges { node { name events { title } rockets { totalCount } } } } }`;
      const { result, requests } = await gateway.ask(query, {}, { staff: true });
      expect(result.errors).toBeUndefined();
      return requests;
    };
    const one = await of(1);
    expect({ ...one, analytics: 0 }).toEqual({ directus: 1, twenty: 1, analytics: 0 });
    const fifty = await of(50);
    expect({ ...fifty, analytics: 0 }).toEqual({ directus: 1, twenty: 1, analytics: 0 });
    // What a search found is located: with nothing found there is nothing to locate.
    expect(fifty.analytics).toBe(one.analytics + 1);
  });

  test('GraphiQL opens with the examples of the file', async () => {
    const page = await (await gateway.fetch('http://gateway/graphql', { headers: { accept: 'text/html' } })).text();
    expect(page).toContain('query Events(');
    expect(page).not.toContain('query Home');
  });
});

test('step 6: the commands write what belongs to the file into its folder, and check it', {
  timeout: 180_000,
}, async () => {
  const directus = await startDirectus({ token: 'directus-token', content: made.content, schema: made.cmsSchema });
  const twenty = await startTwenty({ apiKey: 'twenty-key', records: rockets, schema: made.crmSchema });
  onTestFinished(async () => {
    await Promise.all([directus.close(), twenty.close()]);
  });
  const env = {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    HOME: process.env.HOME,
    CHRONOS_CONFIG: join(folder.path, 'chronos.config.ts'),
    CHRONOS_SANDBOX: 'true',
    DIRECTUS_URL: directus.url,
    DIRECTUS_TOKEN: 'directus-token',
    TWENTY_URL: twenty.url,
    TWENTY_API_KEY: 'twenty-key',
  };
  const node = (...args: string[]) => promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
  const codegen = 'node_modules/@graphql-codegen/cli/esm/bin.js';
  const read = (path: string) => readFile(join(folder.path, path), 'utf8');

  await node('gateway/schema.ts', '--upstreams');
  expect(await read('subgraphs/directus/schema.graphql')).toContain('type events {');
  expect(await read('schema.graphql')).toContain('rockets: CrmRocketsInRegion');
  expect(await read('client/schema.graphql')).not.toMatch(/internalNote|rockets/);
  await node(codegen);
  expect(await read('generated/graphql.ts')).toContain('export type EventsQuery');
  await folder.write([{ path: 'tsconfig.json', text: TSCONFIG }]);
  await Promise.all([
    node('gateway/schema.ts', '--check'),
    node('gateway/schema/diff.ts'),
    node(codegen, '--check'),
    node('node_modules/typescript/bin/tsc', '--project', join(folder.path, 'tsconfig.json')),
  ]);

  const after = await startWith(folder, { ...made, down: 'directus' });
  onTestFinished(() => after.close());
  expect(after.generations.state.findings).toEqual([]);
  const hash = Object.keys(JSON.parse(await read('generated/persisted-documents.json')))[0] ?? '';
  const url = `http://gateway/graphql?documentId=${hash}&variables={"code":"US-12"}`;
  expect(await (await after.fetch(url)).json()).toMatchObject({
    data: { region: { name: 'Florida', events: null } },
    errors: [{ extensions: { code: 'UPSTREAM_UNREACHABLE' } }],
  });
});

const TSCONFIG = JSON.stringify({
  extends: '../../tsconfig.json',
  include: ['./**/*.ts'],
  exclude: [],
});

test('without a committed schema, what leads to a Directus that is down is left out', async () => {
  await withGateway([links, whole, operation], { ...made, down: 'directus' }, async (started) => {
    const subjects = started.generations.state.findings.map(({ subject }) => subject);
    expect(subjects).toEqual(['Directus events', 'CmsEvent.region', 'Region.events']);
    expect(await answered(started, '{ region(code: "US-12") { rockets { totalCount } } }')).toEqual({
      data: { region: { rockets: { totalCount: 2 } } },
    });
  });
});

test('the start warns of what the file lists and Directus does not have, and serves', async () => {
  const directus = await startDirectus({ token: 'directus-token', content: emptyContent, schema: emptySchema() });
  const own = await folderWith(second);
  const gateway = start({
    PORT: '0',
    CHRONOS_CONFIG: join(own.path, 'chronos.config.ts'),
    CHRONOS_SANDBOX: 'true',
    DATABASE_URL: inject('databaseUrl'),
    DIRECTUS_URL: directus.url,
    DIRECTUS_TOKEN: 'directus-token',
  });
  onTestFinished(async () => {
    await Promise.all([directus.close(), own.remove()]);
  });
  expect(await gateway.printed(/"warn".*\n/)).toContain(
    "Directus events: The deployment's file lists the collection, and Directus does not show it to the gateway.",
  );
  await gateway.printed(/Try:\n/);
});
