import { buildSchema, GraphQLError, isEnumType, isInputObjectType, isObjectType, parse } from 'graphql';
import { describe, expect, it, test } from 'vitest';
import { readOperation } from '../../contract/request.ts';
import { knownField, resultOf } from '../../response/index.ts';
import { withColumns } from '../client/columns.ts';
import { namingOf } from '../naming.ts';
import { composeDirectus } from '../schema/index.ts';
import { converse, failure } from '../testing.ts';
import { namesOf } from './errors.ts';
import { answerMutation } from './mutations/index.ts';
import type { WriteRequest } from './mutations/request.ts';

/* What Directus 11.17.4 does with columns of every type, seen over a table of it, and what the graph makes of that. */

const rows = 'filter: cms_things_filter, sort: [String], limit: Int, offset: Int, page: Int, search: String';
const described = buildSchema(`
    scalar Date scalar JSON scalar GraphQLBigInt scalar GraphQLStringOrFloat
    type Query {
      cms_things(${rows}): [cms_things!]!
      cms_things_aggregated(groupBy: [String], ${rows}): [cms_things_aggregated!]!
    }
    type Mutation {
      create_cms_things_item(data: create_cms_things_input!): cms_things
      update_cms_things_item(id: ID!, data: update_cms_things_input!): cms_things
      delete_cms_things_item(id: ID!): delete_one
      delete_cms_things_items(ids: [ID]!): delete_many
    }
    type delete_one { id: ID! } type delete_many { ids: [ID]! }
    type cms_things {
      id: ID! exact: Float price: Float short: String other: String whole: Int big: GraphQLBigInt
      moment: Date moment_func: datetime_functions clock: Date clock_func: time_functions
      document: JSON document_func: count_functions labels: [String]
      made_by(limit: Int): directus_users made_by_many: [directus_users] parent: cms_things children(${rows}): [cms_things] children_func: count_functions
    }
    input create_cms_things_input {
      exact: Float short: String other: String whole: Int moment: Date clock: Date document: JSON labels: [String]
      parent: create_cms_things_input
    }
    input update_cms_things_input {
      exact: Float short: String other: String whole: Int moment: Date clock: Date document: JSON labels: [String]
      parent: update_cms_things_input
    }
    type directus_users { id: ID! email: String }
    type datetime_functions { hour: Int minute: Int second: Int }
    type time_functions { hour: Int minute: Int second: Int }
    type count_functions { count: Int }
    type cms_things_aggregated {
      group: JSON countAll: Int countDistinct: cms_things_aggregated_count
      avg: cms_things_aggregated_fields sum: cms_things_aggregated_fields min: cms_things_aggregated_fields
      sumDistinct: cms_things_aggregated_fields
    }
    type cms_things_aggregated_fields { id: Float exact: Float price: Float }
    type cms_things_aggregated_count { id: Int }
    input cms_things_filter {
      id: number_filter_operators exact: number_filter_operators short: string_filter_operators
      moment: date_filter_operators moment_func: datetime_function_filter_operators clock: date_filter_operators
      document: string_filter_operators document_func: count_function_filter_operators
      children_func: count_function_filter_operators parent: cms_things_filter
      _and: [cms_things_filter] _or: [cms_things_filter]
    }
    input number_filter_operators {
      _eq: GraphQLStringOrFloat _gt: GraphQLStringOrFloat _in: [GraphQLStringOrFloat] _neq: GraphQLStringOrFloat
      _null: Boolean
    }
    input string_filter_operators { _eq: String _contains: String _null: Boolean _nnull: Boolean }
    input date_filter_operators { _eq: String _gt: String _between: [GraphQLStringOrFloat] }
    input datetime_function_filter_operators { second: number_filter_operators }
    input count_function_filter_operators { count: number_filter_operators }
  `);
const PRICE = { isDecimal: true, isPresent: false, isRequired: false };
const composed = composeDirectus(
  withColumns(described, new Map([['cms_things', new Map([['price', PRICE]])]])),
  namingOf({ collections: { cms_things: { fields: { price: 'What it costs.' } } } }),
);
const { schema } = composed;

