import { describe, expect, it } from 'vitest';
import { startTwenty } from '../../../sandbox/twenty/index.ts';
import { company, LAKEFRONT, useTwenty } from '../testing.ts';

const { ask, calls } = useTwenty(startTwenty);

const PAGE = 'totalCount edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const BY_NAME = 'orderBy: [{ name: AscNullsLast }]';

/** All companies by name, each with its cursor. */
async function allByName(): Promise<{ cursor: string; node: { name: string } }[]> {
  const { data } = await ask(`{ crmCompanies(${BY_NAME}) { edges { cursor node { name } } } }`);
  calls.length = 0;
  return data.crmCompanies.edges;
}

describe('a page of a root connection', () => {
  /** The page that holds all from one place up to another. */
  const slice = (all: Awaited<ReturnType<typeof allByName>>, from: number, to: number) => ({
    totalCount: all.length,
    edges: all.slice(from, to),
    pageInfo: {
      hasNextPage: to < all.length,
      hasPreviousPage: from > 0,
      startCursor: all.slice(from, to).at(0)?.cursor ?? null,
      endCursor: all.slice(from, to).at(-1)?.cursor ?? null,
    },
  });

  it.each<[page: string, args: (cursor: (n: number) => string) => string, from: number, to: number]>([
    ['the first', () => 'first: 3', 0, 3],
    ['the last', () => 'last: 3', 21, 24],
    ['the last, more than there are', () => 'last: 30', 0, 24],
    ['past some', () => 'first: 2, offset: 22', 22, 24],
    ['after a cursor', (cursor) => `first: 3, after: "${cursor(4)}"`, 5, 8],
    ['the rest after a cursor', (cursor) => `first: 30, after: "${cursor(4)}"`, 5, 24],
    ['before a cursor', (cursor) => `last: 3, before: "${cursor(10)}"`, 7, 10],
    ['all before a cursor', (cursor) => `last: 3, before: "${cursor(2)}"`, 0, 2],
  ])('%s', async (_, args, from, to) => {
    const all = await allByName();
    const written = args((n) => all[n]?.cursor ?? '');
    expect(await ask(`{ crmCompanies(${BY_NAME}, ${written}) { ${PAGE} } }`)).toEqual({
      data: { crmCompanies: slice(all, from, to) },
    });
  });

  it('has nothing before it where nothing of its filter comes before the cursor', async () => {
    const [first] = await allByName();
    const args = `${BY_NAME}, filter: { name: { startsWith: "P" } }, first: 1, after: "${first?.cursor}"`;
    expect(await ask(`{ crmCompanies(${args}) { edges { node { name } } pageInfo { hasPreviousPage } } }`)).toEqual({
      data: {
        crmCompanies: { edges: [{ node: { name: 'Pacific Rim Fisheries' } }], pageInfo: { hasPreviousPage: false } },
      },
    });
  });

  it.each(['first: 2', 'last: 2', 'first: 2, offset: 3', 'first: 2, after: ', 'last: 2, before: '])(
    'costs one request: %s',
    async (args) => {
      const cursor = args.endsWith(' ') ? JSON.stringify((await allByName())[9]?.cursor) : '';
      await ask(`{ crmCompanies(${BY_NAME}, ${args}${cursor}) { ${PAGE} } }`);
      expect(calls).toHaveLength(1);
    },
  );

  it.each(['AscNullsFirst', 'AscNullsLast', 'DescNullsFirst', 'DescNullsLast'])(
    'goes on past what is null, in either direction: %s',
    async (direction) => {
      const order = `orderBy: [{ address: { addressLat: ${direction} } }]`;
      const all = (await ask(`{ crmCompanies(${order}) { edges { cursor node { name } } } }`)).data.crmCompanies.edges;
      for (const n of [0, 2, 12, 21, 23]) {
        const { cursor } = all[n];
        const query = `{
        after: crmCompanies(${order}, first: 30, after: "${cursor}") { ${PAGE} }
        before: crmCompanies(${order}, last: 30, before: "${cursor}") { ${PAGE} }
      }`;
        expect(await ask(query)).toEqual({ data: { after: slice(all, n + 1, 24), before: slice(all, 0, n) } });
      }
    },
  );

  it.each([
    ['first: 0, after: ', false, true],
    ['last: 0, before: ', true, false],
  ])('of no record knows what is beside it: %s', async (args, hasNextPage, hasPreviousPage) => {
    const all = await allByName();
    const cursor = all.at(hasNextPage ? 0 : -1)?.cursor;
    const query = `{ crmCompanies(${BY_NAME}, ${args}"${cursor}") { edges { cursor } pageInfo { hasNextPage hasPreviousPage } } }`;
    expect(await ask(query)).toEqual({
      data: { crmCompanies: { edges: [], pageInfo: { hasNextPage, hasPreviousPage } } },
    });
  });

  it.each([
    ['first: -1', '"first" must be 0 or more; it is -1.'],
    [
      'first: 1, last: 1',
      'Page forward with "first", "after" and "offset", or backward with "last" and "before", not with both.',
    ],
  ])('is refused for %s', async (args, message) => {
    expect(await ask(`{ firms: crmCompanies(${args}) { totalCount } crmPeople { totalCount } }`)).toEqual({
      data: { firms: null, crmPeople: { totalCount: 130 } },
      errors: [{ message, path: ['firms'], extensions: { code: 'BAD_USER_INPUT', upstream: 'twenty' } }],
    });
  });
});

