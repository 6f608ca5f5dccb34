import { existsSync } from 'node:fs';
import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openDuckDb } from '../../bench/data/duckdb.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from '../gateway.ts';
import { runChild } from './child.ts';
import { debianTree } from './debian.ts';
import { ownFolder } from './folders.ts';

/* Files as readers of others read them: DuckDB, pandas, R and Apache Arrow's own package, next to what the database copies. */

/** Unpacked, not installed, which takes a minute less: R needs a shell, and the link that an installation makes. */
const TREE = {
  name: 'file-readers',
  packages: ['python3-pandas', 'r-base-core', 'base-files', 'dash', 'coreutils', 'debianutils', 'sed', 'grep'],
  variant: 'extract',
} as const;
const LIBRARIES = '/usr/lib/x86_64-linux-gnu';
const ENV = {
  PATH: '/usr/bin',
  LC_ALL: 'C',
  EDITOR: 'none',
  PAGER: 'none',
  LD_LIBRARY_PATH: `${LIBRARIES}/blas:${LIBRARIES}/lapack`,
};

let tree: string;
let folder: string;
let gateway: TestGateway;
const closing = new AsyncDisposableStack();
beforeAll(async () => {
  tree = await debianTree(TREE);
  const which = join(tree, 'usr/bin/which');
  if (!existsSync(which)) await symlink('which.debianutils', which);
  folder = await ownFolder(join(tree, 'tmp'), 'files');
  closing.defer(() => rm(folder, { recursive: true }));
  gateway = await startGateway();
  closing.defer(() => gateway.close());
  for (const file of ['observations', 'series']) {
    for (const extension of ['csv', 'ndjson', 'parquet', 'arrow']) {
      const headers = { authorization: `Bearer ${STAFF_TOKEN}` };
      const response = await gateway.fetch(`http://gateway/data/${file}.${extension}`, { headers });
      expect(response.status).toBe(200);
      await writeFile(join(folder, `${file}.${extension}`), Buffer.from(await response.arrayBuffer()));
    }
  }
}, 600_000);
afterAll(() => closing.disposeAsync());

/** Has PostgreSQL copy the rows of a query. */
async function copied(query: string): Promise<string> {
  const sql = postgres(inject('ownerUrl'), { max: 1 });
  try {
    return await text(await sql.unsafe(`COPY (${query}) TO STDOUT (FORMAT csv, HEADER)`).readable());
  } finally {
    await sql.end();
  }
}

const moment = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const SOURCES = 'JOIN metadata.data_sources d USING (source_id)';
const OBSERVATIONS = `SELECT d.code || ':' || s.code AS series, ${moment('observed_at')} AS time, value
  FROM timeseries.economic_observations JOIN metadata.series s USING (series_id) ${SOURCES}
  ORDER BY (d.code || ':' || s.code) COLLATE "C", observed_at`;
const SERIES = `SELECT d.code || ':' || s.code AS code, s.title, i.code AS indicator, s.region_code AS region, s.frequency,
    s.seasonal_adjustment, s.units, v.first_at::date AS starts_on, v.last_at::date AS ends_on, ${moment('s.updated_at')} AS updated_at
  FROM metadata.series s ${SOURCES} LEFT JOIN metadata.indicators i USING (indicator_id)
  LEFT JOIN analytics.series_summary v USING (series_id)
  ORDER BY (d.code || ':' || s.code) COLLATE "C"`;

test.each([
  ['observations', OBSERVATIONS],
  ['series', SERIES],
])('%s.csv is what COPY writes, byte by byte', async (name, query) => {
  const file = await readFile(join(folder, `${name}.csv`), 'utf8');
  expect(file.length).toBeGreaterThan(100_000);
  expect(file === (await copied(query))).toBe(true);
});

type Row = readonly [series: string, milliseconds: number, value: number | null];

