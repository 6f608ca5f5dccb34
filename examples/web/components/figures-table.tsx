import type { Frequency } from '@chronos-graph/views';
import { number, period } from '@/lib/format.ts';
import { SortableTable } from './sortable-table.tsx';

interface FiguresTableProps {
  readonly caption: string;
  readonly units: string;
  readonly frequency: Frequency;
  readonly points: readonly { readonly time: string; readonly value: number | null }[];
}

/** A chart's figures as a table, the newest first, folded away. */
export function FiguresTable({ caption, units, frequency, points }: FiguresTableProps) {
  return (
    <details className="mt-3">
      <summary className="label cursor-pointer py-1">Figures as a table</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard (WCAG 2.1.1) */}
      <section className="mt-2 max-h-80 max-w-md overflow-y-auto" aria-label={`${caption}: figures`} tabIndex={0}>
        <SortableTable
          caption={caption}
          columns={[{ name: 'Period' }, { name: units, isNumber: true }]}
          rows={points.toReversed().map(({ time, value }) => [
            { text: period(time, frequency), value: time },
            { text: number(value), value },
          ])}
          sorted={{ column: 0, isDescending: true }}
        />
      </section>
    </details>
  );
}