describe('a page after a cursor of a list that has changed since', () => {
  const CREATED = company(950);
  const ids = async (args: string) => {
    const { data } = await ask(`{ crmCompanies(${BY_NAME}, ${args}) { edges { cursor node { id } } } }`);
    return data.crmCompanies.edges.map(({ node }: { node: { id: string } }) => node.id);
  };

  it('goes on where it was, once a record was created before it', async () => {
    const all = await allByName();
    const next = await ids(`first: 3, after: "${all[4]?.cursor}"`);
    await ask(`mutation { crmCreateCompany(data: { id: "${CREATED}", name: "AAA" }) { id } }`);
    calls.length = 0;
    expect(await ids(`first: 3, after: "${all[4]?.cursor}"`)).toEqual(next);
    // The page, where the cursor stands now, and the page from there.
    expect(calls).toHaveLength(3);
    await ask(`mutation { crmDestroyCompany(id: "${CREATED}") { id } }`);
  });

  it('goes on where it was, once its own record is gone', async () => {
    await ask(`mutation { crmCreateCompany(data: { id: "${CREATED}", name: "Harbor" }) { id } }`);
    const all = await allByName();
    const place = all.findIndex(({ node }) => node.name === 'Harbor');
    const { cursor } = all[place] ?? {};
    const [before, after] = [await ids(`last: 3, before: "${cursor}"`), await ids(`first: 3, after: "${cursor}"`)];
    await ask(`mutation { crmDestroyCompany(id: "${CREATED}") { id } }`);
    expect(await ids(`last: 3, before: "${cursor}"`)).toEqual(before);
    expect(await ids(`first: 3, after: "${cursor}"`)).toEqual(after);
  });
});

describe('a connection of one record', () => {
  it('has more than 60 children, with true counts', async () => {
    const query = `query($id: UUID!) { crmCompany(id: $id) {
      all: people { totalCount edges { node { id } } pageInfo { hasNextPage } }
      page: people(first: 60) { totalCount edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } }
      last: people(last: 2) { edges { node { id } } pageInfo { hasNextPage hasPreviousPage } }
    } }`;
    const { all, page, last } = (await ask(query, { id: LAKEFRONT })).data.crmCompany;
    expect(all.edges).toHaveLength(73);
    expect(all).toMatchObject({ totalCount: 73, pageInfo: { hasNextPage: false } });
    expect(page.edges).toHaveLength(60);
    expect(page).toMatchObject({
      totalCount: 73,
      pageInfo: { hasNextPage: true, hasPreviousPage: false, endCursor: page.edges[59].cursor },
    });
    expect(last).toEqual({ edges: all.edges.slice(-2), pageInfo: { hasNextPage: false, hasPreviousPage: true } });
    expect(calls).toHaveLength(3);
  });
});