const badInput = (message: string, path: readonly (string | number)[]) => ({
  message,
  path,
  extensions: { code: 'BAD_USER_INPUT', upstream: 'directus' },
});

/** The filter that Directus gets, or the error in its place. */
async function filterOf(filter: string): Promise<unknown> {
  const { variables, answer } = await converse(
    `{ cmsThings(filter: ${filter}) { id } }`,
    [{ data: { cms_things: [] } }],
    {
      schema,
    },
  );
  const [sent] = variables as readonly { readonly v0?: unknown }[];
  return sent?.v0 ?? answer;
}

it.each(['many', {}, null])('a count of rows that is no number is an error: %j', async (count) => {
  const group = { group: { short: 'a' }, countDistinct: { id: count } };
  const query = '{ cmsThingsAggregated(groupBy: [SHORT]) { countAll } }';
  const { answer } = await converse(query, [{ data: { cms_things_aggregated: [group] } }], { schema });
  expect(answer).toMatchObject({
    data: { cmsThingsAggregated: [{ countAll: null }] },
    errors: [{ path: ['cmsThingsAggregated', 0, 'countAll'], extensions: { code: 'UPSTREAM_FAILED' } }],
  });
});

describe('aggregates of decimals', () => {
  const query =
    '{ cmsThingsAggregated(groupBy: [SHORT]) { sum { price id } sumDistinct { price } avg { price } min { price } } }';
  const ask = (groups: readonly unknown[], counted: readonly unknown[]) =>
    converse(query, [{ data: { cms_things_aggregated: groups } }, { data: { cms_things_aggregated: counted } }], {
      schema,
    });
  const group = (short: string, price: number | null) => {
    const values = { price };
    return {
      group: { short },
      countDistinct: { id: 3 },
      sum: { price, id: 6 },
      sumDistinct: values,
      avg: values,
      min: values,
    };
  };
  const counted = (short: string, price: unknown, id: number) => ({ group: { short, price }, countDistinct: { id } });

  it('are computed from how often each value stands in each group', async () => {
    const { answer, variables } = await ask(
      [group('a', 2.5), group('b', null)],
      [counted('a', '12345678901234.50', 2), counted('a', '-0.25', 1), counted('a', null, 4), counted('b', null, 1)],
    );
    expect(answer).toEqual({
      data: {
        cmsThingsAggregated: [
          {
            sum: { price: '24691357802468.75', id: 6 },
            sumDistinct: { price: '12345678901234.25' },
            avg: { price: '8230452600822.91666666666666666667' },
            min: { price: '-0.25' },
          },
          { sum: { price: null, id: 6 }, sumDistinct: { price: null }, avg: { price: null }, min: { price: null } },
        ],
      },
    });
    expect(variables[1]).toEqual({ v0: ['short', 'price'], v1: ['short'], v2: 10_001 });
  });

  it('are asked for once more only where there is a value', async () => {
    const { answer, variables } = await ask([group('b', null)], []);
    expect(answer).toMatchObject({ data: { cmsThingsAggregated: [{ sum: { price: null, id: 6 } }] } });
    expect(variables).toHaveLength(1);
  });

  it('are refused where there are more values than are counted', async () => {
    const many = Array.from({ length: 10_001 }, (_, price) => counted('a', String(price), 1));
    const { answer } = await ask([group('a', 2.5)], many);
    const refused = (method: string) =>
      badInput(
        `\`price\` has 10001 different values or more in these groups, so that \`${method}\` of it cannot be exact: filter, or group by less.`,
        ['cmsThingsAggregated', 0, method, 'price'],
      );
    expect(answer).toEqual({
      data: {
        cmsThingsAggregated: [
          { sum: { price: null, id: 6 }, sumDistinct: { price: null }, avg: { price: null }, min: { price: null } },
        ],
      },
      errors: ['sum', 'sumDistinct', 'avg', 'min'].map(refused),
    });
  });
});

