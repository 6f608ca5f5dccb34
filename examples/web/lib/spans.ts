/** A stretch of time: from its first moment until the first moment after it, as ISO 8601. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

interface Point {
  readonly time: string;
  readonly value: number | null;
}

/**
 * Returns when an indicator is 1: each span from a figure of 1 until the next figure that is not.
 * @param points ascending in time; one that ends with 1 has its last span end there
 */
export function spansOf(points: readonly Point[]): readonly Span[] {
  const begins = points.filter(({ value }, nth) => value === 1 && points[nth - 1]?.value !== 1);
  return begins.flatMap(({ time: from }) => {
    const end = points.find(({ time, value }) => time > from && value !== 1) ?? points.at(-1);
    return end && end.time > from ? [{ from, to: end.time }] : [];
  });
}

/** Returns the parts of spans between two moments, as ISO 8601. */
export function spansBetween(spans: readonly Span[], first: string, last: string): readonly Span[] {
  return spans
    .map(({ from, to }) => ({ from: from < first ? first : from, to: to > last ? last : to }))
    .filter(({ from, to }) => from < to);
}
