import { median } from '../measure.ts';

/** What was seen at a time. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/**
 * The Theil–Sen estimator: the median of the slopes of all pairs. Up to a quarter of the points may be anything.
 * NaN for fewer than two.
 */
export function slopeOf(points: readonly Point[]): number {
  const slopes = points.flatMap((one, index) =>
    points.slice(index + 1).map((other) => (other.value - one.value) / (other.at - one.at)),
  );
  return median(slopes);
}
