import { badInput } from '../errors.ts';

const DAY_MS = 86_400_000;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** How many days before a Monday a week starts. */
const WEEK_SHIFTS: Readonly<Record<string, number>> = { MONDAY: 0, SUNDAY: 1, SATURDAY: 2 };

/** The days and parts that dates can be grouped by, each from a moment at UTC. */
const PARTS: Readonly<Record<string, (moment: Date) => string>> = {
  NONE: (moment) => moment.toISOString(),
  DAY_OF_THE_WEEK: (moment) => WEEKDAYS[moment.getUTCDay()] ?? '',
  MONTH_OF_THE_YEAR: (moment) => moment.toLocaleString('en-US', { month: 'long', timeZone: 'UTC' }),
  QUARTER_OF_THE_YEAR: (moment) => `Q${Math.floor(moment.getUTCMonth() / 3) + 1}`,
};

/** The first day of a period, from a moment whose UTC fields are those of the clock in the period's time zone. */
const PERIODS: Readonly<Record<string, (local: Date, weekShift: number) => number>> = {
  DAY: (local) => local.getTime(),
  WEEK: (local, weekShift) => local.getTime() - ((local.getUTCDay() + 6 + weekShift) % 7) * DAY_MS,
  MONTH: (local) => Date.UTC(local.getUTCFullYear(), local.getUTCMonth()),
  QUARTER: (local) => Date.UTC(local.getUTCFullYear(), Math.floor(local.getUTCMonth() / 3) * 3),
  YEAR: (local) => Date.UTC(local.getUTCFullYear(), 0),
};

/**
 * Makes a function that puts dates (ISO texts) into groups: of the start of a period (`2025-03-01`), or of a part
 * of the calendar (`March`), which Twenty takes at UTC whatever the time zone.
 * @throws TwentyError for an unknown granularity, or a period without a time zone
 */
export function compileGranularity(
  granularity: unknown,
  timeZone: unknown,
  weekStartDay: unknown,
): (iso: string) => string {
  const part = PARTS[String(granularity)];
  if (part) return (iso) => part(new Date(iso));
  const period = PERIODS[String(granularity)];
  if (!period) throw badInput('INVALID_QUERY_INPUT', `Invalid date granularity: ${granularity}`);
  if (typeof timeZone !== 'string' || timeZone === '') {
    throw badInput(
      'MISSING_TIMEZONE_FOR_DATE_GROUP_BY',
      'Time zone should be specified for a group by date on Day, Week, Month, Quarter or Year',
    );
  }
  const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const weekShift = WEEK_SHIFTS[String(weekStartDay)] ?? 0;
  return (iso) => {
    const localDay = new Date(dayOf.format(new Date(iso)));
    return new Date(period(localDay, weekShift)).toISOString().slice(0, 10);
  };
}
