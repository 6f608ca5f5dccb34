import fc from 'fast-check';
import { type GraphQLObjectType, getNamedType } from 'graphql';
import { filterOf, orderOf, STRANGE_IDS } from './crm-inputs.ts';
import { cursorOf, directed, isFoundByValues, keysOf } from './crm-order.ts';
import type { World } from './crm-world.ts';
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
  crmContracts: 3,
  crmContract: 1,
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

/** Few, none, and about the 60 where Twenty cuts. */
const SIZES = [1, 2, 3, 5, 0, 59, 60, 61, 200];

/** Random queries of the CRM, over the records of a world. */
export function crmQueries(world: World): fc.Arbitrary<Query> {
  const space: QuerySpace = {
    schema: world.schema,
    roots: Object.entries(ROOTS).flatMap(([name, weight]) => Array<string>(weight).fill(name)),
    fields: fieldsOf,
    args: (type, field) => crmArguments(world, type, field),
    breadth: 3,
  };
  return queries(space).filter(isOrdered);
}

/**
 * Whether the records of a query's groups are in an order: not where its variable has no value. Another operation of the
 * document, which does not run, can declare a variable of the same name with a default.
 */
function isOrdered({ query, variables }: Query): boolean {
  const [executed = ''] = query.split('\nquery Q1');
  return Array.from(executed.matchAll(/orderByForRecords: \$(\w+)/g)).every(([, name = '']) => {
    return name in variables || new RegExp(`\\$${name}: [^,)]* = \\[`).test(executed);
  });
}

/** What to ask of a type: no links to other upstreams, no files, of aggregates a few. */
function fieldsOf(type: GraphQLObjectType): readonly string[] {
  const fields = Object.values(type.getFields());
  const names = fields.map(({ name }) => name);
  if (type.name.endsWith('Edge')) return ['node', 'node', 'node', 'cursor'];
  if (type.name.endsWith('Connection')) {
    const own = type.name.includes('GroupBy') ? ['groupByDimensionValues', 'pageInfo'] : ['pageInfo', 'pageInfo'];
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

/** What a field of the CRM is asked with; undefined for one that is asked without. */
export function crmArguments(
  world: World,
  type: GraphQLObjectType,
  field: string,
): fc.Arbitrary<Arguments> | undefined {
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
    position: fc.nat(30),
  });
  const orderBy = optional(fc.array(orderOf(world, type), { minLength: 1, maxLength: 2 }));
  return fc.record({ filter: optional(filterIn(world, type)), orderBy, page }).map(({ filter, orderBy, page }) => {
    const { size, offset } = page;
    const keys = keysOf(world, type, orderBy);
    // Of a record that may not be in the list, or not where the cursor says.
    const cursor = cursorOf(keys, page.cursor, page.position);
    const needsCursor = ['after', 'before', 'beforeAll'].includes(page.kind);
    const kind = needsCursor && !isFoundByValues(keys, page.cursor) ? 'first' : page.kind;
    const pages: Record<typeof page.kind, Arguments> = {
      first: { first: size },
      last: { last: size },
      offset: { first: size, offset },
      after: { first: size, after: cursor },
      before: { last: size, before: cursor },
      beforeAll: { before: cursor },
      none: {},
    };
    return { ...(filter !== undefined && { filter }), ...(orderBy !== undefined && { orderBy }), ...pages[kind] };
  });
}

/** A filter, often one that records of one currency pass: only amounts of these are added. */
function filterIn(world: World, type: string): fc.Arbitrary<Arguments> {
  const filter = filterOf(world, type) as fc.Arbitrary<Arguments>;
  const amount = AMOUNTS[type];
  if (amount === undefined) return filter;
  const inOne = fc.constantFrom('USD', 'CAD', '', 'XXX').map((eq) => ({ [amount]: { currencyCode: { eq } } }));
  return fc.oneof(
    filter,
    inOne,
    fc.tuple(filter, inOne).map((and) => ({ and })),
  );
}

/** The amounts of records that have any. */
const AMOUNTS: Readonly<Record<string, string>> = { CrmCompany: 'annualRevenue', CrmOpportunity: 'amount' };

/** Groups and their records are in no order but one that is asked for. */
function groupArguments(world: World, type: string): fc.Arbitrary<Arguments> {
  const groupBy = fc.uniqueArray(fc.constantFrom(...(GROUPINGS[type] ?? [])), { minLength: 1, maxLength: 2 });
  const others = fc.record(
    {
      limit: fc.constantFrom(1, 2, 3, 50),
      offsetForRecords: fc.constantFrom(0, 1, 12),
      filter: filterIn(world, type),
    },
    { requiredKeys: [] },
  );
  return fc.tuple(groupBy, others).map(([dimensions, rest]) => ({
    groupBy: dimensions,
    orderBy: directed(dimensions),
    orderByForRecords: [{ id: 'AscNullsLast' }],
    ...rest,
  }));
}

/** Absent half of the time, and null now and then. */
function optional(arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const nothing = fc.constantFrom(undefined, undefined, null);
  return fc.oneof({ withCrossShrink: true }, nothing, arbitrary);
}
