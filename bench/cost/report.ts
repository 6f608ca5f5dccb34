/** An operation's price, and what it takes. */
export interface Priced {
  readonly name: string;
  readonly points: number;
  /** What it costs more the first time. */
  readonly compiling: number;
  /** Of processor time: of an operation that comes again, and of one that comes for the first time. */
  readonly warmMs: number;
  readonly coldMs: number;
}

/** The most processor time that a hundred points may stand for. */
export const MS_PER_100_POINTS = 5;

export const msPer100Points = ({ points, compiling, warmMs, coldMs }: Priced): number =>
  Math.max((100 * warmMs) / points, (100 * coldMs) / (points + compiling));

/** The table of docs/limits.md. */
export function costReport(ranOn: string, priced: readonly Priced[]): string {
  const rows = priced.map((each) => {
    const { name, points, compiling, warmMs, coldMs } = each;
    const cells = [name, points.toLocaleString('en'), warmMs.toFixed(1), (points + compiling).toLocaleString('en')];
    return `| ${[...cells, coldMs.toFixed(1), msPer100Points(each).toFixed(2)].join(' | ')} |`;
  });
  return [
    ranOn,
    '',
    '| Operation | points | ms of CPU | points, the first time | ms of CPU, the first time | ms per 100 points, at most |',
    '|---|---:|---:|---:|---:|---:|',
    ...rows,
  ].join('\n');
}
