/** Regions that share a code, borders that are empty or have holes, missing and revised values, moments. */
import { expect, test } from 'vitest';
import { useRareRows } from '../testing/rare-rows.ts';
import { errorsOf } from '../testing/subgraph.ts';

const subgraph = useRareRows();

test('ancestors go up to the largest region, level by level, also where levels share a code', async () => {
  const { data, statements } = await subgraph.ask(`query {
    regionsByCodes(codes: ["US-2360545", "US-23", "US-1", "US-06059", "CA-3506"]) { name ancestors { level name } }
  }`);
  const [northeast, newEngland] = [
    { level: 'REGION', name: 'Northeast' },
    { level: 'DIVISION', name: 'New England' },
  ];
  expect(data).toEqual({
    regionsByCodes: [
      { name: 'Portland', ancestors: [{ level: 'STATE', name: 'Maine' }, newEngland, northeast] },
      { name: 'Maine', ancestors: [newEngland, northeast] },
      { name: 'Northeast', ancestors: [] },
      { name: 'Orange', ancestors: [{ level: 'STATE', name: 'California' }] },
      { name: 'Ottawa', ancestors: [{ level: 'PROVINCE', name: 'Ontario' }] },
    ],
  });
  // The regions; the ancestors of all.
  expect(statements).toHaveLength(2);
});

test('a code that several levels have is that of the first; a parent is of a level above', async () => {
  const { data } = await subgraph.ask(`{
    region(code: "US-06037") { level indicators { indicator { code } rank peers } series(first: 2) { code } }
    zip: regionAt(latitude: 41.5, longitude: -72.5, level: ZCTA) {
      level name boundingBox centroid { latitude longitude } parent { code } indicators { rank }
    }
    maine: region(code: "US-23") { landAreaKm2 parent { level name parent { level name parent { code } } } }
    division: region(code: "CA-3506") { country nameFr parent { name level } }
  }`);
  expect(data).toEqual({
    region: {
      level: 'COUNTY',
      indicators: [{ indicator: { code: 'RATE' }, rank: 1, peers: 1 }],
      series: [{ code: 'ZED:B' }, { code: 'ZED:a:b' }],
    },
    zip: {
      level: 'ZCTA',
      name: '06037',
      boundingBox: [-73, 41, -72, 42],
      centroid: { latitude: 41.5, longitude: -72.5 },
      parent: null,
      indicators: [],
    },
    maine: {
      landAreaKm2: 79883.5,
      parent: { level: 'DIVISION', name: 'New England', parent: { level: 'REGION', name: 'Northeast', parent: null } },
    },
    division: { country: 'CA', nameFr: 'Ottawa', parent: { name: 'Ontario', level: 'PROVINCE' } },
  });
});

test('an empty border has no box and no centre, which is an error; a hole stays a hole, clockwise', async () => {
  const answer = await subgraph.ask(`{
    nothing: region(code: "CA-3506") { boundingBox centroid { latitude } geometry }
    ring: region(code: "CA-35") { geometry(precision: 0) }
    inHole: regionAt(latitude: 45, longitude: -89, level: PROVINCE) { code }
    onHole: regionAt(latitude: 44, longitude: -89, level: PROVINCE) { code }
  }`);
  const outer = [
    [-95, 42],
    [-79, 42],
    [-79, 56],
    [-95, 56],
    [-95, 42],
  ];
  const hole = [
    [-90, 44],
    [-90, 46],
    [-88, 46],
    [-88, 44],
    [-90, 44],
  ];
  expect(errorsOf(answer)).toEqual(
    ['boundingBox', 'centroid'].map((field) => ({
      message: 'The border of "CA-3506" is empty.',
      path: ['nothing', field],
      extensions: { code: 'UPSTREAM_FAILED', upstream: 'analytics' },
    })),
  );
  expect(answer.data).toEqual({
    nothing: { boundingBox: null, centroid: null, geometry: { type: 'MultiPolygon', coordinates: [] } },
    ring: { geometry: { type: 'MultiPolygon', coordinates: [[outer, hole]] } },
    inHole: null,
    onHole: { code: 'CA-35' },
  });
});

test('a missing value is null and not zero, and never the latest', async () => {
  const { data, errors } = await subgraph.ask(`{
    series(code: "ZED:a:b") {
      code frequency latest { time value status } previous { time value status } yearAgo { time value status }
      change changeOnYear changeOnYearPercent observations { time value status }
      summary { count min mean }
    }
    missing: series(code: "ABE:a_1") { latest { value } summary { count } observations { time value } }
    none: series(code: "ABE:10%") { seasonalAdjustment indicator { code } latest { value } observations { value } }
  }`);
  const first = { time: '2023-03-01T00:00:00.000Z', value: 0, status: 'FINAL' };
  const leap = { time: '2024-02-29T00:00:00.000Z', value: 8, status: 'REVISED' };
  const latest = { time: '2024-03-01T00:00:00.000Z', value: 9.7, status: 'PRELIMINARY' };
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    series: {
      code: 'ZED:a:b',
      frequency: 'DAILY',
      latest,
      previous: leap,
      yearAgo: first,
      change: 1.7,
      changeOnYear: 9.7,
      changeOnYearPercent: null,
      observations: [first, leap, latest, { time: '2024-03-02T00:00:00.000Z', value: null, status: 'PRELIMINARY' }],
      summary: { count: 3, min: 0, mean: expect.closeTo(17.7 / 3, 12) },
    },
    missing: { latest: null, summary: null, observations: [{ time: '2024-03-01T12:34:56.789Z', value: null }] },
    none: { seasonalAdjustment: 'SEASONALLY_ADJUSTED_ANNUAL_RATE', indicator: null, latest: null, observations: [] },
  });
});

