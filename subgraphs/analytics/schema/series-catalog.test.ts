import { afterAll, beforeAll, expect, test } from 'vitest';
import { countyRates } from '../testing/data.ts';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

interface Page {
  readonly totalCount: number;
  readonly edges: { readonly cursor: string; readonly node: { readonly code: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

async function page(args: string): Promise<Page> {
  const { data, errors } = await subgraph.ask(`{
    seriesCatalog(${args}) {
      totalCount edges { cursor node { code } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`);
  expect(errors).toBeUndefined();
  return data.seriesCatalog as Page;
}

const codesOf = ({ edges }: Page) => edges.map(({ node }) => node.code);
/** The series of counties. */
const COUNTIES = 'indicator: "UNEMPLOYMENT_RATE", frequency: ANNUAL';
const countyCodes = [...countyRates().keys()].map((code) => `BLS:LAUCN${code.slice(3)}0000000003`).sort();

test('every series is met once, in the order of its code, walking either way', async () => {
  const filter = `${COUNTIES}, `;
  const forward: string[] = [];
  let next: Page | undefined;
  do {
    next = await page(`${filter}first: 200${next ? `, after: "${next.pageInfo.endCursor}"` : ''}`);
    expect(next.pageInfo.hasPreviousPage).toBe(forward.length > 0);
    forward.push(...codesOf(next));
  } while (next.pageInfo.hasNextPage);
  expect(forward).toEqual(countyCodes);

  const backward: string[] = [];
  let previous: Page | undefined;
  do {
    previous = await page(`${filter}last: 200${previous ? `, before: "${previous.pageInfo.startCursor}"` : ''}`);
    expect(previous.pageInfo.hasNextPage).toBe(backward.length > 0);
    backward.unshift(...codesOf(previous));
  } while (previous.pageInfo.hasPreviousPage);
  expect(backward).toEqual(countyCodes);
});

test('a page says where it stands', async () => {
  const first = await page(`${COUNTIES}, first: 3`);
  expect(first).toEqual({
    totalCount: 3_218,
    edges: countyCodes.slice(0, 3).map((code) => ({ cursor: expect.any(String), node: { code } })),
    pageInfo: {
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: first.edges[0]?.cursor,
      endCursor: first.edges[2]?.cursor,
    },
  });
  expect(codesOf(await page(`${COUNTIES}, first: 3, after: "${first.edges[0]?.cursor}"`))).toEqual(
    countyCodes.slice(1, 4),
  );
  const between = await page(
    `${COUNTIES}, first: 3, after: "${first.edges[0]?.cursor}", before: "${first.edges[2]?.cursor}"`,
  );
  expect({ codes: codesOf(between), ...between.pageInfo }).toMatchObject({
    codes: [countyCodes[1]],
    hasNextPage: true,
    hasPreviousPage: true,
  });
  expect(await page(`${COUNTIES}, first: 0`)).toEqual({
    totalCount: 3_218,
    edges: [],
    pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
  });
});

test('twenty where no size is given', async () => {
  expect((await page('source: "BLS"')).edges).toHaveLength(20);
});

test('filters narrow the list', async () => {
  const totals = async (args: string) => (await page(args)).totalCount;
  expect(await totals('indicator: "EMPLOYMENT"')).toBe(22);
  expect(await totals('indicator: "UNEMPLOYMENT_RATE", frequency: MONTHLY')).toBe(14);
  expect(codesOf(await page('region: "US-06037"'))).toEqual(['BLS:LAUCN060370000000003']);
  expect(codesOf(await page('search: "manufacturing", indicator: "EMPLOYMENT"'))).toEqual([
    'BLS:CES3000000001',
    'BLS:CES3100000001',
    'BLS:CES3200000001',
  ]);
});

test('search takes words in any case, phrases, and the start of a code', async () => {
  expect(codesOf(await page('search: "LOS angeles unemployment"'))).toEqual(['BLS:LAUCN060370000000003']);
  expect(codesOf(await page('search: "\\"Total Nonfarm\\""'))).toEqual(['BLS:CES0000000001']);
  expect(codesOf(await page('search: "manufacturing -employees -persons"'))).toEqual(['BLS:UNEMP-RATE-MANUFACTURING']);
  expect(codesOf(await page('search: "ces310"'))).toEqual(['BLS:CES3100000001']);
  expect(codesOf(await page('search: "bls:ces310"'))).toEqual(['BLS:CES3100000001']);
  expect(codesOf(await page('search: "CES%"'))).toEqual([]);
  expect(codesOf(await page('search: "B_S:ces310"'))).toEqual([]);
  expect((await page('search: "bl"')).totalCount).toBe((await page('source: "BLS"')).totalCount);
  expect((await page('search: " "')).totalCount).toBe(3_373);
});

test('a page is one statement with what hangs on its series, and one more for the total', async () => {
  const query = '{ seriesCatalog(first: 200) { edges { node { title source { name } indicator { name } } } } }';
  expect((await subgraph.ask(query)).statements).toHaveLength(1);
  expect((await subgraph.ask('{ seriesCatalog { totalCount edges { cursor } } }')).statements).toHaveLength(2);
});

test.each([
  ['first: 201', 'first: from 0 to 200, not 201.'],
  ['last: -1', 'last: from 0 to 200, not -1.'],
  ['first: 1, last: 1', 'Give first or last, not both.'],
  ['after: "here"', 'after: not a cursor of this list. Take one from an edge or from pageInfo.'],
  [`search: "${'x'.repeat(201)}"`, 'search: at most 200 characters, not 201. Search for fewer words.'],
  [`search: "${'a '.repeat(17)}"`, 'search: at most 16 words, not 17. Search for fewer.'],
  ['before: "WzFd"', 'before: not a cursor of this list. Take one from an edge or from pageInfo.'],
])('seriesCatalog(%s) is refused', async (args, message) => {
  const answer = await subgraph.ask(`{ seriesCatalog(${args}) { totalCount } }`);
  expect(answer.data).toEqual({ seriesCatalog: null });
  expect(errorsOf(answer)).toEqual([
    { message, path: ['seriesCatalog'], extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' } },
  ]);
});
