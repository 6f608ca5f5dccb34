/** The materialized views once more, as plain loops over plain rows: what views.test.ts holds the SQL to. */

export type Row = { series_id: number; day: string; value: number | null };
export type Series = {
  series_id: number;
  indicator_id: number;
  frequency: 'D' | 'W' | 'M' | 'Q' | 'A';
  region_code: string;
};
export type Direction = 'HIGHER_IS_BETTER' | 'LOWER_IS_BETTER' | 'NEUTRAL';

type Available = { day: string; value: number };

/** The available observations of a series, oldest first. */
export function available(rows: readonly Row[], seriesId: number): Available[] {
  return rows
    .flatMap(({ series_id, day, value }) => (series_id === seriesId && value !== null ? [{ day, value }] : []))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

export function latestObservations(series: readonly Series[], rows: readonly Row[]) {
  return series.flatMap(({ series_id }) => {
    const points = available(rows, series_id);
    const latest = points.at(-1);
    if (latest === undefined) return [];
    const previous = points.at(-2);
    const sameDay = `${Number(latest.day.slice(0, 4)) - 1}${latest.day.slice(4)}`;
    const yearAgo = points.find(({ day }) => day === sameDay);
    const change = (before?: Available) => (before ? rounded(latest.value - before.value) : null);
    const percent = (before?: Available) =>
      before && before.value !== 0 ? rounded((100 * (latest.value - before.value)) / before.value) : null;
    return {
      series_id,
      observed_at: latest.day,
      value: latest.value,
      previous_at: previous?.day ?? null,
      previous_value: previous?.value ?? null,
      year_ago_at: yearAgo?.day ?? null,
      year_ago_value: yearAgo?.value ?? null,
      change: change(previous),
      change_pct: percent(previous),
      change_year: change(yearAgo),
      change_year_pct: percent(yearAgo),
    };
  });
}

export function monthlyObservations(series: readonly Series[], rows: readonly Row[]) {
  return series.flatMap(({ series_id }) =>
    [...Map.groupBy(available(rows, series_id), ({ day }) => `${day.slice(0, 7)}-01`)].map(([month, points]) => ({
      series_id,
      month,
      ...spread(points),
      last: points.at(-1)?.value,
      count: points.length,
    })),
  );
}

export function seriesSummary(series: readonly Series[], rows: readonly Row[]) {
  return series.flatMap(({ series_id, frequency }) => {
    const points = available(rows, series_id);
    const [first, last] = [points.at(0), points.at(-1)];
    if (first === undefined || last === undefined) return [];
    const { avg: mean, min, max } = spread(points);
    const squares = points.reduce((sum, { value }) => sum + (value - mean) ** 2, 0);
    return {
      series_id,
      count: points.length,
      first_at: first.day,
      last_at: last.day,
      min,
      max,
      mean,
      stddev: points.length > 1 ? rounded(Math.sqrt(squares / (points.length - 1))) : null,
      gaps: gaps(points, frequency),
    };
  });
}

/** Walks the calendar from the first to the last observation, a day at a time. */
function gaps(points: readonly Available[], frequency: Series['frequency']): number {
  const reported = new Set(points.map(({ day }) => period(day, frequency)));
  const onWeekends = points.some(({ day }) => isWeekend(day));
  const expected = new Set<string>();
  const last = points.at(-1)?.day ?? '';
  for (let day = points[0]?.day ?? ''; day <= last; day = addDays(day, 1)) {
    if (frequency === 'D' && !onWeekends && isWeekend(day)) continue;
    expected.add(period(day, frequency));
  }
  return expected.size - reported.size;
}

/** The period's name: the day, the week's Monday, the month, the quarter, the year. */
function period(day: string, frequency: Series['frequency']): string {
  if (frequency === 'D') return day;
  if (frequency === 'W') return addDays(day, -((new Date(day).getUTCDay() + 6) % 7));
  if (frequency === 'M') return day.slice(0, 7);
  if (frequency === 'Q') return `${day.slice(0, 4)} quarter ${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
  return day.slice(0, 4);
}

export function regionIndicatorLatest(
  series: readonly Series[],
  rows: readonly Row[],
  levels: ReadonlyMap<string, string>,
  directions: ReadonlyMap<number, Direction>,
) {
  const latest = series.flatMap(({ series_id, indicator_id, region_code }) => {
    const level = levels.get(region_code);
    const point = available(rows, series_id).at(-1);
    return level && point
      ? [{ indicator_id, region_code, level, series_id, observed_at: point.day, value: point.value }]
      : [];
  });
  const speakers = latest.filter(
    (one) =>
      !latest.some(
        (other) =>
          other.indicator_id === one.indicator_id &&
          other.region_code === one.region_code &&
          (other.observed_at > one.observed_at ||
            (other.observed_at === one.observed_at && other.series_id < one.series_id)),
      ),
  );
  return speakers.map((one) => {
    const peers = speakers.filter((other) => other.indicator_id === one.indicator_id && other.level === one.level);
    const lower = peers.filter(({ value }) => value < one.value).length;
    const higher = peers.filter(({ value }) => value > one.value).length;
    return {
      ...one,
      rank: 1 + (directions.get(one.indicator_id) === 'LOWER_IS_BETTER' ? lower : higher),
      percentile: peers.length > 1 ? rounded((100 * lower) / (peers.length - 1)) : 0,
      peers: peers.length,
    };
  });
}

export function indicatorBreaks(latest: readonly { indicator_id: number; level: string; value: number }[]) {
  return [...Map.groupBy(latest, ({ indicator_id, level }) => `${indicator_id} ${level}`).values()].flatMap((peers) => {
    const values = peers.map(({ value }) => value).sort((a, b) => a - b);
    const uppers = new Set([1, 2, 3, 4, 5].map((fifth) => values[Math.ceil((fifth * values.length) / 5) - 1]));
    let lower = values[0] ?? Number.NaN;
    return [...uppers].map((upper = Number.NaN, index) => {
      const inside = values.filter((value) => (index === 0 || value > lower) && value <= upper);
      const { indicator_id, level } = peers[0] ?? {};
      const bounds = { indicator_id, level, class: index + 1, lower, upper, count: inside.length };
      lower = upper;
      return bounds;
    });
  });
}

function spread(points: readonly Available[]): { avg: number; min: number; max: number } {
  const values = points.map(({ value }) => value);
  const avg = rounded(values.reduce((sum, value) => sum + value, 0) / values.length);
  return { avg, min: Math.min(...values), max: Math.max(...values) };
}

/** To nine decimals, which summing in another order does not change. */
export function rounded(value: number): number {
  return Math.round(value * 1e9) / 1e9 + 0;
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(day).getUTCDay());
}
