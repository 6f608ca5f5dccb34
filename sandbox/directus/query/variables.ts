const UNITS: Readonly<Record<string, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
};

/**
 * What Directus puts in place of some strings in a filter: `"true"`, `"false"` and `"null"` become what they say,
 * `$NOW` and `$NOW(-2 days)` a moment, and `$CURRENT_…` null, since no caller here is a user with a name.
 */
export function substitute(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value === 'true') return true;
  if (value === 'false') return false;
  if (value === 'null' || value === 'NULL') return null;
  if (value.startsWith('$CURRENT_USER') || value.startsWith('$CURRENT_ROLE') || value.startsWith('$CURRENT_POLICIES')) {
    return null;
  }
  return value.startsWith('$NOW') ? moment(/\((.*)\)/.exec(value)?.[1]) : value;
}

/** Now, or so long from now: `-2 days`, `+1 month`. What is no such distance is ignored, as Directus does. */
function moment(distance = ''): string {
  const now = new Date();
  const [, sign, digits, unit = ''] = /^\s*([+-]?)\s*(\d+)\s*([a-z]+?)s?\s*$/.exec(distance) ?? [];
  const count = Number(digits ?? 0) * (sign === '-' ? -1 : 1);
  const width = UNITS[unit];
  if (width) now.setTime(now.getTime() + count * width);
  if (unit === 'month') addMonths(now, count);
  if (unit === 'year') addMonths(now, 12 * count);
  return now.toISOString();
}

/** A month from the 31st of January is the last day of February. */
function addMonths(moment: Date, count: number): void {
  const day = moment.getUTCDate();
  moment.setUTCMonth(moment.getUTCMonth() + count, 1);
  const lastDay = new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + 1, 0)).getUTCDate();
  moment.setUTCDate(Math.min(day, lastDay));
}
