import { isJsonObject, type JsonObject, objectsOf } from '../../../common/json.ts';
import type { FieldRequest } from '../../../contract/request.ts';
import { fieldMapping } from '../../schema/mapping.ts';
import { badInput, missing } from '../errors.ts';

/*
 * Directus returns sums, means, minima and maxima of decimals as doubles, but the common values of groups with all
 * digits. So the rows are also grouped by each decimal: these groups give the number of rows of each value.
 */

/** A method of aggregation on a decimal column. */
export interface DecimalAggregate {
  readonly method: string;
  readonly column: string;
  /** The column's name in the graph. */
  readonly label: string;
}

/** Returns the aggregates of decimals that a client requests. */
export function decimalAggregates(fields: readonly FieldRequest[]): readonly DecimalAggregate[] {
  return fields.flatMap(({ name, definition, selections }) => {
    const method = name === '__typename' ? undefined : fieldMapping(definition);
    if (method?.kind !== 'parts') return [];
    return [...(selections?.values() ?? [])].flat().flatMap((field) => {
      const column = field.name === '__typename' ? undefined : fieldMapping(field.definition);
      return column?.kind === 'decimal' ? [{ method: method.name, column: column.name, label: field.name }] : [];
    });
  });
}

/** A value of a decimal column, and how many rows of a group have it. */
interface Counted {
  readonly value: Decimal;
  readonly count: bigint;
}

/** The location of values and their counts in the groups that are also by a decimal. */
export interface DecimalPlace {
  /** The keys of the groups' other common values. */
  readonly keys: readonly string[];
  readonly column: string;
  /** The counting method, and the counted field. */
  readonly count: { readonly name: string; readonly of: string; readonly key: string };
  /** The limit of the request: with this many groups, there may be more. */
  readonly most: number;
}

/**
 * Counts the rows of each value of a decimal in each group.
 * @returns a function that computes an aggregate of a group: a string, null without values, or an error
 */
export function countDecimals(
  answer: unknown,
  place: DecimalPlace,
): (group: JsonObject, aggregate: DecimalAggregate) => unknown {
  const groups = objectsOf(answer) ?? [];
  const counted = Map.groupBy(groups, (group) => keyOf(group, place.keys));
  return (group, { method, label }) => {
    if (groups.length >= place.most)
      return badInput(
        `\`${label}\` has ${place.most} different values or more in these groups, so that \`${method}\` of it cannot be exact: filter, or group by less.`,
      );
    const values = (counted.get(keyOf(group, place.keys)) ?? []).map((each) => countedOf(each, place));
    if (values.includes(undefined)) return missing(`\`${label}\``);
    const present = values.filter((each) => each !== undefined && each !== null);
    return compute(method, present);
  };
}

/** Replaces Directus's doubles by exact values. */
export function withExact(
  group: JsonObject,
  aggregates: readonly DecimalAggregate[],
  exactOf: (aggregate: DecimalAggregate) => unknown,
): JsonObject {
  const exact = Array.from(
    Map.groupBy(aggregates, ({ method }) => method),
    ([method, aggregates]) => {
      const values = aggregates.map((aggregate) => [aggregate.column, exactOf(aggregate)]);
      const before = group[method];
      return [method, isJsonObject(before) ? { ...before, ...Object.fromEntries(values) } : before];
    },
  );
  return { ...group, ...Object.fromEntries(exact) };
}

function keyOf({ group }: JsonObject, keys: readonly string[]): string {
  return JSON.stringify(keys.map((key) => (isJsonObject(group) ? (group[key] ?? null) : null)));
}

/** @returns null for null, undefined if the value is no decimal */
function countedOf(group: JsonObject, { column, count }: DecimalPlace): Counted | null | undefined {
  const given = isJsonObject(group.group) ? group.group[column] : undefined;
  if (given === null) return null;
  const value = readDecimal(String(given));
  const counts = group[count.name];
  const rows = isJsonObject(counts) ? Number(counts[count.key]) : Number.NaN;
  return value && Number.isSafeInteger(rows) ? { value, count: BigInt(rows) } : undefined;
}

/** Minimum number of computed digits after the point of a mean. */
export const MEAN_DIGITS = 20;

function compute(method: string, counted: readonly Counted[]): string | null {
  const scale = Math.max(0, ...counted.map(({ value }) => value.scale));
  const all = counted.map(({ value, count }) => ({
    units: unitsAt(value, scale),
    count: method.endsWith('Distinct') ? 1n : count,
  }));
  if (all.length === 0) return null;
  if (method === 'min' || method === 'max') {
    const sorted = all.map(({ units }) => units).sort((one, other) => (one < other ? -1 : 1));
    return writeDecimal({ units: sorted.at(method === 'min' ? 0 : -1) ?? 0n, scale });
  }
  const sum = all.reduce((total, { units, count }) => total + units * count, 0n);
  if (method.startsWith('sum')) return writeDecimal({ units: sum, scale });
  const digits = Math.max(scale, MEAN_DIGITS);
  const rows = all.reduce((total, { count }) => total + count, 0n);
  const mean = divide(unitsAt({ units: sum, scale }, digits), rows);
  return writeDecimal({ units: mean, scale: digits }).replace(/\.?0+$/, '');
}

/** A decimal: `units` over ten to the power of `scale`. */
interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Reads a decimal as PostgreSQL writes it; undefined for other texts, such as `NaN`. */
function readDecimal(text: string): Decimal | undefined {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return whole === '' ? undefined : { units: BigInt(sign + whole + fraction), scale: fraction.length };
}

/** Writes all digits, with `scale` digits after the point. */
function writeDecimal({ units, scale }: Decimal): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const sign = units < 0n ? '-' : '';
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Converts a decimal's units to a greater scale. */
const unitsAt = ({ units, scale }: Decimal, at: number): bigint => units * 10n ** BigInt(at - scale);

/** Rounds half away from zero, as PostgreSQL does. */
function divide(units: bigint, by: bigint): bigint {
  const twice = 2n * units;
  return (twice < 0n ? twice - by : twice + by) / (2n * by);
}

/** Compares two texts as decimals, for a sort. */
export function compareDecimals(one: string, other: string): number {
  const [left, right] = [readDecimal(one), readDecimal(other)];
  if (!left || !right) return one < other ? -1 : 1;
  const scale = Math.max(left.scale, right.scale);
  const difference = unitsAt(left, scale) - unitsAt(right, scale);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}
