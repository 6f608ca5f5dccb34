import type { Batch, Cell, Column } from '../table.ts';
import type { Bytes, Format } from './format.ts';

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

/** One JSON object per line; numbers that JSON lacks (NaN, infinities) are null. */
export const ndjson: Format = {
  extension: 'ndjson',
  mediaType: 'application/x-ndjson',
  open({ columns }) {
    const before = columns.map(({ name }, nth) => `${nth === 0 ? '{' : ','}${JSON.stringify(name)}:`);
    return {
      write: rowWriter(columns, { before, end: '}\n', none: 'null', text: JSON.stringify, number: JSON.stringify }),
    };
  },
};

/** The rules by which a text format writes a row. */
interface RowText {
  /** Text before each cell: one per column. */
  readonly before: readonly string[];
  /** End of a row. */
  readonly end: string;
  /** Text of a null. */
  readonly none: string;
  text(text: string): string;
  number(value: number): string;
}

/** Creates a writer of rows in a text format. */
function rowWriter(columns: readonly Column[], row: RowText): (batch: Batch) => Bytes {
  const cells = columns.map((column, nth) => cellWriter(column, row, row.before[nth] ?? ''));
  return (batch) => {
    const length = batch[0]?.length ?? 0;
    let text = '';
    for (let nth = 0; nth < length; nth += 1) {
      for (let column = 0; column < cells.length; column += 1) text += cells[column]?.(batch[column]?.[nth] ?? null);
      text += row.end;
    }
    return Buffer.from(text);
  };
}

/** Maximum number of cached texts of moments, which repeat from series to series. */
const MOST_KNOWN = 50_000;

/** Creates a writer of cells, with the text before each. It caches texts: neighbouring cells are often equal. */
function cellWriter({ type }: Column, { none, text, number }: RowText, before: string): (cell: Cell) => string {
  const nothing = before + none;
  if (type === 'number' || type === 'integer') {
    return (cell) => (typeof cell === 'number' ? before + number(cell) : nothing);
  }
  const known = new Map<Cell, string>();
  const write = (cell: Cell): string => {
    if (cell === null) return nothing;
    if (known.size >= MOST_KNOWN) known.clear();
    const written = before + text(typeof cell === 'number' ? new Date(cell).toISOString() : cell);
    if (type === 'moment') known.set(cell, written);
    return written;
  };
  let last: Cell = null;
  let written = nothing;
  return (cell) => {
    if (cell === last) return written;
    last = cell;
    written = known.get(cell) ?? write(cell);
    return written;
  };
}