describe('decimals', () => {
  it.each(['12345678901234.5', '"0.10"', '1e5', '"-0"', '"123456789012345.000"'])(
    'compares with %s, which a double holds',
    async (operand) => {
      expect(await filterOf(`{ exact: { _eq: ${operand} } }`)).toEqual({
        exact: { _eq: operand.replaceAll('"', '') },
      });
    },
  );

  it.each([
    '{ _eq: "12345678901234.567891" }',
    '{ _gt: "12345678901234.567891" }',
    '{ _in: [1, "12345678901234.567891"] }',
  ])('refuses what a double would round: %s', async (operators) => {
    expect(await filterOf(`{ exact: ${operators} }`)).toEqual({
      data: { cmsThings: null },
      errors: [
        badInput(
          '`exact` cannot be compared with 12345678901234.567891: Directus would round it to 12345678901234.568. Use at most 15 digits.',
          ['cmsThings'],
        ),
      ],
    });
  });

  it('reads every digit where the naming says that it is a decimal, of all rows by one request more', async () => {
    const things = [
      { id: '1', price: 12345678901234.568, children: [{ id: '2', price: 0.5 }] },
      { id: '2', price: 0.5, children: [{ id: '3', price: null }] },
    ];
    const groups = [{ group: { id: 1, price: '12345678901234.567891' } }, { group: { id: 2, price: '0.500000' } }];
    const query = '{ cmsThings(sort: [PRICE_ASC]) { cost: price children { price } } }';
    const { sent, variables, answer } = await converse(
      query,
      [{ data: { cms_things: things } }, { data: { cms_things_aggregated: groups } }],
      { schema },
    );
    expect(sent[1]).toBe(
      'query ( $v0: [String] $v1: cms_things_filter $v2: Int ) { ' +
        'cms_things_aggregated(groupBy: $v0, filter: $v1, limit: $v2) { group } }',
    );
    expect(variables[1]).toEqual({ v0: ['id', 'price'], v1: { id: { _in: ['1', '2'] } }, v2: 2 });
    expect(answer).toEqual({
      data: {
        cmsThings: [
          { cost: '12345678901234.567891', children: [{ price: '0.500000' }] },
          { cost: '0.500000', children: [{ price: null }] },
        ],
      },
    });
  });

  it('fails at those that could not be read exactly, and at no others', async () => {
    const things = [{ id: '1', price: 0.5 }];
    const none = { data: { cms_things_aggregated: [] } };
    const { answer } = await converse('{ cmsThings { id price } }', [{ data: { cms_things: things } }, none], {
      schema,
    });
    expect(answer).toMatchObject({
      data: { cmsThings: [{ id: '1', price: null }] },
      errors: [{ path: ['cmsThings', 0, 'price'], extensions: { code: 'UPSTREAM_FAILED' } }],
    });
    const { answer: failed } = await converse(
      '{ cmsThings { id price } }',
      [{ data: { cms_things: things } }, failure('INTERNAL_SERVER_ERROR', 'An unexpected error occurred.')],
      { schema },
    );
    expect(failed).toMatchObject({
      data: { cmsThings: [{ id: '1', price: null }] },
      errors: [{ path: ['cmsThings', 0, 'price'] }],
    });
  });

  it('has a Float that says so where nothing is said', () => {
    const type = schema.getType('CmsThing');
    const fields = isObjectType(type) ? type.getFields() : {};
    expect([String(fields.exact?.type), fields.exact?.description]).toEqual([
      'Float',
      '`exact` of cms_things in Directus. Directus gives it as a Float: past 15 digits it is rounded.',
    ]);
    expect([String(fields.price?.type), fields.price?.description]).toEqual(['Decimal', 'What it costs.']);
  });

  it('writes every digit', async () => {
    expect(await written('exact: "12345678901234.567891"')).toEqual({ exact: '12345678901234.567891' });
  });
});

