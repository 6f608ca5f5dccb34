type Compare<T> = (a: T, b: T) => number;

/**
 * Sorts rows as Postgres's quicksort does, by Bentley and McIlroy: not stably, but always alike. It decides which rows
 * of equal rank come first where Twenty leaves that open, given the rows in the order that the table holds them in.
 */
export function postgresSort<T>(rows: readonly T[], compare: Compare<T>): T[] {
  const sorted = rows.slice();
  sortRange(sorted, compare, 0, sorted.length);
  return sorted;
}

function sortRange<T>(rows: T[], compareRows: Compare<T>, start: number, length: number): void {
  const compare = (a: number, b: number) => compareRows(rows[a] as T, rows[b] as T);
  const swap = (a: number, b: number) => {
    [rows[a], rows[b]] = [rows[b] as T, rows[a] as T];
  };
  const swapRanges = (a: number, b: number, count: number) => {
    for (let step = 0; step < count; step++) swap(a + step, b + step);
  };
  const end = start + length;
  if (length < 7) {
    for (let next = start + 1; next < end; next++) {
      for (let place = next; place > start && compare(place - 1, place) > 0; place--) swap(place, place - 1);
    }
    return;
  }
  if (isSorted(compare, start, end)) return;

  // Equal rows are gathered at both ends, `low` and `high`, while the rest is parted, and moved into the middle at last.
  swap(start, choosePivot(compare, start, length));
  let low = start + 1;
  let left = low;
  let right = end - 1;
  let high = right;
  for (;;) {
    for (let order = 0; left <= right; left++) {
      order = compare(left, start);
      if (order > 0) break;
      if (order === 0) swap(low++, left);
    }
    for (let order = 0; left <= right; right--) {
      order = compare(right, start);
      if (order < 0) break;
      if (order === 0) swap(right, high--);
    }
    if (left > right) break;
    swap(left++, right--);
  }
  const below = left - low;
  const above = high - right;
  swapRanges(start, left - Math.min(low - start, below), Math.min(low - start, below));
  swapRanges(left, end - Math.min(above, end - high - 1), Math.min(above, end - high - 1));
  sortRange(rows, compareRows, start, below);
  sortRange(rows, compareRows, end - above, above);
}

type CompareAt = (a: number, b: number) => number;

function isSorted(compare: CompareAt, start: number, end: number): boolean {
  for (let next = start + 1; next < end; next++) if (compare(next - 1, next) > 0) return false;
  return true;
}

/** The middle row, or a median of three, or of three such. */
function choosePivot(compare: CompareAt, start: number, length: number): number {
  const middle = start + Math.floor(length / 2);
  const last = start + length - 1;
  if (length === 7) return middle;
  if (length <= 40) return median(compare, start, middle, last);
  const step = Math.floor(length / 8);
  return median(
    compare,
    median(compare, start, start + step, start + 2 * step),
    median(compare, middle - step, middle, middle + step),
    median(compare, last - 2 * step, last - step, last),
  );
}

function median(compare: CompareAt, a: number, b: number, c: number): number {
  if (compare(a, b) < 0) {
    if (compare(b, c) < 0) return b;
    return compare(a, c) < 0 ? c : a;
  }
  if (compare(b, c) > 0) return b;
  return compare(a, c) < 0 ? a : c;
}
