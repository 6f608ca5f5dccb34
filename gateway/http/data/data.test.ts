import { tableFromIPC } from '@uwdata/flechette';
import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { csv } from '../../../subgraphs/analytics/files/formats/text.ts';
import { createDataFiles } from '../../../subgraphs/analytics/files/index.ts';
import { fileStream } from '../../../subgraphs/analytics/files/stream.ts';
import { analyticsSchema } from '../../../subgraphs/analytics/schema/index.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from '../../../test/gateway.ts';
import { PARTNER_KEY, partner } from '../../../test/partner.ts';
import { staffToken } from '../../identity/staff-token.ts';
import { BOUNDS } from '../../limits/bounds.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ server: { authenticators: [partner, staffToken(STAFF_TOKEN)] } });
});
afterAll(() => gateway.close());

const PARTNER = { authorization: `Bearer ${PARTNER_KEY}` };

function get(path: string, headers: Record<string, string> = PARTNER, method = 'GET'): Promise<Response> {
  return gateway.fetch(`http://gateway/data/${path}`, { method, headers });
}

type Row = Readonly<Record<string, string | number | null>>;

/** Reads each kind of file: moments as text, days as text, what is missing as null. */
const readers: Readonly<
  Record<string, (response: Response) => Promise<{ rows: Row[]; metadata?: Map<string, string> }>>
> = {
  async csv(response) {
    const [names = [], ...lines] = fieldsOf(await response.text());
    const cell = (text: string) => (text === '' ? null : /^-?[\d.]+$/.test(text) ? Number(text) : text);
    return { rows: lines.map((line) => Object.fromEntries(names.map((name, nth) => [name, cell(line[nth] ?? '')]))) };
  },
  async ndjson(response) {
    const lines = (await response.text()).split('\n').slice(0, -1);
    return { rows: lines.map((line) => JSON.parse(line)) };
  },
  async parquet(response) {
    const { buffer: file } = Uint8Array.from(new Uint8Array(await response.arrayBuffer()));
    const rows = (await parquetReadObjects({ file })) as Record<string, unknown>[];
    const { key_value_metadata: pairs = [] } = parquetMetadata(file);
    const metadata = new Map(pairs.map(({ key, value }) => [key, value ?? '']));
    return { rows: rows.map((row) => plain(row, days)), metadata };
  },
  async arrow(response) {
    const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()), { useDate: true });
    return { rows: table.toArray().map((row) => plain(row, days)), metadata: table.schema.metadata ?? new Map() };
  },
};
const days = ['starts_on', 'ends_on'];

function plain(row: Record<string, unknown>, ofDays: readonly string[]): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (!(value instanceof Date)) return [name, (value ?? null) as string | number | null];
      return [name, ofDays.includes(name) ? value.toISOString().slice(0, 10) : value.toISOString()];
    }),
  );
}

/** Rows of fields (RFC 4180). */
function fieldsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === '\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

async function ask(query: string) {
  const { result } = await gateway.ask(query, {}, { staff: true });
  expect(result.errors).toBeUndefined();
  return result.data as Record<string, unknown>;
}

