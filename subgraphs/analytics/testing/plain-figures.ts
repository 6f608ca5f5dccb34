/** Computes the result of `observations` again: plain loops over rows, with Intl's time zones, not PostgreSQL's. */

export type Bucket = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

export interface PlainRow {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value: number | null;
}

export interface PlainArgs {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly bucket?: Bucket | undefined;
  readonly aggregate: 'LAST' | 'FIRST' | 'MEAN' | 'MIN' | 'MAX' | 'SUM' | 'COUNT';
  readonly transform:
    | 'LEVEL'
    | 'LOG'
    | 'CHANGE'
    | 'PERCENT_CHANGE'
    | 'ANNUALISED'
    | 'YEAR_ON_YEAR'
    | 'INDEX'
    | 'PER_CAPITA';
  readonly base?: string | undefined;
  readonly fill: 'NONE' | 'PREVIOUS' | 'LINEAR';
  readonly timeZone: string;
  readonly limit: number;
  /** Persons in the region, ascending in time. */
  readonly population?: readonly PlainRow[] | undefined;
}

interface Figure {
  /** Local date and time, `YYYY-MM-DD HH:MM:SS`; for a bucket, the midnight at its beginning. */
  readonly local: string;
  readonly at: number;
  readonly value: number | null;
}

const DAY = 86_400_000;

/** Computes a series' figures and their days, ascending in time, from rows that are ascending in time. */
export function plainFigures(rows: readonly PlainRow[], args: PlainArgs): (PlainRow & { readonly day: string })[] {
  const gathered = args.bucket ? periods(rows, args.bucket, args) : moments(rows, args.timeZone);
  const figures = transformed(filled(gathered, args.fill), args);
  const start = (day: string) => (args.bucket ? startOf(args.bucket, day) : day);
  return figures
    .filter(({ local }) => !args.from || local.slice(0, 10) >= start(args.from))
    .filter(({ local }) => !args.to || local.slice(0, 10) <= (args.bucket ? start(args.to) : args.to))
    .slice(-args.limit)
    .map(({ at, value, local }) => ({
      at,
      value,
      day: (args.bucket ? local : new Date(at).toISOString()).slice(0, 10),
    }));
}

function moments(rows: readonly PlainRow[], timeZone: string): Figure[] {
  return rows.map((row) => ({ ...row, local: localTime(row.at, timeZone) }));
}

function periods(rows: readonly PlainRow[], bucket: Bucket, { aggregate, fill, timeZone }: PlainArgs): Figure[] {
  const found = Map.groupBy(rows, ({ at }) => startOf(bucket, localTime(at, timeZone).slice(0, 10)));
  const days = [...found.keys()].sort();
  const last = days.at(-1) ?? '';
  const all: string[] = [];
  for (let day = days[0] ?? ''; day && day <= last; day = nextDay(day)) {
    if (startOf(bucket, day) === day && (fill !== 'NONE' || found.has(day))) all.push(day);
  }
  return all.flatMap((day) => {
    const values = (found.get(day) ?? []).flatMap(({ value }) => (value === null ? [] : [value]));
    const at = firstMoment(day, timeZone);
    return at === undefined ? [] : [{ local: `${day} 00:00:00`, at, value: aggregated(values, aggregate) }];
  });
}

function aggregated(values: readonly number[], aggregate: PlainArgs['aggregate']): number | null {
  if (aggregate === 'COUNT') return values.length;
  const [first] = values;
  if (first === undefined) return null;
  const sum = values.reduce((total, value) => total + value, 0);
  const by = { FIRST: first, LAST: values.at(-1) ?? first, MEAN: sum / values.length, SUM: sum };
  if (aggregate === 'MIN' || aggregate === 'MAX') return Math[aggregate === 'MIN' ? 'min' : 'max'](...values);
  return by[aggregate];
}

function filled(figures: readonly Figure[], fill: PlainArgs['fill']): Figure[] {
  if (fill === 'NONE') return [...figures];
  return figures.map((figure, index) => {
    if (figure.value !== null) return figure;
    const before = figures.slice(0, index).findLast(isKnown);
    if (fill === 'PREVIOUS') return { ...figure, value: before?.value ?? null };
    const after = figures.slice(index).find(isKnown);
    if (!before || !after) return figure;
    const share = (figure.at - before.at) / (after.at - before.at);
    return { ...figure, value: before.value + (after.value - before.value) * share };
  });
}

type Known = Figure & { readonly value: number };

function isKnown(figure: Figure): figure is Known {
  return figure.value !== null;
}

