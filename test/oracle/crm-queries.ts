import fc from 'fast-check';
import { type GraphQLObjectType, getNamedType, isInputObjectType, isLeafType, isObjectType } from 'graphql';
import { cursorOf, keysOf } from './crm-order.ts';
import { stored, storedPart, type World } from './crm-world.ts';
import { type QuerySpace, queries } from './generate.ts';
import type { Query } from './render.ts';
import type { Arguments } from './tree.ts';

/** A root, and how often it is asked beside the others. */
const ROOTS = {
  crmCompanies: 4,
  crmCompany: 3,
  crmPeople: 3,
  crmPerson: 1,
  crmOpportunities: 3,
  crmOpportunity: 1,
  crmNotes: 1,
  crmNoteTargets: 1,
  crmTasks: 1,
  crmTaskTargets: 1,
  crmWorkspaceMembers: 1,
  crmAttachments: 1,
  crmCompaniesGroupBy: 1,
  crmPeopleGroupBy: 1,
  crmOpportunitiesGroupBy: 1,
};

const GROUPINGS: Readonly<Record<string, readonly unknown[]>> = {
  CrmCompany: [{ name: true }, { address: { addressState: true } }],
  CrmPerson: [{ jobTitle: true }, { company: { name: true } }],
  CrmOpportunity: [{ stage: true }, { amount: { currencyCode: true } }, { company: { name: true } }],
};

/** Ids that no record has: of a version that Twenty knows, and of one that it does not. */
const STRANGE_IDS = ['00000000-0000-4000-8000-000000000000', '01890a5d-ac96-774b-bcce-b302099a8057'];
/** Few, none, and about the 60 where Twenty cuts. */
const SIZES = [1, 2, 3, 5, 0, 59, 60, 61, 200];
const DIRECTIONS = ['AscNullsFirst', 'AscNullsLast', 'DescNullsFirst', 'DescNullsLast'];

/** Random queries of the CRM, over the records of a world. */
export function crmQueries(world: World): fc.Arbitrary<Query> {
  const space: QuerySpace = {
    schema: world.schema,
    roots: Object.entries(ROOTS).flatMap(([name, weight]) => Array<string>(weight).fill(name)),
    fields: fieldsOf,
    args: (type, field) => argumentsOf(world, type, field),
    breadth: 3,
  };
  return queries(space);
}

/** What to ask of a type: no links to other upstreams, no files, of aggregates a few. */
function fieldsOf(type: GraphQLObjectType): readonly string[] {
  const fields = Object.values(type.getFields());
  const names = fields.map(({ name }) => name);
  if (type.name.endsWith('Edge')) return ['node', 'node', 'node', 'cursor'];
  if (type.name.endsWith('Connection')) {
    const own = type.name.includes('GroupBy') ? ['groupByDimensionValues'] : ['pageInfo', 'pageInfo'];
    const aggregates = names.filter((name) =>
      /^(sum|avg)|^(min|max)(CloseDate|CreatedAt)|^count\w+(CloseDate|JobTitle)$/.test(name),
    );
    return [
      ...Array<string>(8).fill('edges'),
      ...own,
      ...own,
      'totalCount',
      'totalCount',
      'totalCount',
      ...aggregates.slice(0, 2),
    ];
  }
  const isAsked = (target: string) => !/^(Cms|Region|Series|CrmFileObject)/.test(target);
  return fields.filter((field) => isAsked(getNamedType(field.type).name)).map(({ name }) => name);
}

function argumentsOf(world: World, type: GraphQLObjectType, field: string): fc.Arbitrary<Arguments> | undefined {
  const definition = type.getFields()[field];
  const target = definition ? getNamedType(definition.type).name : '';
  const record = target.replace(/(GroupBy)?Connection$/, '');
  if (!world.isRecord(record)) return undefined;
  if (target.endsWith('GroupByConnection')) return groupArguments(world, record);
  if (target.endsWith('Connection')) return listArguments(world, record);
  return definition?.args.length ? fc.record({ id: idOf(world, record) }) : undefined;
}

function idOf(world: World, type: string): fc.Arbitrary<string> {
  const ids = world.records(type).map(({ id }) => id);
  return fc.constantFrom(...ids, ...ids.slice(0, 2).map((id) => id.toUpperCase()), ...STRANGE_IDS);
}

function listArguments(world: World, type: string): fc.Arbitrary<Arguments> {
  const page = fc.record({
    kind: fc.constantFrom('first', 'first', 'last', 'offset', 'after', 'before', 'beforeAll', 'none'),
    size: fc.constantFrom(...SIZES),
    offset: fc.nat(4),
    cursor: fc.constantFrom(...world.records(type)),
  });
  const orderBy = optional(fc.array(orderOf(world, type), { minLength: 1, maxLength: 2 }));
  return fc.record({ filter: optional(filterOf(world, type)), orderBy, page }).map(({ filter, orderBy, page }) => {
    const cursor = cursorOf(keysOf(world, type, orderBy), page.cursor);
    const { size, offset } = page;
    const pages: Record<typeof page.kind, Arguments> = {
      first: { first: size },
      last: { last: size },
      offset: { first: size, offset },
      after: { first: size, after: cursor },
      before: { last: size, before: cursor },
      beforeAll: { before: cursor },
      none: {},
    };
    return { ...(filter !== undefined && { filter }), ...(orderBy !== undefined && { orderBy }), ...pages[page.kind] };
  });
}

