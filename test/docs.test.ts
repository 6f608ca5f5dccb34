import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildSchema, type GraphQLOutputType, getNamedType, isListType, isNonNullType, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partsOf } from '../gateway/graphiql/src/documentation.ts';
import { anchorsOf, blocksOf, examplesOf, type Page, proseOf, readPages } from './documents/markdown.ts';
import { isShownOf } from './documents/shown.ts';
import { startGateway, type TestGateway } from './gateway.ts';

const ROOT = new URL('../', import.meta.url);

/** Their queries are of a graph with more in it: tests of their own run them. */
const OF_ANOTHER_GRAPH = ['docs/links.md', 'docs/own-collections.md'];

/** Where TypeScript is shown that test/client-readme.test.ts or a test of test/documents compiles and runs. */
const COMPILED = ['client/README.md', 'docs/links.md', 'docs/own-collections.md'];

const pages = await readPages();
const queries = pages
  .filter(({ path }) => !OF_ANOTHER_GRAPH.includes(path))
  .flatMap((page) =>
    blocksOf(page)
      .filter(({ language }) => language === 'graphql')
      .map(({ text }) => ({ path: page.path, text })),
  );
const anchors = new Map(pages.map((page) => [page.path, new Set(anchorsOf(page))]));
const schema = buildSchema(await readFile(new URL('schema.graphql', ROOT), 'utf8'));

/** Whether a link's target, as it stands in a document, leads somewhere. */
function resolves(target: string, page: Page): boolean {
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? page.path : join(dirname(page.path), decodeURI(file));
  if (!existsSync(new URL(path, ROOT))) return false;
  return anchor === undefined || (anchors.get(path)?.has(anchor) ?? false);
}

test('every document has been found', () => {
  expect(pages.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['CONTRIBUTING.md', 'README.md', 'bench/README.md', 'client/README.md', 'docs/README.md']),
  );
});

test.for(pages)('the links of $path lead somewhere', (page) => {
  const targets = [...proseOf(page).matchAll(/\]\(([^()\s]+)\)|\b(?:src|href)="([^"]+)"/g)].map(
    ([, linked, embedded]) => linked ?? embedded ?? '',
  );
  const relative = targets.filter((target) => !/^[a-z]+:/.test(target));
  expect(relative.filter((target) => !resolves(target, page))).toEqual([]);
});

test.for(pages)('the scripts that $path names are there', async ({ path, text }) => {
  const own = new URL('package.json', new URL(path, ROOT));
  const manifests = [new URL('package.json', ROOT), ...(existsSync(own) ? [own] : [])];
  const scripts = await Promise.all(
    manifests.map(async (manifest) => Object.keys(JSON.parse(await readFile(manifest, 'utf8')).scripts ?? {})),
  );
  const named = [...text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !scripts.flat().includes(name))).toEqual([]);
});

test('programs of TypeScript stand where they are compiled', () => {
  const withPrograms = pages.filter((page) =>
    blocksOf(page).some(({ language }) => /^([tj]sx?|mjs|typescript|javascript)$/.test(language)),
  );
  expect(withPrograms.map(({ path }) => path).filter((path) => !COMPILED.includes(path))).toEqual([]);
});

test('the README is a page of at most 700 words', () => {
  const words = pages.find(({ path }) => path === 'README.md')?.text.split(/\s+/) ?? [];
  expect(words.length).toBeGreaterThan(100);
  expect(words.length).toBeLessThanOrEqual(700);
});

test('the index names every page of docs/', () => {
  const index = pages.find(({ path }) => path === 'docs/README.md')?.text ?? '';
  const names = pages.flatMap(({ path }) => (/^docs\/(?!README)([\w-]+\.md)$/.exec(path) ?? []).slice(1));
  expect(names.filter((name) => !index.includes(`](${name})`))).toEqual([]);
});

/** Whether a type is a list, or a page of one. */
function isList(type: GraphQLOutputType): boolean {
  if (isNonNullType(type)) return isList(type.ofType);
  return isListType(type) || getNamedType(type).name.endsWith('Connection');
}

const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(
  (type) => type ?? [],
);
const rootFields = Object.values(schema.getQueryType()?.getFields() ?? {});

/** The example in a description. */
const exampleIn = ({ description }: { description?: string | null | undefined }) =>
  /For example `([^`]+)`/.exec(description ?? '')?.[1];

test('the description of each root type and of each list at the root has an example that is valid', () => {
  const lists = rootFields.filter(({ type }) => isList(type));
  expect(lists.length).toBeGreaterThan(30);
  const problems = [...roots, ...lists].flatMap((described) => {
    const { name } = described;
    const example = exampleIn(described);
    if (example === undefined) return [`${name}: no example`];
    return validate(schema, parse(example)).map(({ message }) => `${name}: ${message}`);
  });
  expect(problems).toEqual([]);
});

test('every type and every field, argument and value of it has a description', () => {
  const own = Object.values(schema.getTypeMap()).filter(({ name, astNode }) => astNode && !name.startsWith('__'));
  const parts = partsOf(schema).filter(({ type }) => own.includes(type));
  expect(parts.length).toBeGreaterThan(5_000);
  expect(parts.filter(({ description }) => description.trim() === '').map(({ path }) => path)).toEqual([]);
});

describe('queries', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.close());

  test('there are some', () => {
    expect(new Set(queries.map(({ path }) => path))).toEqual(
      new Set([
        'README.md',
        'client/README.md',
        'docs/agents.md',
        'docs/analytics.md',
        'docs/filters.md',
        'docs/for-analysts.md',
        'docs/for-front-ends.md',
        'docs/for-partners.md',
        'docs/incremental.md',
        'docs/reference/analytics.md',
        'docs/reference/content.md',
        'docs/reference/customers.md',
        'docs/subscriptions.md',
      ]),
    );
  });

  test.for(queries)('one of $path is of this graph', ({ text }) => {
    expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
  });

  // What is subscribed to is answered when something happens: test/subscriptions.
  const askable = queries.filter(({ text }) => !text.includes('$') && !/^subscription\b/m.test(text));
  test.for(askable)('one of $path is answered', async ({ path, text }) => {
    // The README's own query is for anyone who pastes it.
    const { result } = await gateway.ask(text, {}, { staff: path !== 'README.md' });
    expect(result.errors).toBeUndefined();
    // The keys of the reference's examples are made up.
    if (!path.startsWith('docs/reference/')) expect(Object.values(result.data ?? {})).not.toContain(null);
  });

  test.for([...roots, ...rootFields].flatMap((described) => exampleIn(described)?.match(/^{.*/) ?? []))(
    'the example of a description is answered: %s',
    async (example) => {
      const { result } = await gateway.ask(example, {}, { staff: true });
      expect(result.errors).toBeUndefined();
    },
  );

  const answers = pages
    .filter(({ path }) => !OF_ANOTHER_GRAPH.includes(path))
    .flatMap((page) => examplesOf(page).map((example) => ({ path: page.path, ...example })))
    .filter(({ query }) => !query.startsWith('subscription'));
  test.for(answers)('the answer that $path shows is what comes', async ({ query, answer }) => {
    const { result } = await gateway.ask(query, {}, { staff: true });
    expect({ answer, isShown: isShownOf(answer, result) }, JSON.stringify(result)).toEqual({ answer, isShown: true });
  });
});
