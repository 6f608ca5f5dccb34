import { isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { converse, failure } from '../../testing.ts';
import { badInput, filterOf, schema, written } from '../testing.ts';

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

  it('are requested once more only where there is a value', async () => {
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

  it('are looked up by keys that Directus reads as literals, too', async () => {
    const things = ['a', 'null'].map((id) => ({ id, price: 0.5 }));
    const groups = things.map(({ id }) => ({ group: { id, price: '0.50' } }));
    const bodies = [{ data: { cms_things: things } }, { data: { cms_things_aggregated: groups } }];
    const { variables } = await converse('{ cmsThings { price } }', bodies, { schema });
    const isNull = { _and: [{ id: { _starts_with: '\\null' } }, { id: { _nstarts_with: '\\null_' } }] };
    expect(variables[1]).toMatchObject({ v1: { _or: [{ id: { _in: ['a'] } }, isNull] } });
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