describe('seconds with a fraction', () => {
  test.each([
    ['_eq: 59', { _and: [{ _gte: 59 }, { _lt: 60 }] }],
    ['_gt: 58', { _gte: 59 }],
    ['_neq: 0', { _or: [{ _lt: 0 }, { _gte: 1 }] }],
    ['_in: [1]', { _and: [{ _gte: 1 }, { _lt: 2 }] }],
  ])('are compared by their floor: %s', async (operators, expected) => {
    const of = (comparison: object) => ({ moment_func: { second: comparison } });
    const [[quantifier, comparisons]] = Object.entries(expected) as [[string, object[] | number]];
    expect(await filterOf(`{ momentFunc: { second: { ${operators} } } }`)).toEqual(
      Array.isArray(comparisons) ? { [quantifier]: comparisons.map(of) } : of(expected),
    );
  });

  it('have a whole number, and JSON that is no list no count', async () => {
    const query =
      '{ cmsThings { momentFunc { minute second } clockFunc { s: second } documentFunc { __typename count } } }';
    const things = [
      { id: '1', moment: '2024-01-31T23:59:59.9Z', clock: '12:34:56.5', document: { a: 1 } },
      { id: '2', moment: null, clock: null, document: ['x'] },
    ];
    const { sent, answer } = await converse(query, [{ data: { cms_things: things } }], { schema });
    expect(sent[0]).toContain('{ id moment clock document }');
    expect(answer).toEqual({
      data: {
        cmsThings: [
          {
            momentFunc: { minute: 59, second: 59 },
            clockFunc: { s: 56 },
            documentFunc: null,
          },
          {
            momentFunc: null,
            clockFunc: null,
            documentFunc: { __typename: 'CmsCountFunctions', count: 1 },
          },
        ],
      },
    });
  });
});

describe('what Directus fails at for all rows', () => {
  it('is not in the graph: groups by seconds, the count of JSON in a filter, texts in JSON', () => {
    const valuesOf = (name: string) => {
      const type = schema.getType(name);
      if (isEnumType(type)) return type.getValues().map((value) => value.name);
      return isInputObjectType(type) ? Object.keys(type.getFields()) : [];
    };
    expect(valuesOf('CmsThingGroupBy').filter((name) => name.startsWith('MOMENT'))).toEqual([
      'MOMENT_HOUR',
      'MOMENT_MINUTE',
      'MOMENT',
    ]);
    expect(valuesOf('CmsThingFilter')).not.toContain('documentFunc');
    expect(valuesOf('CmsJsonFilterOperators')).toEqual(['_null', '_nnull']);
  });

  it('is refused by itself: relations more than ten deep', async () => {
    const nest = (levels: number): string => (levels === 0 ? 'id' : `id parent { ${nest(levels - 1)} }`);
    const things = [{ id: '1', parent: null }];
    const { sent, answer } = await converse(`{ cmsThings { ${nest(10)} } }`, [{ data: { cms_things: things } }], {
      schema,
    });
    expect(sent[0]?.match(/parent/g)).toHaveLength(9);
    expect(answer).toEqual({ data: { cmsThings: [{ id: '1', parent: null }] } });
  });

  it('is refused in a filter, before Directus is asked', async () => {
    const nest = (levels: number): string => (levels === 0 ? '{ id: { _gt: 0 } }' : `{ parent: ${nest(levels - 1)} }`);
    expect(JSON.stringify(await filterOf(nest(9))).match(/parent/g)).toHaveLength(9);
    expect(await filterOf(nest(10))).toEqual({
      data: { cmsThings: null },
      errors: [badInput('A filter can go through 9 relations of the CMS.', ['cmsThings'])],
    });
  });

  it('of which each level costs itself alone', async () => {
    const row = (levels: number): object =>
      levels === 0 ? { id: '0' } : { id: String(levels), parent: row(levels - 1) };
    const nest = (levels: number): string => (levels === 0 ? 'parent { id }' : `parent { ${nest(levels - 1)} }`);
    const { answer } = await converse(`{ cmsThings { ${nest(9)} } }`, [{ data: { cms_things: [row(9)] } }], { schema });
    const at = ['cmsThings', 0, ...Array(10).fill('parent')];
    expect(answer).toMatchObject({
      errors: [badInput('Rows of the CMS can be nested 10 deep: request deeper rows separately.', at)],
    });
  });
});

