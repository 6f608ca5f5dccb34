import type { HomeForStaffQuery } from '@chronos-graph/views';
import { number, words } from '@/lib/format.ts';
import { Empty } from './empty.tsx';

/** Opportunities by stage. */
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
            Sum of amounts, whatever the currency
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.toSorted(byStage).map(({ groupByDimensionValues, totalCount, sumAmountAmountMicros }) => (
          <tr key={JSON.stringify(groupByDimensionValues)}>
            <td>{words(stageOf(groupByDimensionValues))}</td>
            <td className="number">{totalCount}</td>
            <td className="number">{number(sumAmountAmountMicros === null ? null : sumAmountAmountMicros / 1e6, 0)}</td>
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
    const index = STAGES.indexOf(stageOf(groupByDimensionValues));
    return index === -1 ? STAGES.length : index;
  };
  return place(one) - place(other);
}

/** The one value that a group has in common: an opportunity can be without a stage. */
function stageOf(values: unknown): string {
  return Array.isArray(values) && typeof values[0] === 'string' ? values[0] : 'No stage';
}
