import { parse } from 'graphql';
import type { AnalyticsUpstream } from '../../subgraphs/analytics/index.ts';
import type { DuckDb } from './duckdb.ts';

/** A question, to the graph over PostgreSQL and to DuckDB over exported files. */
export interface Scan {
  readonly name: string;
  readonly query: string;
  /** @param series, observations tables of DuckDB */
  duckdb(series: string, observations: string): string;
}

/** DuckDB's cast to a time without a zone asks for the rules of the zone, row by row. */
const IN_UTC = 'make_timestamp(epoch_us(time))';
const RATES = `indicator = 'UNEMPLOYMENT_RATE' AND region LIKE 'US-_____'`;

export const SCANS: readonly Scan[] = [
  {
    name: 'panel: counties by month, the mean',
    query:
      '{ panel(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, from: "2009-01-01", to: "2018-12-31", aggregate: MEAN) { codes times values } }',
    duckdb: (series, observations) => `
      SELECT region, date_trunc('month', ${IN_UTC}) AS month, avg(value) AS value
      FROM ${observations} o JOIN ${series} s ON s.code = o.series
      WHERE ${RATES} AND time >= '2009-01-01' AND time < '2019-01-01' GROUP BY ALL`,
  },
  {
    name: 'choropleth: counties on a day, five quantiles',
    query:
      '{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, at: "2012-06-30") { classes { upper } regions { value class region { code } } } }',
    duckdb: (series, observations) => `
      WITH latest AS (
        SELECT region, arg_max(value, time) AS value
        FROM ${observations} o JOIN ${series} s ON s.code = o.series
        WHERE ${RATES} AND time < '2012-07-01' AND value IS NOT NULL GROUP BY region
      )
      SELECT region, value, ntile(5) OVER (ORDER BY value) AS class FROM latest`,
  },
];

/** Asks the graph. @returns how long it took, in milliseconds */
export async function askGraph(upstream: AnalyticsUpstream, query: string): Promise<number> {
  const began = performance.now();
  const result = await upstream.execute({ document: parse(query), context: { caller: { audience: 'internal' } } });
  if (result.errors) throw new AggregateError(result.errors, 'The graph answered with errors.');
  JSON.stringify(result);
  return performance.now() - began;
}

export async function askDuckDb(duckdb: DuckDb, sql: string): Promise<number> {
  const began = performance.now();
  await duckdb(sql);
  return performance.now() - began;
}

/** The best of some tries: what else the machine does only adds to it. */
export async function best(tries: number, work: () => Promise<number>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let nth = 0; nth < tries; nth += 1) least = Math.min(least, await work());
  return least;
}
