import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { borderNeighbours, mendedShapes, shapes } from '../testing/data.ts';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

const counties = shapes('counties');
const byName = (one: { name: string; code: string }, other: { name: string; code: string }) =>
  one.name === other.name ? (one.code < other.code ? -1 : 1) : one.name < other.name ? -1 : 1;
const countiesOf = (state: string) => counties.filter(({ code }) => code.startsWith(state)).sort(byName);

const byCodes = (fields: string) => `query ($codes: [String!]!) { regionsByCodes(codes: $codes) { ${fields} } }`;

describe('children', () => {
  test('are the regions whose parent it is, by level, name and code, as a connection', async () => {
    const { data, statements } = await subgraph.ask(
      byCodes('children(first: 3) { totalCount edges { node { code name level } } pageInfo { hasNextPage } }'),
      { codes: ['US-06', 'US-10', 'US-06037', 'CA-35', 'US-06'] },
    );
    const children = (code: string) => {
      const all = countiesOf(code);
      const edges = all.slice(0, 3).map(({ code, name }) => ({ node: { code, name, level: 'COUNTY' } }));
      return { children: { totalCount: all.length, edges, pageInfo: { hasNextPage: all.length > 3 } } };
    };
    const none = { children: { totalCount: 0, edges: [], pageInfo: { hasNextPage: false } } };
    expect(data).toEqual({
      regionsByCodes: [children('US-06'), children('US-10'), none, none, children('US-06')],
    });
    // The regions; the pages of all; the counts of all.
    expect(statements).toHaveLength(3);
  });

  test('page by page, forwards and backwards, are all of them once', async () => {
    const page = `query ($after: String, $before: String, $first: Int, $last: Int) {
      region(code: "US-13") {
        children(level: COUNTY, first: $first, after: $after, last: $last, before: $before) {
          edges { node { code } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        }
      }
    }`;
    interface Page {
      region: {
        children: { edges: { node: { code: string } }[]; pageInfo: Record<'startCursor' | 'endCursor', string> };
      };
    }
    const walk = async (variables: (info: Page['region']['children']['pageInfo'] | undefined) => object) => {
      const pages: string[][] = [];
      let info: Page['region']['children']['pageInfo'] | undefined;
      for (;;) {
        const { data } = await subgraph.ask(page, { ...variables(info) });
        const { edges, pageInfo } = (data as unknown as Page).region.children;
        if (edges.length === 0) return pages;
        pages.push(edges.map(({ node }) => node.code));
        info = pageInfo;
      }
    };
    const forwards = await walk((info) => ({ first: 50, ...(info && { after: info.endCursor }) }));
    const backwards = await walk((info) => ({ last: 70, ...(info && { before: info.startCursor }) }));
    const all = countiesOf('US-13').map(({ code }) => code);
    expect(forwards.flat()).toEqual(all);
    expect(backwards.reverse().flat()).toEqual(all);
  });

  test('of another level than there are, are none; a page past its bound is refused', async () => {
    const answer = await subgraph.ask(`{
      region(code: "US-06") {
        places: children(level: PLACE) { totalCount edges { cursor } }
        states: children(level: STATE) { totalCount edges { cursor } }
        all: children(first: 201) { totalCount }
      }
    }`);
    const none = { totalCount: 0, edges: [] };
    expect(answer.data).toEqual({ region: { places: none, states: none, all: null } });
    expect(errorsOf(answer)).toEqual([
      {
        message: 'first: from 0 to 200, not 201.',
        path: ['region', 'all'],
        extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' },
      },
    ]);
  });
});

test('ancestors are the parent, its parent and so on, from the nearest up', async () => {
  const { data } = await subgraph.ask(byCodes('code ancestors { code name level ancestors { code } }'), {
    codes: ['US-06037', 'US-06', 'CA-24'],
  });
  expect(data).toEqual({
    regionsByCodes: [
      { code: 'US-06037', ancestors: [{ code: 'US-06', name: 'California', level: 'STATE', ancestors: [] }] },
      { code: 'US-06', ancestors: [] },
      { code: 'CA-24', ancestors: [] },
    ],
  });
});

describe('neighbours share a border', () => {
  test('of states and of provinces, not those that meet in a corner', async () => {
    const { data } = await subgraph.ask(byCodes('neighbours { name }'), {
      codes: ['US-04', 'US-08', 'US-15', 'CA-12', 'CA-48'],
    });
    const named = (...names: string[]) => ({ neighbours: names.map((name) => ({ name })) });
    expect(data).toEqual({
      regionsByCodes: [
        // Arizona and Colorado only meet at Four Corners.
        named('California', 'Nevada', 'New Mexico', 'Utah'),
        named('Kansas', 'Nebraska', 'New Mexico', 'Oklahoma', 'Utah', 'Wyoming'),
        named(),
        named('New Brunswick'),
        named('Saskatchewan', 'British Columbia', 'Northwest Territories'),
      ],
    });
  });

  test('of a thousand counties: those that share an arc of the atlas, where they are as it has them', async () => {
    const arcs = borderNeighbours('counties');
    const mended = mendedShapes();
    const asInAtlas = (codes: readonly string[]) => codes.filter((code) => !(code in mended));
    const codes = asInAtlas(counties.map(({ code }) => code)).slice(0, 1_000);
    const { data, statements } = await subgraph.ask(byCodes('neighbours(first: 200) { code }'), { codes });
    const found = (data.regionsByCodes as { neighbours: { code: string }[] }[]).map(({ neighbours }) =>
      asInAtlas(neighbours.map(({ code }) => code)),
    );
    expect(found).toEqual(codes.map((code) => asInAtlas(arcs.get(code) ?? [])));
    expect(statements).toHaveLength(2);
  });

  test('the first so many of them, within bounds', async () => {
    const answer = await subgraph.ask(`{
      region(code: "US-08") { two: neighbours(first: 2) { name } none: neighbours(first: 0) { name } }
    }`);
    expect(answer.data).toEqual({ region: { two: [{ name: 'Kansas' }, { name: 'Nebraska' }], none: null } });
    expect(errorsOf(answer).map(({ message }) => message)).toEqual(['first: from 1 to 200, not 0.']);
  });
});

test('one statement per field and wave, at 1, 10 and 1,000 parents; geometry for nobody who did not ask', async () => {
  const fields = `
    name(language: FR) parent { code } ancestors { code } children(first: 2) { totalCount edges { node { code } } }
    neighbours { code } areaKm2 boundingBox centroid { latitude } geometry(simplify: 1000)
  `;
  const all = counties.map(({ code }) => code);
  const counts: number[] = [];
  for (const parents of [1, 10, 1_000]) {
    const { errors, statements } = await subgraph.ask(byCodes(fields), { codes: all.slice(0, parents) });
    expect(errors).toBeUndefined();
    counts.push(statements.length);
    const withGeometry = statements.filter((statement) => statement.includes('geom'));
    expect(withGeometry).toHaveLength(5);
  }
  // Regions, ancestors, children, their counts, neighbours, areas, boxes, centroids, shapes, parents.
  expect(counts).toEqual([10, 10, 10]);
});
