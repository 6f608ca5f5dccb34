import type { Cell } from './cms-model.ts';

/**
 * A part of a day or a moment, in UTC: weeks as ISO 8601 numbers them, weekdays from Sunday, 0.
 * @param value ISO 8601: a day, a moment, or the time of a day
 */
export function datePart(part: string, value: Cell): number | null {
  if (value === null) return null;
  const text = String(value);
  const moment = new Date(/^\d\d:/.test(text) ? `1970-01-01T${text}Z` : text);
  const parts: Readonly<Record<string, number>> = {
    year: moment.getUTCFullYear(),
    month: moment.getUTCMonth() + 1,
    week: isoWeek(moment),
    day: moment.getUTCDate(),
    weekday: moment.getUTCDay(),
    hour: moment.getUTCHours(),
    minute: moment.getUTCMinutes(),
    second: moment.getUTCSeconds(),
  };
  return parts[part] ?? null;
}

/** Week 1 has the year's first Thursday. */
function isoWeek(moment: Date): number {
  const thursday = new Date(moment);
  thursday.setUTCDate(moment.getUTCDate() + 4 - (moment.getUTCDay() || 7));
  const dayOfYear = (thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 86_400_000;
  return Math.floor(dayOfYear / 7) + 1;
}
