import { badInput } from '../errors.ts';

const DAY_MS = 86_400_000;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Date(Date.UTC(2000, month)).toLocaleString('en-US', { month: 'long', timeZone: 'UTC' }),
);

/** How many days before a Monday a week starts. */
const WEEK_SHIFTS: Readonly<Record<string, number>> = { MONDAY: 0, SUNDAY: 1, SATURDAY: 2 };

/** The parts of the calendar that dates can be grouped by, each from a moment at UTC. */
const PARTS: Readonly<Record<string, (moment: Date) => string>> = {
  DAY_OF_THE_WEEK: (moment) => WEEKDAYS[(moment.getUTCDay() + 6) % 7] ?? '',
  MONTH_OF_THE_YEAR: (moment) => MONTHS[moment.getUTCMonth()] ?? '',
  QUARTER_OF_THE_YEAR: (moment) => `Q${Math.floor(moment.getUTCMonth() / 3) + 1}`,
};

/** The parts that come in the order of the calendar, not of their names. */
const NAMES: Readonly<Record<string, readonly string[]>> = { DAY_OF_THE_WEEK: WEEKDAYS, MONTH_OF_THE_YEAR: MONTHS };

/** The first day of a period, from a moment whose UTC fields are those of the clock in the period's time zone. */
const PERIODS: Readonly<Record<string, (local: Date, weekShift: number) => number>> = {
  DAY: (local) => local.getTime(),
  WEEK: (local, weekShift) => local.getTime() - ((local.getUTCDay() + 6 + weekShift) % 7) * DAY_MS,
  MONTH: (local) => Date.UTC(local.getUTCFullYear(), local.getUTCMonth()),
  QUARTER: (local) => Date.UTC(local.getUTCFullYear(), Math.floor(local.getUTCMonth() / 3) * 3),
  YEAR: (local) => Date.UTC(local.getUTCFullYear(), 0),
};

/** How dates are put into groups. */
export interface Granularity {
  /** From a date as it is stored: an ISO text. */
  bucket(iso: string): string;
  /** The groups in their order, where that is not the order of their texts. */
  readonly names: readonly string[];
}

export function isGranularity(value: unknown): value is string {
  return typeof value === 'string' && (value === 'NONE' || value in PARTS || value in PERIODS);
}

/**
 * Reads how dates are grouped: by themselves, by the start of a period (`2025-03-01`), or by a part of the calendar
 * (`March`), which Twenty takes at UTC whatever the time zone.
 * @param isDay whether the dates have no time, so that a period needs no time zone
 * @throws TwentyError for a period without a time zone, or with one that does not exist
 */
export function compileGranularity(isDay: boolean, given: Readonly<Record<string, unknown>>): Granularity {
  const { granularity, timeZone, weekStartDay } = given;
  const name = String(granularity);
  const part = PARTS[name];
  if (part) return { bucket: (iso) => part(new Date(iso)), names: NAMES[name] ?? [] };
  const period = PERIODS[name];
  if (!period) return { bucket: (iso) => iso, names: [] };
  const dayOf = isDay ? (iso: string) => iso : localDay(timeZone);
  const weekShift = WEEK_SHIFTS[String(weekStartDay)] ?? 0;
  const bucket = (iso: string) => new Date(period(new Date(dayOf(iso)), weekShift)).toISOString().slice(0, 10);
  return { bucket, names: [] };
}

function localDay(timeZone: unknown): (iso: string) => string {
  if (typeof timeZone !== 'string' || timeZone === '') {
    throw badInput(
      'MISSING_TIMEZONE_FOR_DATE_GROUP_BY',
      'Time zone should be specified for a group by date on Day, Week, Month, Quarter or Year',
    );
  }
  const format = dayFormat(timeZone);
  return (iso) => format.format(new Date(iso));
}

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  } catch {
    throw badInput('INVALID_TIMEZONE', `Invalid timezone: ${timeZone}`);
  }
}