describe('a connection of many records', () => {
  /** What each company has, asked for all at once and for each alone: the same but for the number of requests. */
  async function both(people: string) {
    const together = await ask(`{ crmCompanies { edges { node { id people${people} } } } }`);
    const requests = calls.length;
    const alone = await Promise.all(
      together.data.crmCompanies.edges.map(async ({ node: { id } }: { node: { id: string } }) => {
        const { data } = await ask(`{ crmCompany(id: "${id}") { id people${people} } }`);
        return { node: data.crmCompany };
      }),
    );
    return { together: together.data.crmCompanies.edges, alone, requests };
  }

  const NODES =
    '{ totalCount edges { cursor node { id company { id } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }';

  it.each([
    ['whole', ''],
    ['a first page', '(first: 2)'],
    ['a last page', '(last: 2, orderBy: [{ jobTitle: AscNullsLast }])'],
    ['an empty page', '(first: 0)'],
    ['past some', '(first: 2, offset: 1)'],
    ['in descending order', '(first: 2, orderBy: [{ position: DescNullsLast }])'],
    ['filtered', '(first: 2, filter: { jobTitle: { in: ["CFO", "Analyst"] }, position: { gt: 3, lt: 90 } })'],
  ])('is cut for each, from one request for all: %s', async (_, args) => {
    const { together, alone, requests } = await both(args + NODES);
    expect(together).toEqual(alone);
    expect(requests).toBe(2);
  });

  it('is cut at cursors', async () => {
    const order = 'orderBy: [{ position: AscNullsLast }]';
    const { data } = await ask(`{ crmPeople(${order}, offset: 30, first: 1) { edges { cursor } } }`);
    const [{ cursor }] = data.crmPeople.edges;
    calls.length = 0;
    const { together, alone, requests } = await both(`(${order}, first: 2, after: "${cursor}")${NODES}`);
    expect(together).toEqual(alone);
    expect(requests).toBe(2);
  });

  it('is requested for each where a cursor is of none of the children', async () => {
    const order = 'orderBy: [{ position: AscNullsLast }]';
    const { data } = await ask(`{ crmPeople(${order}, offset: 30, first: 1) { edges { cursor node { jobTitle } } } }`);
    const [{ cursor, node }] = data.crmPeople.edges;
    calls.length = 0;
    const args = `(${order}, filter: { jobTitle: { neq: "${node.jobTitle}" } }, first: 2, after: "${cursor}")`;
    const { together, alone, requests } = await both(args + NODES);
    expect(together).toEqual(alone);
    expect(requests).toBeGreaterThan(24);
  });

  it('is requested for each where aggregates are selected', async () => {
    const query =
      '{ crmCompanies(first: 2) { edges { node { opportunities(filter: { amount: { currencyCode: { eq: "USD" } } }) { totalCount sumAmountAmountMicros } } } } }';
    expect(await ask(query)).toEqual({
      data: {
        crmCompanies: {
          edges: [
            { node: { opportunities: { totalCount: 1, sumAmountAmountMicros: 400_000_000_000 } } },
            { node: { opportunities: { totalCount: 1, sumAmountAmountMicros: 50_000_000_000 } } },
          ],
        },
      },
    });
    expect(calls).toHaveLength(3);
  });

  it('asks nothing below an empty page', async () => {
    const query = '{ crmCompanies(first: 0) { edges { node { people { totalCount } } } } }';
    expect(await ask(query)).toEqual({ data: { crmCompanies: { edges: [] } } });
    expect(calls).toHaveLength(1);
  });

  it('says at each path what it is refused for', async () => {
    const query = '{ crmCompanies(first: 2) { edges { node { people(first: -1) { totalCount } } } } }';
    const error = (index: number) => ({
      message: '"first" must be 0 or more; it is -1.',
      path: ['crmCompanies', 'edges', index, 'node', 'people'],
      extensions: { code: 'BAD_USER_INPUT', upstream: 'twenty' },
    });
    expect(await ask(query)).toEqual({
      data: { crmCompanies: { edges: [{ node: { people: null } }, { node: { people: null } }] } },
      errors: [error(0), error(1)],
    });
  });
});

describe('the records of a group', () => {
  it('are a page that knows whether pages precede and follow it', async () => {
    const query = `{ crmPeopleGroupBy(
      groupBy: [{ company: { name: true } }], filter: { companyId: { eq: "${LAKEFRONT}" } }, offsetForRecords: 60
    ) { pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor } } }`;
    const [group] = (await ask(query)).data.crmPeopleGroupBy;
    expect(group.edges).toHaveLength(10);
    expect(group.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: true,
      endCursor: group.edges.at(-1).cursor,
    });
    expect(calls).toHaveLength(1);
  });
});

describe('connections in connections', () => {
  it('are a wave each', async () => {
    const query = `{ crmCompanies(first: 3) { edges { node {
      name
      noteTargets { edges { node { note { title noteTargets { totalCount edges { node { targetCompany { name } } } } } } } }
    } } } }`;
    const noteTargets = (n: number, name: string) => ({
      edges: [
        {
          node: {
            note: {
              title: `Call notes ${n}`,
              noteTargets: { totalCount: 1, edges: [{ node: { targetCompany: { name } } }] },
            },
          },
        },
      ],
    });
    const companies = ['Harbor Freight Analytics', 'Golden Gate Robotics', 'Cascade Timber Co'];
    expect(await ask(query)).toEqual({
      data: {
        crmCompanies: {
          edges: companies.map((name, index) => ({ node: { name, noteTargets: noteTargets(index + 1, name) } })),
        },
      },
    });
    expect(calls).toHaveLength(3);
  });

  it('behind a to-one start from its id', async () => {
    const query = '{ crmPeople(first: 2) { edges { node { firm: company { people(first: 1) { totalCount } } } } } }';
    const firm = { people: { totalCount: 3 } };
    expect(await ask(query)).toEqual({ data: { crmPeople: { edges: [{ node: { firm } }, { node: { firm } }] } } });
    expect(calls).toHaveLength(2);
  });
});
