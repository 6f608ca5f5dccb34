import { isEnumType, isInputObjectType } from 'graphql';
import { describe, expect, it, test } from 'vitest';
import { converse } from './../testing.ts';
import { badInput, composed, filterOf, refused, schema } from './testing.ts';

/* The mistakes of Directus 11.17.4 with columns of every type, and what the graph makes of them. */

it.each(['many', {}, null])('a count of rows that is no number is an error: %j', async (count) => {
  const group = { group: { short: 'a' }, countDistinct: { id: count } };
  const query = '{ cmsThingsAggregated(groupBy: [SHORT]) { countAll } }';
  const { answer } = await converse(query, [{ data: { cms_things_aggregated: [group] } }], { schema });
  expect(answer).toMatchObject({
    data: { cmsThingsAggregated: [{ countAll: null }] },
    errors: [{ path: ['cmsThingsAggregated', 0, 'countAll'], extensions: { code: 'UPSTREAM_FAILED' } }],
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
