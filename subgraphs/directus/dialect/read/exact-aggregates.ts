import { BigNumber } from 'bignumber.js';
import { isJsonObject, type JsonObject, objectsOf, property } from '../../../common/json.ts';
import type { FieldRequest } from '../../../contract/request.ts';
import { badInput, missing } from '../errors.ts';
import { distinct } from '../keys.ts';

/*
 * Directus returns sums, means, minima and maxima of decimals as doubles, but the common values of groups with all
 * digits. So the rows are also grouped by each decimal: these groups give the number of rows of each value.
 */

/** A method of aggregation on a decimal column. */
interface DecimalAggregate {
  readonly method: string;
  readonly column: string;
  /** The column's name in the graph. */
  readonly label: string;
}

/** Returns the aggregates of decimals that a client requests. */
function decimalAggregates(fields: readonly FieldRequest[]): readonly DecimalAggregate[] {
  return fields.flatMap(({ definition: { extensions }, selections }) => {
    const method = extensions.directus;
    if (method?.kind !== 'parts') return [];
    return [...(selections?.values() ?? [])].flat().flatMap((field) => {
      const column = field.definition.extensions.directus;
      return column?.kind === 'decimal' ? [{ method: method.name, column: column.name, label: field.name }] : [];
    });
  });
}

/** A value of a decimal column, and how many rows of a group have it. */
interface Counted {
  readonly value: BigNumber;
  /** The number of digits after its point. */
  readonly scale: number;
  readonly count: number;
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
 * Replaces Directus's doubles by exact values: strings, null without values, or errors. It changes the groups in place.
 * @param fields the requested fields of the groups
 * @param request requests the groups that are also by each of these decimals
 */
export async function readExactAggregates(
  groups: readonly JsonObject[],
  fields: readonly FieldRequest[],
  place: Omit<DecimalPlace, 'column'>,
  request: (places: readonly DecimalPlace[]) => Promise<readonly unknown[]>,
): Promise<void> {
  const aggregates = decimalAggregates(fields).filter(({ method, column }) =>
    groups.some((group) => typeof property(group[method], column) === 'number'),
  );
  if (aggregates.length === 0) return;
  const places = distinct(aggregates.map(({ column }) => column)).map((column) => ({ ...place, column }));
  const answers = await request(places);
  const exact = new Map(places.map((each, index) => [each.column, countDecimals(answers[index], each)]));
  for (const group of groups) {
    for (const aggregate of aggregates) {
      const { method, column } = aggregate;
      const values = group[method];
      if (!isJsonObject(values)) continue;
      Object.assign(group, { [method]: { ...values, [column]: exact.get(column)?.(group, aggregate) } });
    }
  }
}

/**
 * Counts the rows of each value of a decimal in each group.
 * @returns a function that computes an aggregate of a group: a string, null without values, or an error
 */
function countDecimals(
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

function keyOf({ group }: JsonObject, keys: readonly string[]): string {
  return JSON.stringify(keys.map((key) => property(group, key) ?? null));
}

/** A constructor that makes NaN of a text that is no decimal. */
const Decimal = BigNumber.clone({ STRICT: false });

/** @returns null for null, undefined if the value is no decimal */
function countedOf(group: JsonObject, { column, count }: DecimalPlace): Counted | null | undefined {
  const given = property(group.group, column);
  if (given === null) return null;
  const value = new Decimal(String(given));
  const rows = Number(property(group[count.name], count.key));
  if (!value.isFinite() || !Number.isSafeInteger(rows)) return undefined;
  return { value, scale: String(given).split('.')[1]?.length ?? 0, count: rows };
}

/** Minimum number of computed digits after the point of a mean. */
const MEAN_DIGITS = 20;

/** Computes an aggregate. A mean is rounded half away from zero, as PostgreSQL does. */
function compute(method: string, counted: readonly Counted[]): string | null {
  if (counted.length === 0) return null;
  const scale = Math.max(...counted.map((each) => each.scale));
  const values = counted.map(({ value }) => value);
  if (method === 'min') return BigNumber.min(...values).toFixed(scale);
  if (method === 'max') return BigNumber.max(...values).toFixed(scale);
  const counts = counted.map(({ count }) => (method.endsWith('Distinct') ? 1 : count));
  const sum = BigNumber.sum(...values.map((value, index) => value.times(counts[index] ?? 0)));
  if (method.startsWith('sum')) return sum.toFixed(scale);
  const Mean = BigNumber.clone({ DECIMAL_PLACES: Math.max(scale, MEAN_DIGITS) });
  return new Mean(sum).div(BigNumber.sum(...counts)).toFixed();
}

/** Compares two texts as decimals, for a sort. */
export function compareDecimals(one: string, other: string): number {
  return new Decimal(one).comparedTo(new Decimal(other)) ?? (one < other ? -1 : 1);
}
