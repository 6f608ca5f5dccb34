import { isJsonObject } from '../../json.ts';

const REVERSED: Readonly<Record<string, string>> = {
  AscNullsFirst: 'DescNullsLast',
  AscNullsLast: 'DescNullsFirst',
  DescNullsFirst: 'AscNullsLast',
  DescNullsLast: 'AscNullsFirst',
};

/** An order with its nulls dropped; undefined where nothing is left. Twenty adds the id, ascending, to any order. */
export function rewriteOrder(order: unknown): readonly unknown[] | undefined {
  const items = (Array.isArray(order) ? order : []).map(withoutNulls).filter((item) => item !== undefined);
  return items.length > 0 ? items : undefined;
}

function withoutNulls(order: unknown): unknown {
  if (!isJsonObject(order)) return order ?? undefined;
  const entries = Object.entries(order).map(([name, value]) => [name, withoutNulls(value)] as const);
  const given = entries.filter(([, value]) => value !== undefined);
  return given.length > 0 ? Object.fromEntries(given) : undefined;
}

/** The same order from its end, the id by which Twenty breaks ties included. */
export function reverseOrder(order: readonly unknown[] = []): readonly unknown[] {
  return [...order.map(reversed), { id: 'DescNullsLast' }];
}

function reversed(order: unknown): unknown {
  if (typeof order === 'string') return REVERSED[order] ?? order;
  return Object.fromEntries(Object.entries(Object(order)).map(([name, value]) => [name, reversed(value)]));
}
