import type { SiteRegionsQuery } from '@chronos-graph/views';
import { number } from '@/lib/format.ts';
import { median } from '@/lib/median.ts';
import { Empty } from './empty.tsx';
import { SortableTable } from './sortable-table.tsx';

interface StatesTableProps {
  /** Undefined: they could not be loaded. */
  readonly states: SiteRegionsQuery['states'] | undefined;
  readonly map: SiteRegionsQuery['choropleth'] | undefined;
}

const COLUMNS = [
  { name: 'State' },
  { name: 'Counties', isNumber: true, className: 'max-sm:hidden' },
  { name: 'Lowest', isNumber: true, className: 'max-sm:hidden' },
  { name: 'Median', isNumber: true },
  { name: 'Highest', isNumber: true },
] as const;

/** The states, each with the lowest, the middle and the highest figure of its counties. */
export function StatesTable({ states, map }: StatesTableProps) {
  if (!states) return <Empty>The states could not be loaded.</Empty>;
  const counties = Map.groupBy(map?.regions ?? [], ({ region }) => region.code.slice(0, 'US-00'.length));
  const decimals = map?.indicator.decimals;
  const figure = (value: number | null) => ({ text: number(value, decimals), value });
  const rows = states.edges.map(({ node: { code, name } }) => {
    const values = (counties.get(code) ?? []).flatMap(({ value }) => (value === null ? [] : [value]));
    const sorted = values.toSorted((one, other) => one - other);
    return [
      { text: name, value: name, href: `/regions/${code}` },
      { text: number(values.length), value: values.length },
      figure(sorted[0] ?? null),
      figure(median(sorted)),
      figure(sorted.at(-1) ?? null),
    ];
  });
  return (
    <div className="max-w-3xl">
      {map && (
        <p className="label mb-2">
          {map.indicator.name}, {map.indicator.units.toLowerCase()}: the lowest, the median and the highest county of
          each.
        </p>
      )}
      <SortableTable
        caption="States and territories"
        columns={COLUMNS}
        rows={rows}
        sorted={{ column: 0, isDescending: false }}
      />
    </div>
  );
}
