interface SparklineProps {
  readonly points: readonly { readonly value: number | null }[];
}

const WIDTH = 240;
const HEIGHT = 48;
const MARGIN = 3;

/** A line without axes: how a figure has moved. The numbers are next to it, so it is a decoration. */
export function Sparkline({ points }: SparklineProps) {
  const values = points.flatMap(({ value }, index) => (value === null ? [] : [{ value, index }]));
  if (values.length < 2) return null;
  const least = Math.min(...values.map(({ value }) => value));
  const most = Math.max(...values.map(({ value }) => value));
  const x = (index: number) => MARGIN + (index / (points.length - 1)) * (WIDTH - 2 * MARGIN);
  const y = (value: number) => HEIGHT - MARGIN - ((value - least) / (most - least || 1)) * (HEIGHT - 2 * MARGIN);
  const path = values.map(({ value, index }) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const last = values.at(-1);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" className="h-12 w-full max-w-60 text-accent">
      <polyline points={path} fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinejoin="round" />
      {last && <circle cx={x(last.index)} cy={y(last.value)} r="3" fill="currentColor" />}
    </svg>
  );
}
