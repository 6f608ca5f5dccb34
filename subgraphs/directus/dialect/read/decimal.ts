/** A decimal: `units` over ten to the power of `scale`. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Reads a decimal as PostgreSQL writes it; undefined for what is none, such as `NaN`. */
export function readDecimal(text: string): Decimal | undefined {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return whole === '' ? undefined : { units: BigInt(sign + whole + fraction), scale: fraction.length };
}

/** Writes all digits, as many after the point as its scale says. */
export function writeDecimal({ units, scale }: Decimal): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const sign = units < 0n ? '-' : '';
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Its units at a greater scale. */
export const unitsAt = ({ units, scale }: Decimal, at: number): bigint => units * 10n ** BigInt(at - scale);

/** Rounds half away from zero, as PostgreSQL does. */
export function divide(units: bigint, by: bigint): bigint {
  const twice = 2n * units;
  return (twice < 0n ? twice - by : twice + by) / (2n * by);
}

/** Which of two texts is the greater decimal, as a sort takes it. */
export function compareDecimals(one: string, other: string): number {
  const [left, right] = [readDecimal(one), readDecimal(other)];
  if (!left || !right) return one < other ? -1 : 1;
  const scale = Math.max(left.scale, right.scale);
  const difference = unitsAt(left, scale) - unitsAt(right, scale);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}