function groupArguments(world: World, type: string): fc.Arbitrary<Arguments> {
  return fc.record(
    {
      groupBy: fc.uniqueArray(fc.constantFrom(...(GROUPINGS[type] ?? [])), { minLength: 1, maxLength: 2 }),
      limit: fc.constantFrom(1, 2, 3, 50),
      filter: filterOf(world, type),
    },
    { requiredKeys: ['groupBy'] },
  );
}

/** Absent half of the time, and null now and then. */
function optional(arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const nothing = fc.constantFrom(undefined, undefined, null);
  return fc.oneof({ withCrossShrink: true }, nothing, arbitrary);
}

/** Relations are left out past one: Twenty follows no more in a filter nor in an order. */
function inputFields(world: World, type: string, input: string, hops: number) {
  const fields = world.schema.getType(`${type}${input}`);
  if (!isInputObjectType(fields)) return [];
  return Object.keys(fields.getFields()).flatMap((name) => {
    const known = world.schema.getType(type);
    const definition = isObjectType(known) ? known.getFields()[name] : undefined;
    if (!definition || name === 'deletedAt') return [];
    const target = getNamedType(definition.type);
    if (target.name === 'JSON' || target.name === 'CrmFileObject' || (world.isRecord(target.name) && hops > 0))
      return [];
    return [{ name, target }];
  });
}

function orderOf(world: World, type: string, hops = 0): fc.Arbitrary<unknown> {
  const keys = inputFields(world, type, 'OrderByInput', hops).flatMap(({ name, target }) => {
    if (target.name.endsWith('Enum')) return [];
    const inner = isLeafType(target)
      ? fc.constantFrom(...DIRECTIONS)
      : orderOf(world, target.name, world.isRecord(target.name) ? hops + 1 : hops);
    return [inner.map((value) => ({ [name]: value }))];
  });
  return fc.oneof(...keys);
}

function filterOf(world: World, type: string): fc.Arbitrary<unknown> {
  const deleted = fc.constantFrom('NULL', 'NOT_NULL').map((is) => ({ deletedAt: { is } }));
  const conditions = conditionsOf(world, type, 0, 2);
  return fc.oneof({ weight: 8, arbitrary: conditions }, { weight: 1, arbitrary: deleted });
}

function conditionsOf(world: World, type: string, hops: number, depth: number): fc.Arbitrary<unknown> {
  const clauses = inputFields(world, type, 'FilterInput', hops).map(({ name, target }) => {
    if (world.isRecord(target.name))
      return conditionsOf(world, target.name, hops + 1, 0).map((value) => ({ [name]: value }));
    if (isLeafType(target)) {
      const values = world.records(type).map((record) => stored(record[name]));
      return operatorsOf(target.name, values).map((value) => ({ [name]: value }));
    }
    const parts = inputFields(world, target.name, 'FilterInput', hops).map((part) => {
      const values = world.records(type).map((record) => storedPart(record, name, part.name));
      return operatorsOf(part.target.name, values).map((value) => ({ [part.name]: value }));
    });
    return fc.oneof(...parts).map((value) => ({ [name]: value }));
  });
  const one = fc.oneof(...clauses, fc.constant({}));
  const several = fc.array(one, { minLength: 1, maxLength: 2 }).map((each): object => Object.assign({}, ...each));
  if (depth === 0) return several;
  const inner = conditionsOf(world, type, hops, depth - 1);
  const list = fc.array(fc.oneof({ weight: 6, arbitrary: inner }, { weight: 1, arbitrary: fc.constant(null) }), {
    maxLength: 2,
  });
  return fc.oneof(
    { weight: 6, arbitrary: several },
    { weight: 1, arbitrary: list.map((and) => ({ and })) },
    { weight: 1, arbitrary: list.map((or) => ({ or })) },
    { weight: 1, arbitrary: inner.map((not) => ({ not })) },
    { weight: 1, arbitrary: fc.tuple(one, inner).map(([own, not]) => ({ ...own, not })) },
  );
}

/** One or two operators on a field that holds the values. */
function operatorsOf(type: string, values: readonly unknown[]): fc.Arbitrary<unknown> {
  const held = [...new Set(values.filter((value) => value !== null))].slice(0, 12);
  const strange = type === 'UUID' ? STRANGE_IDS : type === 'String' ? ['', 'M'] : [];
  const value = fc.constantFrom(...held, ...strange, null);
  const comparisons = type.endsWith('Enum') ? ['eq', 'neq'] : ['eq', 'neq', 'gt', 'gte', 'lt', 'lte'];
  const mayHoldNull = type === 'UUID' || type.endsWith('Enum');
  const items = fc.array(fc.constantFrom(...held, ...strange, ...(mayHoldNull ? [null] : [])), { maxLength: 4 });
  const operators = [
    ...comparisons.map((name) => value.map((each) => ({ [name]: each }))),
    fc
      .oneof({ weight: 4, arbitrary: items }, { weight: 1, arbitrary: fc.constant(null) })
      .map((list) => ({ in: list })),
    fc.constantFrom('NULL', 'NOT_NULL').map((is) => ({ is })),
    ...(type === 'String' ? patternsOf(held) : []),
  ];
  return fc
    .array(fc.oneof(...operators), { minLength: 1, maxLength: 2 })
    .map((each): object => Object.assign({}, ...each));
}

function patternsOf(held: readonly unknown[]): fc.Arbitrary<object>[] {
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