/** The rows of the observations, from the text that a reader printed: series, milliseconds and value, apart by tabs. */
function rowsOf(printed: string): Row[] {
  return printed
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [series = '', milliseconds = '', value = ''] = line.split('\t');
      return [series, Number(milliseconds), /^(|nan|NA|NaN)$/.test(value) ? null : Number(value)];
    });
}

async function expectedRows(): Promise<Row[]> {
  const [, ...lines] = (await copied(OBSERVATIONS)).trimEnd().split('\n');
  return rowsOf(
    lines
      .map((line) => {
        const [series = '', time = '', value = ''] = line.split(',');
        return `${series}\t${Date.parse(time)}\t${value}`;
      })
      .join('\n'),
  );
}

test.each(['csv', 'ndjson', 'parquet'])('DuckDB reads observations.%s', async (extension) => {
  const duckdb = await openDuckDb();
  await duckdb("SET TimeZone = 'UTC'");
  const columns = "columns = {'series': 'VARCHAR', 'time': 'TIMESTAMP', 'value': 'DOUBLE'}";
  const path = join(folder, `observations.${extension}`);
  const readers: Readonly<Record<string, string>> = {
    csv: `read_csv('${path}', header = true, ${columns})`,
    ndjson: `read_json('${path}', format = 'newline_delimited', ${columns})`,
    parquet: `read_parquet('${path}')`,
  };
  const rows = await duckdb(`SELECT series, epoch_ms(time::TIMESTAMP)::DOUBLE AS ms, value FROM ${readers[extension]}`);
  expect(rows.map(({ series, ms, value }) => [series, ms, value])).toEqual(await expectedRows());
});

test("Apache Arrow's own package reads observations.arrow", async () => {
  const require = createRequire(new URL('../../bench/data/main.ts', import.meta.url));
  const { tableFromIPC } = require('apache-arrow') as ArrowPackage;
  const table = tableFromIPC(await readFile(join(folder, 'observations.arrow')));
  const rows = table.toArray().map((row) => {
    const { series, time, value } = row.toJSON();
    return [series, Number(time), value];
  });
  expect(rows).toEqual(await expectedRows());
});

interface ArrowPackage {
  tableFromIPC(bytes: Uint8Array): {
    toArray(): { toJSON(): { readonly series: string; readonly time: number; readonly value: number | null } }[];
  };
}

const PANDAS = (read: string) => `
import pandas
table = ${read}
moments = pandas.to_datetime(table['time'], utc=True)
for series, moment, value in zip(table['series'], moments, table['value']):
    print(series, int(moment.timestamp() * 1000), repr(float(value)), sep='\\t')
`;

test.each([
  ['csv', "pandas.read_csv('observations.csv', float_precision='round_trip')"],
  ['ndjson', "pandas.read_json('observations.ndjson', lines=True, precise_float=True)"],
])('pandas reads observations.%s', async (_extension, read) => {
  await writeFile(join(folder, 'read.py'), PANDAS(read));
  expect(rowsOf(await inTree('python3 read.py > printed'))).toEqual(await expectedRows());
});

test('R reads observations.csv', async () => {
  await writeFile(
    join(folder, 'read.R'),
    `table <- read.csv('observations.csv')
moments <- as.numeric(as.POSIXct(table$time, format = '%Y-%m-%dT%H:%M:%OSZ', tz = 'UTC')) * 1000
cat(sprintf('%s\\t%.0f\\t%.17g', table$series, moments, table$value), sep = '\\n', file = 'printed')
`,
  );
  expect(rowsOf(await inTree('sh /usr/bin/R --no-echo --no-restore --file=read.R > log'))).toEqual(
    await expectedRows(),
  );
});

/** Runs a command in the folder of the files. @returns what it wrote as `printed` */
async function inTree(command: string): Promise<string> {
  const inside = `/${relative(tree, folder)}`;
  const line = `cd ${inside} && ${command}`;
  await runChild(
    { name: command, command: '/usr/sbin/chroot', args: [tree, '/usr/bin/sh', '-c', line], env: ENV },
    120_000,
  );
  return readFile(join(folder, 'printed'), 'utf8');
}
