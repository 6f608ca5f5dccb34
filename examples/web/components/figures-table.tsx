import type { Frequency } from '@chronos-graph/views';
import { number, period } from '@/lib/format.ts';

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
      <section className="mt-2 max-h-80 overflow-y-auto" aria-label={`${caption}: figures`} tabIndex={0}>
        <table className="figures max-w-md">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">Period</th>
              <th scope="col" className="number">
                {units}
              </th>
            </tr>
          </thead>
          <tbody>
            {points.toReversed().map(({ time, value }) => (
              <tr key={time}>
                <td>{period(time, frequency)}</td>
                <td className="number">{number(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