describe('a relation to what is not in the graph', () => {
  it('is the key of its row', async () => {
    const things = [
      { id: '1', made_by: { id: 'u1' } },
      { id: '2', made_by: null },
    ];
    const { sent, answer } = await converse('{ cmsThings { by: madeBy } }', [{ data: { cms_things: things } }], {
      schema,
    });
    expect(sent[0]).toContain('{ id made_by { id } }');
    expect(answer).toEqual({ data: { cmsThings: [{ by: 'u1' }, { by: null }] } });
  });

  it('is left out with a finding where it is a list', () => {
    expect(composed.findings).toEqual([
      {
        subject: 'Directus cms_things.made_by_many',
        detail: 'The relation is left out: it leads to directus_users, which is not in the graph.',
        remedy:
          "Add directus_users to the `collections` of the deployment's file if clients need it, else set it to false there.",
      },
    ]);
  });
});

describe('times and moments', () => {
  it.each(['"25:00"', '"noon"', '"12:30Z"', '"$NOW"'])('refuses the time %s', async (operand) => {
    expect(await filterOf(`{ clock: { _gt: ${operand} } }`)).toEqual({
      data: { cmsThings: null },
      errors: [
        badInput(`\`clock\` is compared with a time of day ("09:30" or "09:30:00"), not with ${operand}.`, [
          'cmsThings',
        ]),
      ],
    });
    expect(await refused(`clock: ${operand}`)).toEqual([
      { message: `${operand} is not a time of day: write "09:30" or "09:30:00".`, input: ['data', 'clock'] },
    ]);
  });

  it('has moments in groups as in lists', async () => {
    const groups = [
      { group: { moment: '2024-01-31T12:34:56' }, countDistinct: { id: 1 } },
      { group: { moment: null } },
    ];
    const query = '{ cmsThingsAggregated(groupBy: [MOMENT]) { group } }';
    const { answer } = await converse(query, [{ data: { cms_things_aggregated: groups } }], { schema });
    expect(answer).toEqual({
      data: { cmsThingsAggregated: [{ group: { moment: '2024-01-31T12:34:56.000Z' } }, { group: { moment: null } }] },
    });
  });

  it('has big integers in groups as in lists, in their order', async () => {
    const groups = ['12', '9', '9007199254740993', null].map((big) => ({
      group: { big, whole: 1 },
      countDistinct: { id: 1 },
    }));
    const query = '{ cmsThingsAggregated(groupBy: [BIG, WHOLE]) { group } }';
    const { answer } = await converse(query, [{ data: { cms_things_aggregated: groups } }], { schema });
    expect(answer).toEqual({
      data: {
        cmsThingsAggregated: [9, 12, '9007199254740993', null].map((big) => ({ group: { big, whole: 1 } })),
      },
    });
  });

  it('compares a moment in UTC, whether the column has a zone or not', async () => {
    expect(await filterOf('{ moment: { _eq: "2024-01-31T14:34:56+02:00" } }')).toEqual({
      moment: { _eq: '2024-01-31T12:34:56Z' },
    });
    expect(await filterOf('{ clock: { _eq: "12:34:56.5" } }')).toEqual({ clock: { _eq: '12:34:56.5' } });
  });
});

describe('what is written', () => {
  test.each([
    ['"hello"', '"hello"'],
    ['""', '""'],
    ['"5"', '"\\"5\\""'],
    ['"null"', '"\\"null\\""'],
    ['5', 5],
    ['["5"]', ['5']],
    ['{ a: "5" }', { a: '5' }],
    ['null', null],
  ])('is given back as JSON: %s', async (document, sent) => {
    expect(await written(`document: ${document}`)).toEqual({ document: sent });
  });

  it('is refused where a list would come back as another', async () => {
    expect(await written('labels: ["a", " b "]')).toEqual({ labels: ['a', ' b '] });
    expect(await refused('labels: ["a", "b,c"]')).toEqual([
      { message: 'An entry of this list cannot be a text with a comma.', input: ['data', 'labels', 1] },
    ]);
    expect(await refused('labels: [""]')).toEqual([
      { message: 'An entry of this list cannot be empty.', input: ['data', 'labels', 0] },
    ]);
  });

  const guessed = (code: string, more = {}) => ({
    errors: [{ message: '…', extensions: { code, ...more } }],
  });

  test.each([
    [
      'VALUE_TOO_LONG',
      { field: 'date_created' },
      'short: "abcdef", other: "abcdef"',
      'A value of CmsThing is too long',
      [],
    ],
    ['VALUE_TOO_LONG', {}, 'short: "abcdef", whole: 1', '`short` of CmsThing is too long', ['short']],
    [
      'VALUE_OUT_OF_RANGE',
      { field: 'date_created' },
      'whole: 1, exact: 99999999999',
      '`exact` of CmsThing is out of range',
      ['exact'],
    ],
    ['VALUE_OUT_OF_RANGE', {}, 'short: "a"', 'A value of CmsThing is out of range', []],
  ])('is BAD_USER_INPUT where Directus does not say which it is: %s %j', async (code, more, data, message, place) => {
    expect(await refused(data, { status: 400, body: guessed(code, more) })).toEqual([
      { message: `${message}.`, input: ['data', ...place] },
    ]);
  });
});

