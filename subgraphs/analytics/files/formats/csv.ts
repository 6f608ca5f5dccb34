import type { Format } from './format.ts';
import { rowWriter } from './text-rows.ts';

/**
 * Comma-separated values (RFC 4180), as PostgreSQL's COPY writes them: lines end with a line feed, a null is empty, and
 * an empty text is in quotes.
 */
export const csv: Format = {
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  open({ columns }) {
    const before = columns.map((_, nth) => (nth === 0 ? '' : ','));
    return {
      begin: () => Buffer.from(`${columns.map(({ name }) => name).join(',')}\n`),
      write: rowWriter(columns, { before, end: '\n', none: '', text: quoted, number: String }),
    };
  },
};

const quoted = (text: string) => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const NEEDS_QUOTES = /^$|[",\r\n]/;
