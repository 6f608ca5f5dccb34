import { type Cell, momentOf } from '../data/store.ts';

const DAY = 86_400_000;
const OF_DATE = ['year', 'month', 'week', 'day', 'weekday'];
const OF_TIME = ['hour', 'minute', 'second'];

/** The functions that Directus has over a type. */
export function datePartsOf(type: string): readonly string[] {
  if (type === 'date') return OF_DATE;
  if (type === 'time') return OF_TIME;
  return type === 'timestamp' || type === 'dateTime' ? [...OF_DATE, ...OF_TIME] : [];
}

/** A part of a date, a time or a moment, in UTC: weeks as ISO 8601 numbers them, weekdays from Sunday, 0. */
export function datePart(name: string, cell: Cell): number | null {
  if (cell === null) return null;
  const text = String(cell);
  const moment = momentOf(text.includes(':') && !text.includes('T') ? `1970-01-01T${text}` : text);
  switch (name) {
    case 'year':
      return moment.getUTCFullYear();
    case 'month':
      return moment.getUTCMonth() + 1;
    case 'week':
      return isoWeek(moment);
    case 'day':
      return moment.getUTCDate();
    case 'weekday':
      return moment.getUTCDay();
    case 'hour':
      return moment.getUTCHours();
    case 'minute':
      return moment.getUTCMinutes();
    default:
      return moment.getUTCSeconds() + moment.getUTCMilliseconds() / 1000;
  }
}

/** A week belongs to the year that its Thursday is in. */
function isoWeek(moment: Date): number {
  const daysSinceMonday = (moment.getUTCDay() + 6) % 7;
  const thursday = new Date(moment.getTime() + (3 - daysSinceMonday) * DAY);
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return 1 + Math.floor((thursday.getTime() - newYear) / (7 * DAY));
}
