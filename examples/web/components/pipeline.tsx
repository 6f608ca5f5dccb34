import type { HomeForStaffQuery } from '@chronos-graph/client';
import { money, words } from '@/lib/format.ts';
import { Empty } from './empty.tsx';

/** Opportunities by stage. */
export function Pipeline({ groups }: { readonly groups: HomeForStaffQuery['pipeline'] }) {
  if (!groups || groups.length === 0) return <Empty>There are no opportunities.</Empty>;
  return (
    <table className="figures max-w-2xl">
      <thead>
        <tr>
          <th scope="col">Stage</th>
          <th scope="col" className="number">
            Opportunities
          </th>
          <th scope="col" className="number">
            Sum of amounts, whatever the currency
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ groupByDimensionValues, totalCount, sumAmountAmountMicros }) => (
          <tr key={JSON.stringify(groupByDimensionValues)}>
            <td>{words(stageOf(groupByDimensionValues))}</td>
            <td className="number">{totalCount}</td>
            <td className="number">{money(sumAmountAmountMicros, 'USD').replace('$', '')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The one value that a group has in common: an opportunity can be without a stage. */
function stageOf(values: unknown): string {
  return Array.isArray(values) && typeof values[0] === 'string' ? values[0] : 'No stage';
}
