import { badRequest } from '../errors.ts';
import { isObject } from '../model/column.ts';
import type { ObjectType } from '../model/object-type.ts';
import { compareByDirection, type Direction, directionOf } from '../query/order.ts';
import type { Row } from '../store/row.ts';
import type { Dimension } from './dimension.ts';

const ASCENDING = { isAscending: true, nullsFirst: false };
const NUMBER = { kind: 'NUMBER', options: [] } as const;
const TEXT = { kind: 'TEXT', options: [] } as const;

export interface Group {
  /** Of each dimension. */
  readonly values: readonly unknown[];
  readonly rows: readonly Row[];
}

type Comparison = (a: Group, b: Group) => number;

/**
 * Reads the `orderBy` argument of groups. Groups of equal rank, and all groups when no order is requested, come in the
 * order of their values, nulls last: Twenty leaves it open.
 * @throws TwentyError for what groups cannot be ordered by
 */
export function compareGroups(
  object: ObjectType,
  dimensions: readonly Dimension[],
  orderBy: readonly unknown[],
): Comparison {
  // As in lists, of two orders of one thing the second counts, at the place of the first.
  const asked = new Map(orderBy.map((item) => readGroupOrder(object, dimensions, item)));
  const byValues = dimensions.map((_, index) => compareDimension(dimensions, index, ASCENDING));
  const comparisons = [...asked.values(), ...byValues];
  return (a, b) => {
    for (const compare of comparisons) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function readGroupOrder(
  object: ObjectType,
  dimensions: readonly Dimension[],
  item: unknown,
): [subject: string, Comparison] {
  const [name, value] = onlyEntry(item, 'orderBy field');
  if (name === 'aggregate') {
    const [aggregate, direction] = onlyEntry(value, 'aggregate');
    return [`aggregate.${aggregate}`, compareAggregates(object, aggregate, direction)];
  }
  const field = object.fields.get(name);
  if (!field || (field.type === 'scalar' && field.column.kind.endsWith('RELATION'))) {
    throw badRequest(`Cannot orderBy unknown field: ${name}.`);
  }
  const path = [name];
  let inner = value;
  while (isObject(inner) && !('granularity' in inner)) {
    const [next, below] = onlyEntry(inner, 'orderBy field');
    if (next === 'orderBy') {
      throw badRequest('Cannot order by a field that is not in groupBy or that is not an aggregate field: orderBy');
    }
    path.push(next);
    inner = below;
  }
  const granularity = isObject(inner) ? String(inner.granularity) : undefined;
  const index = dimensions.findIndex((dimension) => {
    const begins = path.every((part, place) => dimension.path[place] === part);
    return begins && (granularity === undefined || dimension.path[path.length] === granularity);
  });
  if (index < 0 && granularity !== undefined) {
    throw badRequest(`Cannot order by a date granularity that is not in groupBy criteria: ${granularity}`);
  }
  if (index < 0) {
    throw badRequest(`Cannot order by a field that is not an aggregate nor in groupBy criteria: ${path.join('.')}.`);
  }
  const direction = readDirection(isObject(inner) ? inner.orderBy : inner);
  return [[...path, granularity].join('.'), compareDimension(dimensions, index, direction)];
}

function compareAggregates(object: ObjectType, name: string, value: unknown): Comparison {
  const aggregate = object.aggregates.get(name);
  if (!aggregate) throw badRequest(`Unknown aggregate field: ${name}`);
  const direction = readDirection(value);
  const ranks = new Map<Group, unknown>();
  const rankOf = (group: Group) => {
    if (!ranks.has(group)) ranks.set(group, aggregate(group.rows));
    return ranks.get(group);
  };
  return (a, b) => compareByDirection(direction, NUMBER, rankOf(a), rankOf(b));
}

/** Values of an enum compare as texts here, not in the order of its options. */
function compareDimension(dimensions: readonly Dimension[], index: number, direction: Direction): Comparison {
  const { column = TEXT, show } = dimensions[index] ?? {};
  const isEnum = ['SELECT', 'RATING', 'MULTI_SELECT'].includes(column.kind);
  const ranked = ({ values }: Group) => (isEnum && show ? show(values[index]) : values[index]);
  return (a, b) => compareByDirection(direction, isEnum ? TEXT : column, ranked(a), ranked(b));
}

function readDirection(value: unknown): Direction {
  const direction = directionOf(value);
  if (direction) return direction;
  throw badRequest(`Unknown orderBy value: ${value}`);
}

/** An order of groups has one key at every level. */
function onlyEntry(item: unknown, what: string): [name: string, value: unknown] {
  const [entry, another] = isObject(item) ? Object.entries(item) : [];
  if (entry && !another) return entry;
  throw badRequest(`Please provide ${what} criteria one by one in orderBy array`);
}
