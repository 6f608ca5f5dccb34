const DAY_MS = 86_400_000;

/**
 * Returns a part of a day, a time or a moment, in UTC, or the number of items of a JSON list. Directus itself fails at
 * seconds with a fraction, and at JSON that is no list.
 * @param part Directus's name: `year`, `month`, `week` (ISO 8601), `day`, `weekday` (0 is Sunday), `hour`, `minute`,
 *   `second`, `count`
 * @returns null if the value has no such part
 */
export function partOf(part: string, value: unknown): number | null {
  if (part === 'count') return Array.isArray(value) ? value.length : null;
  const moment = typeof value === 'string' ? momentOf(value) : undefined;
  const read = moment && partsOfMoment[part];
  return read ? read(moment) : null;
}

/** Directus returns a day as `2025-01-31`, a time as `09:00:00`, and a moment with a zone or, in UTC, without. */
function momentOf(text: string): Date | undefined {
  const [, day = '1970-01-01', time = '00:00:00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)?T?(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/i.exec(text) ?? [];
  const moment = new Date(`${day}T${time}${zone}`);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

const partsOfMoment: Readonly<Record<string, (moment: Date) => number>> = {
  year: (moment) => moment.getUTCFullYear(),
  month: (moment) => moment.getUTCMonth() + 1,
  week: isoWeek,
  day: (moment) => moment.getUTCDate(),
  weekday: (moment) => moment.getUTCDay(),
  hour: (moment) => moment.getUTCHours(),
  minute: (moment) => moment.getUTCMinutes(),
  second: (moment) => moment.getUTCSeconds(),
};

/** A week belongs to the year that its Thursday is in. */
function isoWeek(moment: Date): number {
  const daysSinceMonday = (moment.getUTCDay() + 6) % 7;
  const thursday = moment.getTime() + (3 - daysSinceMonday) * DAY_MS;
  const newYear = new Date(thursday).setUTCMonth(0, 1);
  return 1 + Math.floor((thursday - newYear) / (7 * DAY_MS));
}
