'use client';

import { useState } from 'react';
import { Link } from '@/components/link.tsx';

/** A cell: what it says, and what it is sorted by. */
export interface Cell {
  readonly text: string;
  /** null is last in either order. */
  readonly value: string | number | null;
  /** The page that it leads to. */
  readonly href?: string;
}

interface SortableTableProps {
  readonly caption: string;
  readonly columns: readonly { readonly name: string; readonly isNumber?: boolean; readonly className?: string }[];
  /** As they are at first; each has its own first text. */
  readonly rows: readonly (readonly Cell[])[];
  /** Which column they are sorted by at first, and whether the highest is first. */
  readonly sorted: Sorted;
}

interface Sorted {
  readonly column: number;
  readonly isDescending: boolean;
}

/** A table whose columns sort its rows. Without a script it is as it is at first. */
export function SortableTable({ caption, columns, rows, sorted }: SortableTableProps) {
  const [by, setBy] = useState(sorted);
  const ordered = by === sorted ? rows : rows.toSorted(comparator(by));
  const sort = (column: number) =>
    setBy({ column, isDescending: by.column === column ? !by.isDescending : (columns[column]?.isNumber ?? false) });
  const classOf = (column: number) =>
    [columns[column]?.isNumber && 'number', columns[column]?.className].filter(Boolean).join(' ');
  return (
    <table className="figures">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ name }, column) => (
            <th key={name} scope="col" className={classOf(column)} aria-sort={sortOf(by, column)}>
              <button type="button" onClick={() => sort(column)} className="sort">
                {name}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ordered.map((cells) => (
          <tr key={cells[0]?.href ?? cells[0]?.text}>
            {cells.map(({ text, href }, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column's
              <td key={column} className={classOf(column)}>
                {href ? (
                  <Link href={href} className="hover:underline">
                    {text}
                  </Link>
                ) : (
                  text
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function sortOf(by: Sorted, column: number): 'ascending' | 'descending' | 'none' {
  if (by.column !== column) return 'none';
  return by.isDescending ? 'descending' : 'ascending';
}

function comparator({ column, isDescending }: Sorted) {
  return (one: readonly Cell[], other: readonly Cell[]): number => {
    const [a, b] = [one[column]?.value ?? null, other[column]?.value ?? null];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en');
    return isDescending ? -order : order;
  };
}