describe('deletion', () => {
  it('of a row that is not there fails, though Directus tells an administrator that it has done it', async () => {
    const { requests, result } = await mutate('{ cmsDeleteThing(id: 7) }', [], { rows: [] });
    expect(requests).toEqual([]);
    expect(result).toEqual({
      data: { cmsDeleteThing: null },
      errors: [
        {
          message: 'You may not delete the CmsThing with the key "7", or Directus does not have it.',
          path: ['cmsDeleteThing'],
          extensions: { code: 'FORBIDDEN', upstream: 'directus' },
        },
      ],
    });
  });

  it('by who may not read is left to Directus', async () => {
    const answer = { status: 204, headers: {}, body: '' };
    const { requests, result } = await mutate('{ cmsDeleteThings(ids: [7]) }', [answer], failure('FORBIDDEN', 'No.'));
    expect(requests).toEqual([{ method: 'DELETE', path: '/items/cms_things', body: [7] }]);
    expect(result).toEqual({ data: { cmsDeleteThings: ['7'] } });
  });
});

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** @param read what Directus gives where rows are read: an answer, or rows */
async function mutate(mutation: string, answers: readonly Answered[], read: object) {
  const requests: WriteRequest[] = [];
  const body = 'rows' in read ? { data: { cms_things: read.rows } } : read;
  const operation = readOperation(schema, parse(`mutation ${mutation}`));
  const response = await answerMutation(operation, {
    async write(request) {
      const answer = answers[requests.push(request) - 1] ?? { status: 200, body: { data: { id: 1 } } };
      return { headers: {}, ...answer };
    },
    async read(field) {
      const keys = JSON.stringify('id' in field.args ? [field.args.id] : field.args.ids);
      const { answer } = await converse(`{ ${field.responseKey}: cmsThingsByIds(ids: ${keys}) { id } }`, [body], {
        schema,
      });
      const { data, errors = [] } = answer as { data: Record<string, unknown>; errors?: GraphQLError[] };
      return knownField(
        data[field.responseKey],
        errors.map(({ message, path, extensions }) => new GraphQLError(message, { path: path?.slice(1), extensions })),
      );
    },
    inGraphNames: namesOf(schema),
  });
  return { requests, result: JSON.parse(JSON.stringify(resultOf(operation.fields, response))) };
}

/** What Directus is given to be written. */
async function written(data: string): Promise<unknown> {
  const { requests } = await mutate(`{ cmsUpdateThing(id: 1, data: { ${data} }) { id } }`, [], { rows: [{ id: '1' }] });
  return requests[0]?.body;
}

/** The errors of what is refused: before it is written, or by Directus. */
async function refused(data: string, answer?: Answered): Promise<unknown> {
  const { requests, result } = await mutate(`{ cmsCreateThing(data: { ${data} }) { id } }`, answer ? [answer] : [], {
    rows: [],
  });
  expect(requests).toHaveLength(answer ? 1 : 0);
  return result.errors.map(({ message, extensions: { code, input } }: GraphQLError) => {
    expect(code).toBe('BAD_USER_INPUT');
    return { message, input };
  });
}
