import fc from 'fast-check';
import { getNamedType, isInputObjectType, isLeafType, isObjectType } from 'graphql';
import { isObject, stored, storedPart, type World } from './crm-world.ts';

/** Ids that no record has: of a version that Twenty knows, and of one that it does not. */
export const STRANGE_IDS = ['00000000-0000-4000-8000-000000000000', '01890a5d-ac96-774b-bcce-b302099a8057'];
const DIRECTIONS = ['AscNullsFirst', 'AscNullsLast', 'DescNullsFirst', 'DescNullsLast'];

/** A value that a filter or an order can go by. */
interface Leaf {
  readonly path: readonly string[];
  readonly type: string;
  readonly isList: boolean;
  /** Those that the records hold, each once, nulls too. */
  readonly values: readonly unknown[];
}

/** One key of an `orderBy` of a type's records. */
export function orderOf(world: World, type: string): fc.Arbitrary<object> {
  // Twenty refuses an order by a join column of another record.
  const leaves = leavesOf(world, type, 'OrderByInput').filter(
    ({ path, type }) => path.length === 1 || type !== 'UUID' || path.at(-1) === 'id',
  );
  return weighed(leaves, ({ path }) => fc.constantFrom(...DIRECTIONS).map((direction) => nest(path, direction)));
}

/** A filter of a type's records, with conditions that some of them meet. */
export function filterOf(world: World, type: string): fc.Arbitrary<object> {
  const leaves = leavesOf(world, type, 'FilterInput').filter(({ isList }) => !isList);
  const clause = weighed(leaves, ({ path, ...leaf }) => operatorsOf(leaf).map((operators) => nest(path, operators)));
  const deleted = fc.constantFrom('NULL', 'NOT_NULL').map((is) => ({ deletedAt: { is } }));
  return fc.oneof({ weight: 8, arbitrary: conditionsOf(clause, 2) }, { weight: 1, arbitrary: deleted });
}

function conditionsOf(clause: fc.Arbitrary<object>, depth: number): fc.Arbitrary<object> {
  const several = fc.array(clause, { maxLength: 2 }).map(together);
  if (depth === 0) return several;
  const inner = conditionsOf(clause, depth - 1);
  const item = fc.oneof({ weight: 6, arbitrary: inner }, { weight: 1, arbitrary: fc.constant(null) });
  const list = fc.array(item, { maxLength: 2 });
  return fc.oneof(
    { weight: 6, arbitrary: several },
    { weight: 1, arbitrary: list.map((and) => ({ and })) },
    { weight: 1, arbitrary: list.map((or) => ({ or })) },
    { weight: 1, arbitrary: inner.map((not) => ({ not })) },
    { weight: 1, arbitrary: fc.tuple(clause, inner).map(([own, not]) => ({ ...own, not })) },
  );
}

/** What differs between the records is gone by most. */
function weighed<T>(leaves: readonly Leaf[], arbitrary: (leaf: Leaf) => fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof(...leaves.map((leaf) => ({ weight: leaf.values.length > 1 ? 6 : 1, arbitrary: arbitrary(leaf) })));
}

/** Relations are left out past one: Twenty follows no more in a filter nor in an order. */
function leavesOf(world: World, type: string, input: string, isRelated = false): readonly Leaf[] {
  return fieldsOf(world, type, input).flatMap(({ name, target }): readonly Leaf[] => {
    if (world.isRecord(target.name)) {
      const below = isRelated ? [] : leavesOf(world, target.name, input, true);
      return below.map((leaf) => ({ ...leaf, path: [name, ...leaf.path] }));
    }
    const records = world.records(type);
    if (isLeafType(target)) {
      const values = different(records.map((record) => stored(record[name])));
      return [{ path: [name], type: target.name, isList: world.isList(type, name), values }];
    }
    return fieldsOf(world, target.name, input).map((part) => ({
      path: [name, part.name],
      type: part.target.name,
      isList: world.isList(target.name, part.name),
      values: different(records.map((record) => storedPart(record, name, part.name))),
    }));
  });
}

function fieldsOf(world: World, type: string, input: string) {
  const object = world.schema.getType(type);
  const fields = world.schema.getType(`${type}${input}`);
  if (!isObjectType(object) || !isInputObjectType(fields)) return [];
  return Object.keys(fields.getFields()).flatMap((name) => {
    const field = object.getFields()[name];
    const target = field && getNamedType(field.type);
    if (!target || name === 'deletedAt' || ['JSON', 'CrmFileObject'].includes(target.name)) return [];
    // The objects that these lead to were left out of the recorded schema.
    if (/^target(Workflow|Dashboard)/.test(name)) return [];
    return [{ name, target }];
  });
}

/** One or two operators on a value. */
function operatorsOf({ type, values }: Pick<Leaf, 'type' | 'values'>): fc.Arbitrary<object> {
  const held = values.filter((value) => value !== null).slice(0, 12);
  const strange = type === 'UUID' ? STRANGE_IDS : type === 'String' ? ['', 'M'] : [];
  const value = fc.constantFrom(...held, ...strange, null);
  const comparisons =
    type === 'Boolean' ? ['eq'] : type.endsWith('Enum') ? ['eq', 'neq'] : ['eq', 'neq', 'gt', 'gte', 'lt', 'lte'];
  const mayHoldNull = type === 'UUID' || type.endsWith('Enum');
  const items = fc.array(fc.constantFrom(...held, ...strange, ...(mayHoldNull ? [null] : [])), { maxLength: 4 });
  const list = fc.oneof({ weight: 4, arbitrary: items }, { weight: 1, arbitrary: fc.constant(null) });
  const operator = fc.oneof(
    ...comparisons.map((name) => value.map((each): object => ({ [name]: each }))),
    ...(type === 'Boolean' ? [] : [list.map((each): object => ({ in: each }))]),
    fc.constantFrom('NULL', 'NOT_NULL').map((is) => ({ is })),
    ...(type === 'String' ? patternsOf(held) : []),
  );
  return fc.array(operator, { minLength: 1, maxLength: 2 }).map(together);
}

function patternsOf(held: readonly unknown[]): readonly fc.Arbitrary<object>[] {
  const start = fc.constantFrom(...held.map((value) => String(value).slice(0, 3)), 'zz');
  const end = fc.constantFrom(...held.map((value) => String(value).slice(-2)), 'zz');
  return [
    start.map((text) => ({ startsWith: text })),
    end.map((text) => ({ endsWith: text })),
    start.map((text) => ({ like: `${text}%` })),
    start.map((text) => ({ ilike: `%${text.toUpperCase()}%` })),
    end.map((text) => ({ like: `%${text.charAt(0)}_` })),
  ];
}

const different = (values: readonly unknown[]): readonly unknown[] => [...new Set(values)];

function nest(path: readonly string[], value: string | object): object {
  return Object(path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value));
}

/** The conditions in one object, those on parts of one field in one too. */
function together(conditions: readonly object[]): object {
  const merged: Record<string, unknown> = {};
  for (const [name, value] of conditions.flatMap((condition) => Object.entries(condition))) {
    const present = merged[name];
    merged[name] = isObject(present) && isObject(value) ? together([present, value]) : value;
  }
  return merged;
}
