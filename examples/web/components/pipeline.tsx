import type { HomeForStaffQuery } from '@chronos-graph/views';
import { money, words } from '@/lib/format.ts';
import { Empty } from './empty.tsx';

/** Opportunities by stage, with a sum for each currency. */
export function Pipeline({ groups }: { readonly groups: HomeForStaffQuery['pipeline'] | undefined }) {
  if (!groups) return <Empty>The pipeline could not be loaded.</Empty>;
  if (groups.length === 0) return <Empty>There are no opportunities.</Empty>;
  const stages = Map.groupBy(groups, stageOf);
  return (
    <table className="figures max-w-2xl">
      <thead>
        <tr>
          <th scope="col">Stage</th>
          <th scope="col" className="number">
            Opportunities
          </th>
          <th scope="col" className="number">
            Sum of amounts, by currency
          </th>
        </tr>
      </thead>
      <tbody>
        {[...stages].toSorted(byStage).map(([stage, of]) => (
          <tr key={stage}>
            <td>{words(stage)}</td>
            <td className="number">{of.reduce((sum, { totalCount }) => sum + (totalCount ?? 0), 0)}</td>
            <td className="number">{sumsOf(of)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** From the first talk to the sale, as Twenty has them; others after these. */
const STAGES = ['NEW', 'SCREENING', 'MEETING', 'PROPOSAL', 'CUSTOMER'];

type Group = NonNullable<HomeForStaffQuery['pipeline']>[number];

function byStage([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  const place = (stage: string) => (STAGES.includes(stage) ? STAGES.indexOf(stage) : STAGES.length);
  return place(one) - place(other);
}

/** An opportunity can be without a stage. */
function stageOf({ groupByDimensionValues: values }: Group): string {
  return Array.isArray(values) && typeof values[0] === 'string' ? values[0] : 'No stage';
}

/** "$2.6 million, €1.1 million": amounts of two currencies have no sum. */
function sumsOf(groups: readonly Group[]): string {
  const sums = groups.flatMap(({ groupByDimensionValues: values, sumAmountAmountMicros: sum }) => {
    const currency: unknown = Array.isArray(values) ? values[1] : undefined;
    return typeof currency === 'string' && currency && sum !== null ? [money(sum, currency)] : [];
  });
  return sums.join(', ') || '–';
}