test('missing and revised values are as in the data: their status stays with LEVEL and no bucket, null is not zero', async () => {
  const { data } = await subgraph.ask(`{
    series(code: "ZED:a:b") {
      level: observations { value status }
      filled: observations(fill: PREVIOUS, limit: 2) { value status }
      change: observations(transform: CHANGE, from: "2024-02-01") { value status }
      count: observations(bucket: MONTH, aggregate: COUNT, fill: PREVIOUS, from: "2024-01-01") { time value }
      sum: observations(bucket: DAY, aggregate: SUM, from: "2024-03-01") { value status }
      percent: observations(transform: PERCENT_CHANGE) { value }
      index: observations(transform: INDEX, base: "2023-12-31") { value }
    }
    missing: series(code: "ABE:a_1") {
      columns: observationColumns(bucket: WEEK, fill: LINEAR) { times values }
      none: observationColumns(from: "2030-01-01") { times values }
    }
  }`);
  expect(data).toEqual({
    series: {
      level: [
        { value: 0, status: 'FINAL' },
        { value: 8, status: 'REVISED' },
        { value: 9.7, status: 'PRELIMINARY' },
        { value: null, status: 'PRELIMINARY' },
      ],
      filled: [
        { value: 9.7, status: 'PRELIMINARY' },
        { value: 9.7, status: null },
      ],
      change: [
        { value: 8, status: null },
        { value: 1.7, status: null },
        { value: null, status: null },
      ],
      count: [
        { time: '2024-01-01T00:00:00.000Z', value: 0 },
        { time: '2024-02-01T00:00:00.000Z', value: 1 },
        { time: '2024-03-01T00:00:00.000Z', value: 1 },
      ],
      sum: [
        { value: 9.7, status: null },
        { value: null, status: null },
      ],
      percent: [{ value: null }, { value: null }, { value: 21.25 }, { value: null }],
      index: [{ value: null }, { value: null }, { value: null }, { value: null }],
    },
    missing: {
      columns: { times: ['2024-02-26T00:00:00.000Z'], values: [null] },
      none: { times: [], values: [] },
    },
  });
});

test('the catalogue goes by code point, source before code, and takes signs as they are', async () => {
  const { data } = await subgraph.ask(`{
    all: seriesCatalog { edges { node { code } } }
    percent: seriesCatalog(search: "10%") { edges { node { code } } }
    line: seriesCatalog(search: "a_") { edges { node { code } } }
    source: seriesCatalog(search: "zed:a:") { edges { node { code } } }
    weekly: seriesCatalog(frequency: WEEKLY) { totalCount }
  }`);
  const nodes = (...codes: string[]) => ({ edges: codes.map((code) => ({ node: { code } })) });
  expect(data).toEqual({
    all: nodes('ABE:10%', 'ABE:a_1', 'ZED:B', 'ZED:T', 'ZED:a:b', 'ZED:aé'),
    percent: nodes('ABE:10%'),
    line: nodes('ABE:a_1'),
    source: nodes('ZED:a:b'),
    weekly: { totalCount: 1 },
  });
});

test('moments are returned to the millisecond, figures to their last digit, and those that JSON has not are errors', async () => {
  await subgraph.exec(`
    INSERT INTO timeseries.economic_observations (series_id, observed_at, value)
    VALUES
      (2, '0099-06-01T00:00:00Z', 5e-324), (2, '1900-01-01T00:00:00.1Z', 0.1), (2, '2024-05-01T23:59:59.999999Z', 1e300),
      (2, '2024-05-02T00:00:00Z', 'NaN'), (2, '2024-05-03T00:00:00Z', '-Infinity')`);
  try {
    const asked = await subgraph.ask(`{
      series(code: "ABE:10%") { observations { time value status } observationColumns(to: "2024-05-01") { times values } }
    }`);
    const [times, values] = [
      ['0099-06-01T00:00:00.000Z', '1900-01-01T00:00:00.100Z', '2024-05-01T23:59:59.999Z'],
      [5e-324, 0.1, 1e300],
    ];
    const numbers = times.map((time, index) => ({ time, value: values[index], status: 'FINAL' }));
    const others = ['2024-05-02', '2024-05-03'].map((day) => ({
      time: `${day}T00:00:00.000Z`,
      value: null,
      status: 'FINAL',
    }));
    expect(asked.data).toEqual({
      series: { observations: [...numbers, ...others], observationColumns: { times, values } },
    });
    expect(errorsOf(asked).map(({ path }) => path)).toEqual(
      [3, 4].map((row) => ['series', 'observations', row, 'value']),
    );
    const latest = await subgraph.ask('{ series(code: "ABE:10%") { latest { time value } } }');
    expect(latest.data).toEqual({ series: { latest: { time: '2024-05-03T00:00:00.000Z', value: null } } });
    expect(errorsOf(latest)).toMatchObject([{ path: ['series', 'latest', 'value'] }]);
  } finally {
    await subgraph.exec('DELETE FROM timeseries.economic_observations WHERE series_id = 2');
  }
});
