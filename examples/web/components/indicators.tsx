import { number, periodFrom, quantity } from '@/lib/format.ts';

interface IndicatorsProps {
  readonly indicators:
    | readonly {
        readonly indicator: {
          readonly code: string;
          readonly name: string;
          readonly units: string;
          readonly decimals: number;
          readonly direction: 'HIGHER_IS_BETTER' | 'LOWER_IS_BETTER' | 'NEUTRAL';
        };
        readonly time: string;
        readonly value: number;
        readonly rank: number;
        readonly percentile: number;
        readonly peers: number;
      }[]
    | undefined;
}

/** How a region is doing, each indicator among its peers. Nothing where it has none. */
export function Indicators({ indicators }: IndicatorsProps) {
  if (!indicators || indicators.length === 0) return null;
  return (
    <dl className="mt-8 flex flex-wrap gap-x-14 gap-y-6">
      {indicators.map(
        ({ indicator: { code, name, units, decimals, direction }, time, value, rank, percentile, peers }) => (
          <div key={code}>
            <dt className="font-semibold text-[0.9375rem]">
              {name}, {periodFrom(time)}
            </dt>
            <dd className="font-serif text-4xl tabular-nums">{quantity(value, units, decimals)}</dd>
            <dd className="label mt-1">
              Rank {number(rank)} of {number(peers)} (1 is the {direction === 'NEUTRAL' ? 'highest' : 'best'}) · higher
              than {Math.floor(percentile)}
              {'\u00a0'}% of its peers
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}
