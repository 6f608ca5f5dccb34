import { describe, expect, test } from 'vitest';
import { createClient, type PagesOptions } from './client.ts';
import { type Scripted, scriptedFetch } from './testing.ts';

interface List {
  readonly list: {
    readonly edges?: { readonly node: number | null }[] | null;
    readonly nodes?: number[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
}

const page = (nodes: (number | null)[], hasNextPage: boolean, endCursor: string | null) => ({
  body: { data: { list: { edges: nodes.map((node) => ({ node })), pageInfo: { hasNextPage, endCursor } } } },
});

/** Reads a scripted list; answers with its rows and with the variables that each page was asked with. */
function readers(...script: readonly Scripted[]) {
  const { fetch, asked } = scriptedFetch(...script);
  const client = createClient({ url: 'https://graph.example/graphql', fetch, retries: 0 });
  const document: string & { __apiType?: (variables: { first?: number; after?: string }) => List } =
    'query($first: Int, $after: String) { list(first: $first, after: $after) { edges { node } } }';
  return {
    pages: (options?: PagesOptions) => client.pages(document, { first: 2 }, ({ list }: List) => list, options),
    variables: () => asked.map(({ body }) => (body as { variables: unknown }).variables),
  };
}

async function all<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const read: Row[] = [];
  for await (const row of rows) read.push(row);
  return read;
}

describe('a list over all its pages', () => {
  test('goes on at each cursor, to the last page', async () => {
    const { pages, variables } = readers(page([1, null, 2], true, 'a'), page([], true, 'b'), page([3], false, 'c'));
    expect(await all(pages())).toEqual([1, 2, 3]);
    expect(variables()).toEqual([{ first: 2 }, { first: 2, after: 'a' }, { first: 2, after: 'b' }]);
  });

  test('has its rows in `nodes` too', async () => {
    const nodes = { body: { data: { list: { nodes: [1, 2], pageInfo: { hasNextPage: false, endCursor: 'a' } } } } };
    expect(await all(readers(nodes).pages())).toEqual([1, 2]);
  });

  test.for([
    ['a list that is null', [{ body: { data: { list: null } } }], []],
    ['edges that are null', [{ body: { data: { list: { edges: null, pageInfo: { hasNextPage: false } } } } }], []],
    ['a next page without a cursor', [page([1], true, null)], [1]],
  ] as const)('ends at %s', async ([, script, rows]) => {
    expect(await all(readers(...script).pages())).toEqual(rows);
  });

  test.for([
    ['an operation that does not use its cursor', [page([1], true, 'a'), page([1], true, 'a')], 'after: $after', [1]],
    ['a page without its information', [{ body: { data: { list: { nodes: [1] } } } }], 'pageInfo {', []],
    [
      'one without its cursor',
      [{ body: { data: { list: { nodes: [1], pageInfo: { hasNextPage: true } } } } }],
      'endC',
      [],
    ],
  ] as const)('throws at %s, as a part of a list is not the list', async ([, script, message, rows]) => {
    const read: number[] = [];
    const reading = async () => {
      for await (const row of readers(...script).pages()) read.push(row);
    };
    await expect(reading()).rejects.toSatisfy((error) => error instanceof TypeError && error.message.includes(message));
    expect(read).toEqual(rows);
  });

  test('ends after `limit` rows, without asking for a page that is not needed', async () => {
    const { pages, variables } = readers(page([1, 2], true, 'a'), page([3, 4], true, 'b'));
    expect(await all(pages({ limit: 2 }))).toEqual([1, 2]);
    expect(variables()).toHaveLength(1);
    expect(await all(readers(page([1, 2], true, 'a'), page([3, 4], true, 'b')).pages({ limit: 3 }))).toEqual([1, 2, 3]);
    expect(await all(readers().pages({ limit: 0 }))).toEqual([]);
  });

  test('throws past `maxPages`', async () => {
    const { pages } = readers(page([1], true, 'a'), page([2], true, 'b'), page([3], false, 'c'));
    const read: number[] = [];
    const reading = async () => {
      for await (const row of pages({ maxPages: 2 })) read.push(row);
    };
    await expect(reading()).rejects.toMatchObject({
      code: 'TOO_MANY_PAGES',
      message: expect.stringContaining(
        'The list has more than 2 pages. Request larger pages (first) or fewer rows (limit)',
      ),
    });
    expect(read).toEqual([1, 2]);
  });

  test('requests a page when its first row is read: a reader that stops requests no more', async () => {
    const { pages, variables } = readers(page([1, 2], true, 'a'));
    const rows = pages();
    expect(variables()).toEqual([]);
    for await (const _row of rows) break;
    expect(variables()).toHaveLength(1);
  });

  test('is cancelled by its signal, by the reason that was given', async () => {
    const controller = new AbortController();
    const { pages } = readers(page([1], true, 'a'));
    const rows = pages({ signal: controller.signal });
    expect(await rows.next()).toEqual({ done: false, value: 1 });
    const next = rows.next();
    controller.abort(new Error('Enough.'));
    await expect(next).rejects.toThrow('Enough.');
  });

  test('throws what a page throws', async () => {
    const broken = {
      body: { data: { list: null }, errors: [{ message: 'No.', extensions: { code: 'UPSTREAM_FAILED' } }] },
    };
    await expect(all(readers(page([1], true, 'a'), broken).pages())).rejects.toMatchObject({ code: 'UPSTREAM_FAILED' });
  });
});