/** What the graph answers of the same, as rows. */
const expected: Readonly<Record<string, () => Promise<Row[]>>> = {
  async 'observations?code=BLS:CES3000000001&from=2010-01-01&transform=YEAR_ON_YEAR'() {
    const { series } = await ask(
      '{ series(code: "BLS:CES3000000001") { observationColumns(from: "2010-01-01", transform: YEAR_ON_YEAR) { times values } } }',
    );
    const { times, values } = (series as { observationColumns: { times: string[]; values: number[] } })
      .observationColumns;
    return times.map((time, nth) => ({ series: 'BLS:CES3000000001', time, value: values[nth] ?? null }));
  },
  async 'panel?indicator=UNEMPLOYMENT_RATE&level=COUNTY&parent=US-06&from=2009-01-01&to=2009-12-31&bucket=YEAR'() {
    const { panel } = await ask(
      '{ panel(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, parent: "US-06", from: "2009-01-01", to: "2009-12-31", bucket: YEAR) { codes names times values } }',
    );
    const { codes, names, times, values } = panel as Record<'codes' | 'names' | 'times', string[]> & {
      values: number[][];
    };
    return codes.flatMap((code, row) =>
      times.map((time, nth) => ({ code, name: names[row] ?? '', time, value: values[row]?.[nth] ?? null })),
    );
  },
  async 'choropleth?indicator=UNEMPLOYMENT_RATE&level=COUNTY&method=JENKS&classes=3'() {
    const { choropleth } = await ask(
      '{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, method: JENKS, classes: 3) { regions { value class region { code name } } } }',
    );
    const { regions } = choropleth as {
      regions: { value: number; class: number; region: { code: string; name: string } }[];
    };
    return regions.map(({ region, value, class: number }) => ({ ...region, value, class: number }));
  },
  async 'series?source=BLS&search=Employees&where={"latest":{"gt":10000}}'() {
    const { seriesCatalog } = await ask(
      '{ seriesCatalog(source: "BLS", search: "Employees", where: {latest: {gt: 10000}}, orderBy: CODE_ASC, first: 200) { edges { node { code title units startsOn endsOn updatedAt indicator { code } } } } }',
    );
    type Node = Record<'code' | 'title' | 'units' | 'startsOn' | 'endsOn' | 'updatedAt', string> & {
      readonly indicator: { readonly code: string } | null;
    };
    return (seriesCatalog as { edges: { node: Node }[] }).edges.map(({ node }) => ({
      code: node.code,
      title: node.title,
      indicator: node.indicator?.code ?? null,
      region: 'US',
      frequency: 'M',
      seasonal_adjustment: 'SA',
      units: node.units,
      starts_on: node.startsOn,
      ends_on: node.endsOn,
      updated_at: node.updatedAt,
    }));
  },
};

describe.each(Object.keys(expected))('/data/%s', (file) => {
  const [name = '', query = ''] = file.split(/\?(.*)/);

  test.each(Object.keys(readers))('as %s has what the graph answers', async (extension) => {
    const response = await get(`${name}.${extension}?${query}`);
    expect(response.status).toBe(200);
    const { rows, metadata } = (await readers[extension]?.(response)) ?? { rows: [] };
    const graph = (await expected[file]?.()) ?? [];
    expect(graph.length).toBeGreaterThan(1);
    expect(rows.map((row) => ({ ...row }))).toEqual(graph);
    if (!metadata) return;
    expect(Object.fromEntries(metadata)).toMatchObject({
      source: 'U.S. Bureau of Labor Statistics',
      licence: expect.stringMatching(/public domain/i),
      retrieved_at: expect.stringMatching(/^20\d\d-/),
    });
  });
});

test('a file has the units of its transform; one per person is refused where no population is known', async () => {
  const file = 'observations.csv-metadata.json?code=BLS:CES3000000001&transform=';
  expect(await (await get(`${file}YEAR_ON_YEAR`)).json()).toMatchObject({ 'dc:description': 'Units: Percent' });
  const refused = await get(`${file}PER_CAPITA`);
  expect([refused.status, await refused.text()]).toEqual([
    400,
    expect.stringContaining('There is no series of the indicator POPULATION about \\"US\\".'),
  ]);
});

test('a file of CSV is described by another, as "CSV on the Web" has it', async () => {
  const path = 'observations.csv?code=BLS:CES3000000001';
  const link = (await get(path)).headers.get('link') ?? '';
  const [, target = ''] = /^<([^>]+)>; rel="describedby"/.exec(link) ?? [];
  const response = await get(target);
  expect(response.headers.get('content-type')).toBe('application/csvm+json');
  expect(await response.json()).toEqual({
    '@context': 'http://www.w3.org/ns/csvw',
    url: path,
    'dc:title': 'All Employees: Manufacturing',
    'dc:description': 'Units: Thousands of persons',
    'dc:publisher': 'U.S. Bureau of Labor Statistics',
    'dc:source': expect.stringMatching(/^https:/),
    'dc:license': expect.stringMatching(/public domain/i),
    'dc:date': expect.stringMatching(/^20\d\d-.*Z$/),
    tableSchema: {
      columns: [
        { name: 'series', titles: 'series', datatype: 'string', 'dc:description': expect.any(String) },
        { name: 'time', titles: 'time', datatype: 'dateTime', 'dc:description': expect.any(String) },
        { name: 'value', titles: 'value', datatype: 'double', 'dc:description': expect.any(String) },
      ],
    },
  });
});

