import postgres from 'postgres';
import { loadAnalytics } from '../../sandbox/analytics/load.ts';

/** How many observations there are in all: every county's series gets its share. */
export const OBSERVATIONS = 10_000_000;

/** What the cases ask for. */
export interface BenchData {
  readonly observations: number;
  /** Codes of the counties' series, "SOURCE:CODE", and of the one that is gathered into months. */
  readonly countySeries: readonly string[];
  readonly daily: string;
  /** Longitudes and latitudes of points in the contiguous United States. */
  readonly points: readonly (readonly [number, number])[];
}

/**
 * Fills an empty database with the sandbox's data and, in each county's series, invented figures for as many days as it
 * takes. They are made here and shipped nowhere.
 */
export async function loadBenchData(databaseUrl: string, say: (message: string) => void): Promise<BenchData> {
  await loadAnalytics({ databaseUrl, onProgress: say });
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const series = await sql<{ id: number; code: string }[]>`
      SELECT series_id::integer AS id, 'BLS:' || code AS code FROM metadata.series WHERE code LIKE 'LAUCN%' ORDER BY code`;
    const days = Math.ceil(OBSERVATIONS / series.length);
    say(`making ${(days * series.length).toLocaleString('en')} observations`);
    // From the day after the one that is there; the figures wander about with the day and the county.
    await sql`
      INSERT INTO timeseries.economic_observations (series_id, observed_at, value)
      SELECT series_id, timestamptz '2009-01-01 00:00:00Z' + day * interval '1 day',
        round((6 + 3 * sin(day / 180.0) + series_id % 37 / 10.0)::numeric, 1)::double precision
      FROM metadata.series CROSS JOIN generate_series(1, ${days}::integer) AS day
      WHERE code LIKE 'LAUCN%'`;
    say('filling the views');
    for (const view of ['latest_observations', 'region_indicator_latest', 'indicator_breaks']) {
      await sql`REFRESH MATERIALIZED VIEW analytics.${sql(view)}`;
    }
    await sql.unsafe('VACUUM ANALYZE');
    const [counted] = await sql<{ observations: number }[]>`
      SELECT count(*)::integer AS observations FROM timeseries.economic_observations`;
    const countySeries = series.map(({ code }) => code);
    return {
      observations: counted?.observations ?? 0,
      countySeries,
      daily: countySeries[0] ?? '',
      points: scattered(20_000),
    };
  } finally {
    await sql.end();
  }
}

/** Points that lie the same in every run: the fractional parts of multiples of two irrational numbers. */
function scattered(count: number): [number, number][] {
  return Array.from({ length: count }, (_, index) => [
    -124 + 57 * ((index * 0.754_877_666_246_692_7) % 1),
    25 + 24 * ((index * 0.569_840_290_998_053_2) % 1),
  ]);
}
