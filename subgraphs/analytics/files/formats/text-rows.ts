import type { Batch, Cell, Column } from '../table.ts';
import type { Bytes } from './format.ts';

/** How a format of text writes a row. */
export interface RowText {
  /** What stands before each cell: as many as there are columns. */
  readonly before: readonly string[];
  /** What ends a row. */
  readonly end: string;
  /** What stands for a cell that is null. */
  readonly none: string;
  text(text: string): string;
  number(value: number): string;
}

/** Makes a writer of rows of text. */
export function rowWriter(columns: readonly Column[], row: RowText): (batch: Batch) => Bytes {
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

/** The moments of one series are those of the next: no more than these are remembered. */
const MOST_KNOWN = 50_000;

/** Writes a cell and what stands before it. Neighbouring rows have many cells alike: what one was written as is remembered. */
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