test.each([
  'observations.csv?source=BLS&search=Employees',
  'panel.csv?indicator=UNEMPLOYMENT_RATE&level=COUNTY&parent=US-06&from=2009-01-01&bucket=YEAR',
  'choropleth.csv?indicator=UNEMPLOYMENT_RATE&level=COUNTY',
  'series.csv?source=BLS&search=Employees',
])('%s goes on after what a reader has whole', async (path) => {
  const [names, ...whole] = fieldsOf(await (await get(path)).text());
  const last = whole[Math.floor(whole.length / 2)]?.[0] ?? '';
  const [sameNames, ...rest] = fieldsOf(await (await get(`${path}&after=${last}`)).text());
  const has = whole.slice(0, whole.findLastIndex(([code]) => code === last) + 1);
  expect(sameNames).toEqual(names);
  expect([...has, ...rest]).toEqual(whole);
});

test.each([
  ['text/csv', 'text/csv; charset=utf-8; header=present'],
  ['application/vnd.apache.parquet, text/csv;q=0.5', 'application/vnd.apache.parquet'],
  ['*/*', 'text/csv; charset=utf-8; header=present'],
])('without an extension, Accept: %s is answered with %s', async (accept, type) => {
  const response = await get('choropleth?indicator=UNEMPLOYMENT_RATE&level=COUNTY', { accept });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
});

test('an ETag answers 304 for as long as nothing changed, and is of its parameters and format', async () => {
  const path = 'choropleth.csv?indicator=UNEMPLOYMENT_RATE&level=COUNTY';
  const etag = (await get(path)).headers.get('etag') ?? '';
  const again = await get(path, { ...PARTNER, 'if-none-match': etag });
  expect([again.status, await again.text()]).toEqual([304, '']);
  for (const other of [path.replace('.csv', '.parquet'), `${path}&classes=3`]) {
    expect((await get(other, { ...PARTNER, 'if-none-match': etag })).status).toBe(200);
  }
  const head = await get(path, {}, 'HEAD');
  expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
  expect(head.headers.get('cache-control')).toBe(
    'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400',
  );
  expect(head.headers.get('cache-tag')).toBe('graph,DataSource,Indicator,Region,Series');
});

describe('audiences, prices and rates are those of operations', () => {
  test.each([
    ['observations.csv?code=BLS:CES3000000001', 403],
    ['panel.csv?indicator=UNEMPLOYMENT_RATE&level=STATE&from=2009-01-01', 403],
    ['choropleth.csv?indicator=UNEMPLOYMENT_RATE&level=COUNTY', 200],
    ['series.csv?source=BLS&search=Employees', 200],
  ])('the public is answered %s with %i', async (path, status) => {
    const response = await get(path, {});
    expect(response.status).toBe(status);
    if (status === 403)
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  test('a credential that is not good is refused, and a cookie needs its header', async () => {
    expect((await get('series.csv', { authorization: 'Bearer nobody' })).status).toBe(401);
    expect((await get('series.csv', { cookie: 'directus_session_token=x' })).status).toBe(403);
  });

  test('a value costs a point, of one file and of what its sender has left', async () => {
    const left = (response: Response) => Number(/"cost";r=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1]);
    const path = 'observations.csv?code=BLS:CES3000000001';
    const [before, after] = [left(await get(path)), left(await get(path))];
    expect(before - after).toBe(50 + 120);
    const bounds = { ...BOUNDS, partner: { ...BOUNDS.partner, cost: 169, costPerDay: 400, requestsPerMinute: 3 } };
    const strict = await startGateway({ server: { authenticators: [partner], bounds } });
    const statuses = [];
    for (const query of [
      'code=BLS:CES3000000001',
      'code=BLS:CES3000000001&from=2010-01-01',
      'indicator=EMPLOYMENT',
      '',
    ]) {
      const response = await strict.fetch(`http://gateway/data/observations.csv?${query}`, { headers: PARTNER });
      statuses.push([response.status, response.status === 200 || (await response.json()).errors[0].extensions.code]);
    }
    await strict.close();
    expect(statuses).toEqual([
      [400, 'COST_LIMIT_EXCEEDED'],
      [200, true],
      [400, 'COST_LIMIT_EXCEEDED'],
      [429, 'RATE_LIMITED'],
    ]);
  });
});

test.each([
  ['GET', 'nothing.csv', 404, /^The files are choropleth, observations, panel, series, each as csv, /],
  ['GET', 'series.xlsx', 404, /^There is no format "xlsx": there are csv, ndjson, parquet, arrow/],
  [
    'GET',
    'choropleth.csv?indicator=UNEMPLOYMENT&level=COUNTY',
    400,
    /^indicator: there is no .* Did you mean "UNEMPLOYMENT_RATE"/,
  ],
  ['GET', 'observations.csv?source=NONE', 400, /^source: there is no source "NONE"/],
  [
    'GET',
    'panel.csv?indicator=UNEMPLOYMENT_RATE&level=FSA&from=2009-01-01',
    400,
    /^level: "UNEMPLOYMENT_RATE" has no figures of/,
  ],
  ['GET', 'observations.csv?code=BLS:NONE', 404, /^There are no observations for these parameters/],
  ['POST', 'series.csv', 405, /^A file can only be read/],
  [
    'GET',
    'series.csv?first=2',
    400,
    /^There is no parameter "first". Give one of frequency, indicator, level, region, /,
  ],
  ['GET', 'choropleth.csv?level=STATE', 400, /^Give the parameter "indicator"/],
  ['GET', 'choropleth.csv?indicator=X&level=TOWN', 400, /^level: Value "TOWN" does not exist in "RegionLevel" enum/],
  ['GET', 'series.csv?where={', 400, /^where: not valid JSON/],
  ['GET', 'observations.csv?from=2010-02-30', 400, /^from: /],
  ['GET', 'observations.csv?transform=INDEX', 400, /^transform: INDEX needs base/],
])('%s %s is refused with %i', async (method, path, status, message) => {
  const headers = { ...PARTNER, 'content-type': 'application/json' };
  const response = await get(path, headers, method);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ errors: [{ message: expect.stringMatching(message) }] });
});

