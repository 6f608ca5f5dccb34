import { number, periodFrom, unit } from '@/lib/format.ts';
import type { MapKey } from '@/lib/map-of.ts';

interface LegendProps {
  readonly mapKey: MapKey;
  /** What the map's regions are: "counties". */
  readonly plural: string;
}

/** The classes of a map, each with its colour and its bounds. */
export function Legend({ mapKey, plural }: LegendProps) {
  const { name, units, decimals, time, classes } = mapKey;
  return (
    <div>
      <p className="font-semibold text-[0.9375rem]">
        {name}, {unit(units)}
        {time && <span className="font-normal text-soft"> · {periodFrom(time)}</span>}
      </p>
      <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1.5 text-sm tabular-nums">
        {classes.map((each, index) => (
          <li key={each.class} className="flex items-center gap-2">
            <Swatch colour={`var(--map-${each.class})`} />
            {index === 0
              ? `up to ${number(each.upper, decimals)}`
              : `${number(each.lower, decimals)}–${number(each.upper, decimals)}`}
          </li>
        ))}
        <li className="flex items-center gap-2">
          <Swatch colour="var(--map-none)" />
          no figure
        </li>
      </ul>
      {classes.length > 1 && (
        <p className="label mt-2">
          Each colour stands for about a {fraction(classes.length)} of all {plural}; each class includes its upper
          bound.
        </p>
      )}
    </div>
  );
}

function Swatch({ colour }: { readonly colour: string }) {
  return (
    <span
      aria-hidden="true"
      className="inline-block size-4 rounded-xs border border-soft/40"
      style={{ background: colour }}
    />
  );
}

function fraction(classes: number): string {
  return ['half', 'third', 'quarter', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'][classes - 2] ?? 'part';
}
