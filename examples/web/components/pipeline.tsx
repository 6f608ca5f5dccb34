import type { HomeForStaffQuery } from '@chronos-graph/views';
import { number, words } from '@/lib/format.ts';
import { Empty } from './empty.tsx';

/** Opportunities by stage and currency. */
export function Pipeline({ groups }: { readonly groups: HomeForStaffQuery['pipeline'] | undefined }) {
  if (!groups) return <Empty>The pipeline did not arrive.</Empty>;
  if (groups.length === 0) return <Empty>There are no opportunities.</Empty>;
  return (
    <table className="figures max-w-2xl">
      <thead>
        <tr>
          <th scope="col">Stage</th>
          <th scope="col" className="number">
            Opportunities
          </th>
          <th scope="col" className="number">
            Sum of amounts
          </th>
          <th scope="col">Currency</th>
        </tr>
      </thead>
      <tbody>
        {groups.toSorted(byStage).map(({ groupByDimensionValues, totalCount, sumAmountAmountMicros }) => (
          <tr key={JSON.stringify(groupByDimensionValues)}>
            <td>{words(sharedValue(groupByDimensionValues, 0) ?? 'No stage')}</td>
            <td className="number">{totalCount}</td>
            <td className="number">{number(sumAmountAmountMicros === null ? null : sumAmountAmountMicros / 1e6, 0)}</td>
            <td>{sharedValue(groupByDimensionValues, 1) ?? 'No currency'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** From the first talk to the sale, as Twenty has them; others after these. */
const STAGES = ['NEW', 'SCREENING', 'MEETING', 'PROPOSAL', 'CUSTOMER'];

type Group = NonNullable<HomeForStaffQuery['pipeline']>[number];

function byStage(one: Group, other: Group): number {
  const place = ({ groupByDimensionValues }: Group) => {
    const index = STAGES.indexOf(sharedValue(groupByDimensionValues, 0) ?? '');
    return index === -1 ? STAGES.length : index;
  };
  return place(one) - place(other);
}

/** A value that a group has in common: an opportunity can be without a stage, or without a currency. */
function sharedValue(values: unknown, nth: number): string | undefined {
  const value: unknown = Array.isArray(values) ? values[nth] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