function transformed(figures: readonly Figure[], { transform, bucket, base, population = [] }: PlainArgs): Figure[] {
  if (transform === 'LEVEL') return [...figures];
  const atBase = figures.filter(isKnown).findLast(({ local }) => local.slice(0, 10) <= (base ?? ''));
  return figures.map((figure, index) => {
    const { value } = figure;
    if (value === null) return figure;
    const previous = figures.slice(0, index).findLast(isKnown);
    const before = previous?.value ?? null;
    const yearAgo = figures.find(({ local }) => local === yearBefore(figure.local, bucket))?.value ?? null;
    const by = {
      LOG: value > 0 ? Math.log(value) : null,
      ANNUALISED: previous ? annualised({ ...figure, value }, previous) : null,
      CHANGE: before === null ? null : value - before,
      PERCENT_CHANGE: percent(value, before),
      YEAR_ON_YEAR: percent(value, yearAgo),
      PER_CAPITA: perPerson(value, personsOn(bucket ? figure.local : new Date(figure.at).toISOString(), population)),
      INDEX: atBase && atBase.value !== 0 ? (100 * value) / atBase.value : null,
    };
    return { ...figure, value: by[transform] };
  });
}

const perPerson = (value: number, persons: number | null): number | null => (persons ? value / persons : null);

/** The newest available figure of a day or before, at most ten years older. */
function personsOn(local: string, population: readonly PlainRow[]): number | null {
  const day = local.slice(0, 10);
  const tenYearsAgo = `${Number(day.slice(0, 4)) - 10}${day.slice(4).replace('-02-29', '-02-28')}`;
  const found = population.findLast((row) => row.value !== null && new Date(row.at).toISOString().slice(0, 10) <= day);
  return found && new Date(found.at).toISOString().slice(0, 10) >= tenYearsAgo ? found.value : null;
}

/** Annualises a change. Between equal days and times of months, months count; otherwise, a year has 365.2425 days. */
function annualised({ value, at, local }: Known, before: Known): number | null {
  if (value <= 0 || before.value <= 0) return null;
  const months = (text: string) => 12 * Number(text.slice(0, 4)) + Number(text.slice(5, 7));
  const between = months(local) - months(before.local);
  const isOnSameDay = between > 0 && local.slice(8) === before.local.slice(8);
  const years = isOnSameDay ? between / 12 : (at - before.at) / DAY / 365.2425;
  const growth = Math.log(value / before.value) / years;
  return Math.abs(growth) > 700 ? null : 100 * Math.expm1(growth);
}

function percent(value: number, before: number | null): number | null {
  return before === null || before === 0 ? null : (100 * (value - before)) / before;
}

function yearBefore(local: string, bucket: Bucket | undefined): string {
  if (bucket !== 'WEEK') return `${Number(local.slice(0, 4)) - 1}${local.slice(4)}`;
  return `${new Date(Date.parse(local.slice(0, 10)) - 364 * DAY).toISOString().slice(0, 10)}${local.slice(10)}`;
}

function nextDay(day: string): string {
  return new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
}

function startOf(bucket: Bucket, day: string): string {
  const [year = '', month = ''] = day.split('-');
  if (bucket === 'WEEK') {
    return new Date(Date.parse(day) - ((new Date(day).getUTCDay() + 6) % 7) * DAY).toISOString().slice(0, 10);
  }
  const quarter = String(Number(month) - ((Number(month) - 1) % 3)).padStart(2, '0');
  return { DAY: day, MONTH: `${year}-${month}-01`, QUARTER: `${year}-${quarter}-01`, YEAR: `${year}-01-01` }[bucket];
}

const formats = new Map<string, Intl.DateTimeFormat>();

function localTime(at: number, timeZone: string): string {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' });
  formats.set(timeZone, format);
  return format.format(at);
}

const firstMoments = new Map<string, number | undefined>();

/** Caches first moments: finding them is the slow part. */
function firstMoment(day: string, timeZone: string): number | undefined {
  const key = `${day} ${timeZone}`;
  if (!firstMoments.has(key)) firstMoments.set(key, findFirstMoment(day, timeZone));
  return firstMoments.get(key);
}

/** Finds the first quarter of an hour that has the local date; undefined for a date that the zone skips. */
function findFirstMoment(day: string, timeZone: string): number | undefined {
  const around = Date.parse(day);
  for (let at = around - 15 * 3_600_000; at <= around + 15 * 3_600_000; at += 900_000) {
    if (localTime(at, timeZone).slice(0, 10) === day) return at;
  }
  return undefined;
}