test('no format is one that a client does not accept', async () => {
  expect((await get('series', { accept: 'application/pdf' })).status).toBe(406);
});

test('any texts, numbers and nulls come back from CSV', async () => {
  const cell = fc.option(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', 'é', ' ') }));
  const rows = fc.array(fc.tuple(cell, fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }))), {
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const columns = [
        { name: 'text', type: 'text', description: '' },
        { name: 'number', type: 'number', description: '' },
      ] as const;
      const table = {
        title: '',
        units: [],
        sources: [],
        version: '',
        url: '',
        values: 0,
        columns,
        retrievedAt: '',
      };
      const text = csv.open(table).write?.([given.map(([each]) => each), given.map(([, each]) => each)]);
      const read = fieldsOf(Buffer.from(text ?? []).toString()).map(([one = '', other = '']) => [
        one,
        other === '' ? null : Number(other),
      ]);
      expect(read).toEqual(given.map(([one, other]) => [one ?? '', other === null ? null : other + 0]));
    }),
  );
});

test('rows are read from the database as the reader takes them, and no more once it has left', async () => {
  const statements: string[] = [];
  const ends: string[] = [];
  const databaseUrl = inject('databaseUrl');
  const files = createDataFiles({ databaseUrl, poolSize: 1, onCall: ({ text }) => void statements.push(text) });
  const context = { caller: { audience: 'internal' } } as const;
  const request = { table: 'observations', format: csv, url: new URL('http://gateway/data/observations.csv') } as const;
  const file = await files.open(request, analyticsSchema(), context);
  if (!file) throw new Error('There are observations.');
  statements.length = 0;
  const reader = fileStream(file.bytes(), () => ends.push('end')).getReader();
  await reader.read();
  expect(statements).toHaveLength(0);
  await reader.read();
  // The first part of a thousand series, and the one after it.
  expect(statements).toHaveLength(2);
  expect(ends).toEqual([]);
  await reader.cancel();
  expect(ends).toEqual(['end']);
  await files.close();
  expect(statements).toHaveLength(2);
});

test('32 files are written at a time: one more is refused until one is read', async () => {
  const own = await startGateway();
  const headers = { authorization: `Bearer ${STAFF_TOKEN}` };
  onTestFinished(() => own.close());
  const ask = () =>
    own.fetch('http://gateway/data/choropleth.csv?indicator=UNEMPLOYMENT_RATE&level=COUNTY', { headers });
  const open = await Promise.all(Array.from({ length: 32 }, ask));
  const refused = await ask();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '60']);
  await open.pop()?.text();
  expect((await ask()).status).toBe(200);
  expect((await ask()).status).toBe(503);
});
