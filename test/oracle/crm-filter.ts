import type { TwentyRecord } from '../../sandbox/twenty/index.ts';
import { CODES, isObject, stored, storedPart, type World } from './crm-world.ts';

/** SQL's truths: null is unknown, and what is unknown is not found. */
export type Truth = boolean | null;

/** Stands for the record that a relation does not lead to. */
const NOTHING: TwentyRecord = { id: '' };

/** Whether a record meets a filter, by what the graph says of filters: a condition that is null is none. */
export function meets(world: World, type: string, filter: unknown, record: TwentyRecord): boolean {
  return truthOf(world, type, filter, record) === true;
}

/** Deleted records are found by a filter on `deletedAt` alone. */
export function asksForDeleted(filter: unknown): boolean {
  if (Array.isArray(filter)) return filter.some(asksForDeleted);
  if (!isObject(filter)) return false;
  return Object.entries(filter).some(
    ([name, value]) => (name === 'deletedAt' && value != null) || asksForDeleted(value),
  );
}

export function truthOf(world: World, type: string, filter: unknown, record: TwentyRecord): Truth {
  if (!isObject(filter)) return true;
  return all(
    Object.entries(filter).map(([name, clause]): Truth => {
      if (clause == null) return true;
      const parts = Array.isArray(clause) ? clause.filter((part) => part != null) : [];
      if (name === 'and') return all(parts.map((part) => truthOf(world, type, part, record)));
      if (name === 'or') return not(all(parts.map((part) => not(truthOf(world, type, part, record)))));
      if (name === 'not') return not(truthOf(world, type, clause, record));
      return clauseTruth(world, type, name, clause, record);
    }),
  );
}

function clauseTruth(world: World, type: string, field: string, clause: unknown, record: TwentyRecord): Truth {
  const target = world.fieldType(type, field);
  if (world.isRecord(target)) return truthOf(world, target, clause, world.follow(type, field, record) ?? NOTHING);
  if (!isComposite(world, target))
    return operatorsTruth(world, target, clause, record === NOTHING ? null : stored(record[field]));
  const parts = Object.entries(isObject(clause) ? clause : {});
  return all(
    parts.map(([part, operators]) => {
      const partType = CODES.includes(part) ? 'Code' : world.fieldType(target, part);
      return operatorsTruth(world, partType, operators, storedPart(record, field, part));
    }),
  );
}

function isComposite(world: World, type: string): boolean {
  return 'getFields' in (world.schema.getType(type) ?? {});
}

function operatorsTruth(world: World, type: string, operators: unknown, value: unknown): Truth {
  const given = Object.entries(isObject(operators) ? operators : {}).filter(([, operand]) => operand != null);
  return all(given.map(([operator, operand]) => operatorTruth(world, type, operator, operand, value)));
}

function operatorTruth(world: World, type: string, operator: string, operand: unknown, value: unknown): Truth {
  const text = String(operand);
  // Both are answered as "". Twenty counts the empty ones among the absent, and among the present.
  const isNothing = value === null || (value === '' && type !== 'Code');
  if (operator === 'is') return operand === 'NULL' ? isNothing : value !== null;
  if (operator === 'in') {
    const wanted = (Array.isArray(operand) ? operand : [operand]).filter((each) => each != null);
    return wanted.length > 0 && not(all(wanted.map((each) => not(operatorTruth(world, type, 'eq', each, value)))));
  }
  if (operand === '' && type !== 'Code' && (operator === 'eq' || operator === 'neq'))
    return isNothing === (operator === 'eq');
  if (value === null) return null;
  const order = () => world.compare(type, value, type === 'UUID' ? text.toLowerCase() : operand);
  const found: Record<string, () => boolean> = {
    eq: () => order() === 0,
    neq: () => order() !== 0,
    gt: () => order() > 0,
    gte: () => order() >= 0,
    lt: () => order() < 0,
    lte: () => order() <= 0,
    like: () => pattern(text, 's').test(String(value)),
    ilike: () => pattern(text, 'is').test(String(value)),
    startsWith: () => String(value).startsWith(text),
    endsWith: () => String(value).endsWith(text),
  };
  const test = found[operator];
  if (!test) throw new Error(`The oracle does not know the operator "${operator}".`);
  return test();
}

function pattern(like: string, flags: string): RegExp {
  const escaped = like.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('%', '.*').replaceAll('_', '.')}$`, flags);
}

export const not = (truth: Truth): Truth => (truth === null ? null : !truth);

export function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}
