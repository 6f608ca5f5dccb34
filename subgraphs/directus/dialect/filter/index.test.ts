import { isInputObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';

import { committedDirectusSchema, demoNaming, directusSchema } from '../../testing.ts';
import type { DirectusField } from '../requested-field.ts';
import { isNever, writeFilter } from './condition.ts';
import { Finds } from './finds.ts';
import { compileFilter } from './index.ts';

const schema = directusSchema(committedDirectusSchema(), demoNaming);

/** The filter that Directus gets; `'none'` where no row can meet it. */
function filter(type: string, value: unknown, { isCounted = false, finds = new Finds(100) } = {}) {
  const input = schema.getType(type);
  if (!isInputObjectType(input)) throw new Error(`No input type ${type}.`);
  const condition = compileFilter(input, value, { finds, isCounted });
  return isNever(condition) ? 'none' : writeFilter(condition, 'id');
}

/** The roots that are requested for a filter first, and the filter that Directus gets when they have these rows. */
async function filterWith(type: string, value: unknown, rows: readonly object[], isCounted = false) {
  const finds = new Finds(100);
  const requested: DirectusField[] = [];
  filter(type, value, { finds, isCounted });
  await finds.request(async (roots) => {
    requested.push(...roots);
    return roots.map(() => rows);
  });
  return { requested, written: filter(type, value, { finds, isCounted }) };
}

it('has Directus’s names at any depth', () => {
  const value = {
    publishedAt: { _lt: '$NOW' },
    _or: [{ author: { jobTitle: { _eq: 'Editor' } } }, { tags: { _none: { tag: { slug: { _in: ['a', 'b'] } } } } }],
  };
  expect(filter('CmsArticleFilter', value)).toEqual({
    _and: [
      { published_at: { _lt: '$NOW' } },
      {
        _or: [
          { author: { job_title: { _eq: 'Editor' } } },
          { tags: { _none: { tag: { slug: { _in: ['a', 'b'] } } } } },
        ],
      },
    ],
  });
});

it('has collections for the names of types, and a path through a many-to-any relation', () => {
  const value = { collection: { _in: ['CmsBlockMap', 'x'] }, itemCmsBlockMap: { indicatorCode: { _eq: 'Y' } } };
  expect(filter('CmsPageBlockFilter', value)).toEqual({
    _and: [{ collection: { _in: ['cms_block_map'] } }, { item__cms_block_map: { indicator_code: { _eq: 'Y' } } }],
  });
});

it.each([
  ['a part of the name', { _contains: 'BlockC' }, ['cms_block_chart', 'cms_block_companies']],
  ['another', { _nin: ['CmsBlockMap'], _nends_with: 'Richtext' }, ['cms_block_chart', 'cms_block_companies']],
])('compares the names of types by %s', (_, collection, found) => {
  expect(filter('CmsPageBlockFilter', { collection })).toEqual({ collection: { _in: found } });
});

it('asks for each part of a date by itself: Directus reads but the first', () => {
  expect(filter('CmsArticleFilter', { publishedAtFunc: { year: { _eq: '2024' }, month: { _gt: '6' } } })).toEqual({
    _and: [{ published_at_func: { year: { _eq: 2024 } } }, { published_at_func: { month: { _gt: 6 } } }],
  });
});

it.each([
  ['an empty _in is met by none', { _in: [] }, 'none'],
  ['an empty _in is met by none, whatever else is asked', { _in: [], _null: true }, 'none'],
  ['null is nothing to be in', { _in: ['a', null] }, { slug: { _in: ['a'] } }],
  ['an empty _nin is met by all', { _nin: [] }, undefined],
  ['equal to null is without a value', { _eq: null }, { slug: { _null: true } }],
  ['not equal to null is with a value', { _neq: null }, { slug: { _nnull: true } }],
  ['an operator without an operand is none', { _contains: null, _in: null }, undefined],
  ['equal to an empty text', { _eq: '' }, { _and: [{ slug: { _empty: true } }, { slug: { _nnull: true } }] }],
  ['not equal to an empty text', { _neq: '' }, { slug: { _nempty: true } }],
  ['an empty text is in every text', { _contains: '' }, { slug: { _nnull: true } }],
  ['an empty text is out of none', { _ncontains: '' }, 'none'],
  [
    'several operators must all hold',
    { _starts_with: 'a', _neq: 'ab' },
    { _and: [{ slug: { _starts_with: 'a' } }, { slug: { _neq: 'ab' } }] },
  ],
  ['a text is no pattern', { _contains: '50%_\\' }, { slug: { _contains: '50\\%\\_\\\\' } }],
  ['a text that Directus would read as null', { _contains: 'null' }, { slug: { _contains: '\\null' } }],
  [
    'equal to a text that Directus would read as a boolean',
    { _eq: 'true' },
    { _and: [{ slug: { _starts_with: '\\true' } }, { slug: { _nstarts_with: '\\true_' } }] },
  ],
  [
    'not one of texts, one of which Directus would read as now',
    { _nin: ['a', '$NOW'] },
    {
      _and: [
        { slug: { _nin: ['a'] } },
        { _or: [{ slug: { _nstarts_with: '\\$NOW' } }, { slug: { _starts_with: '\\$NOW_' } }] },
      ],
    },
  ],
])('%s', (_, slug, expected) => {
  expect(filter('CmsArticleFilter', { slug })).toEqual(expected);
});

it.each([
  ['a comparison', { slug: { _eq: 'a' } }, { _or: [{ slug: { _neq: 'a' } }, { slug: { _null: true } }] }],
  ['an order', { id: { _gte: 3 } }, { _or: [{ id: { _lt: 3 } }, { id: { _null: true } }] }],
  ['a test of a value', { slug: { _nnull: true } }, { slug: { _null: true } }],
  [
    'a part of a text in any case',
    { slug: { _icontains: '50%' } },
    { _or: [{ slug: { _nistarts_with: '%50\\%' } }, { slug: { _null: true } }] },
  ],
  [
    'all of several',
    { slug: { _null: true }, id: { _nnull: true } },
    { _or: [{ slug: { _nnull: true } }, { id: { _null: true } }] },
  ],
  [
    'one of several',
    { _or: [{ slug: { _null: true } }, { id: { _nnull: true } }] },
    { _and: [{ slug: { _nnull: true } }, { id: { _null: true } }] },
  ],
  [
    'a related row, which may be missing',
    { author: { id: { _in: [1] } } },
    { _or: [{ author: { id: { _nin: [1] } } }, { author: { id: { _null: true } } }] },
  ],
  [
    'some related row',
    { tags: { _some: { tag: { slug: { _in: ['a'] } } } } },
    { tags: { _none: { tag: { slug: { _in: ['a'] } } } } },
  ],
  [
    'what some related row does not meet',
    { tags: { _some: { _not: { id: { _nnull: true } } } } },
    { tags: { _none: { id: { _null: true } } } },
  ],
  ['a negation', { _not: { slug: { _null: true } } }, { slug: { _null: true } }],
  ['what no row meets', { slug: { _in: [] } }, { id: { _nnull: true } }],
  ['what every row meets', {}, 'none'],
  ['nothing', null, undefined],
])('negates %s', (_, condition, negated) => {
  expect(filter('CmsArticleFilter', { _not: condition })).toEqual(negated);
});

describe('an integer', () => {
  it.each([
    ['equal to what is between two', { _eq: '1.5' }, 'none'],
    ['not equal to what is between two', { _neq: '1.5' }, { id: { _nnull: true } }],
    ['more than what is between two', { _gt: '1.5' }, { id: { _gt: 1 } }],
    ['that or more', { _gte: '1.5' }, { id: { _gte: 2 } }],
    ['less than what is between two', { _lt: '1.5' }, { id: { _lt: 2 } }],
    ['that or less', { _lte: '1.5' }, { id: { _lte: 1 } }],
    ['equal to what no integer holds', { _eq: '99999999999' }, 'none'],
    ['more than what no integer holds', { _gt: '1e400' }, 'none'],
    ['less than what no integer holds', { _lt: '99999999999' }, { id: { _nnull: true } }],
    ['one of some that it can be', { _in: ['1', '1.5', '99999999999'] }, { id: { _in: [1] } }],
    ['one of none that it can be', { _in: ['1.5'] }, 'none'],
    ['none of what it cannot be', { _nin: ['1.5'] }, { id: { _nnull: true } }],
    ['in a range', { _between: ['1.5', '3'] }, { _and: [{ id: { _gte: 2 } }, { id: { _lte: 3 } }] }],
    ['out of a range', { _nbetween: ['2', '3.5'] }, { _or: [{ id: { _lt: 2 } }, { id: { _gt: 3 } }] }],
  ])('%s', (_, id, expected) => {
    expect(filter('CmsArticleFilter', { id })).toEqual(expected);
  });
});

it('takes a group with an alternative that all rows meet for none at all', () => {
  expect(filter('CmsArticleFilter', { _or: [{ slug: { _eq: 'a' } }, {}] })).toBeUndefined();
  expect(filter('CmsArticleFilter', { _and: [{ slug: { _eq: 'a' } }, { title: {} }] })).toEqual({ slug: { _eq: 'a' } });
});

it('writes big integers as texts', () => {
  expect(filter('CmsFileFilter', { filesize: { _gt: 1024, _in: [1, 2n] } })).toEqual({
    _and: [{ filesize: { _gt: '1024' } }, { filesize: { _in: ['1', '2'] } }],
  });
});

it('takes for the key of a file what can be one', () => {
  const id = 'F1000000-0000-4000-8000-000000000001';
  expect(filter('CmsFileFilter', { id: { _in: ['x', id] } })).toEqual({ id: { _in: [id.toLowerCase()] } });
  expect(filter('CmsFileFilter', { id: { _eq: 'x' } })).toBe('none');
});

it.each([
  ['a day is its midnight', '2024-01-16', '2024-01-16T00:00:00Z'],
  ['a moment without a zone is in UTC', '2024-01-16 09:00', '2024-01-16T09:00Z'],
  ['a zone may have no minutes', '2024-01-16T09:00:00+02', '2024-01-16T07:00:00Z'],
  ['seconds stay as precise as they are', '2024-01-16T23:30:15.123456-01:30', '2024-01-17T01:00:15.123456Z'],
  ['a while ago', '$NOW(-7 days)', '$NOW(-7 days)'],
])('compares moments: %s', (_, given, written) => {
  expect(filter('CmsArticleFilter', { publishedAt: { _gt: given } })).toEqual({ published_at: { _gt: written } });
});

it.each(['garbage', '2024', '2024-02-30', '2024-01-16T25:00Z'])('refuses to compare a moment with %s', (given) => {
  expect(() => filter('CmsArticleFilter', { publishedAt: { _gt: given } })).toThrow(
    `\`publishedAt\` is compared with a day ("2025-01-31"), a moment ("2025-01-31T09:00:00Z") or "$NOW(-7 days)", not with "${given}".`,
  );
});

it('refuses a range that is not of two values', () => {
  expect(() => filter('CmsArticleFilter', { id: { _between: ['1'] } })).toThrow(
    '`_between` of `id` takes two values, the lower one first.',
  );
});

describe('a condition on a to-many relation', () => {
  const tagged = { tag: { slug: { _eq: 'a' } } };
  const found = (keys: readonly string[]) => keys.map((id) => ({ article: { id } }));

  it('is Directus’s own where it is one comparison: of rows that the caller may see, each for itself', () => {
    const written = { tags: { _some: { tag: { slug: { _eq: 'a' } } } } };
    expect(filter('CmsArticleFilter', { tags: tagged })).toEqual(written);
    expect(filter('CmsArticleFilter', { tags: { _some: tagged } })).toEqual(written);
    expect(filter('CmsArticleFilter', { tags: { _none: tagged } })).toEqual({ tags: { _none: written.tags._some } });
  });

  it('is about any row where it says nothing', () => {
    expect(filter('CmsArticleFilter', { tags: {} })).toBeUndefined();
    expect(filter('CmsArticleFilter', { tags: { _none: {} } })).toEqual({ tags: { _none: { id: { _nnull: true } } } });
  });

  it('is known where no row can meet it', () => {
    expect(filter('CmsArticleFilter', { tags: { _some: { id: { _in: [] } } } })).toBe('none');
    expect(filter('CmsArticleFilter', { tags: { _none: { id: { _in: [] } } } })).toEqual({ id: { _nnull: true } });
  });

  it('is found first where it is several: Directus ignores those', async () => {
    const several = { _some: { ...tagged, sort: { _eq: '1' } } };
    const { requested, written } = await filterWith('CmsArticleFilter', { tags: several }, found(['3', '4']));
    expect(requested).toMatchObject([
      {
        name: 'cms_articles_tags',
        args: [
          {
            value: { _and: [{ tag: { slug: { _eq: 'a' } } }, { sort: { _eq: 1 } }] },
            looksAt: [
              [
                { of: 'cms_articles_tags', name: 'tag' },
                { of: 'cms_tags', name: 'slug' },
              ],
              [{ of: 'cms_articles_tags', name: 'sort' }],
            ],
          },
          { value: 100 },
        ],
      },
    ]);
    expect(written).toEqual({ id: { _in: ['3', '4'] } });
    const none = await filterWith('CmsArticleFilter', { tags: { _none: several._some } }, found(['3']));
    expect(none.written).toEqual({ id: { _nin: ['3'] } });
  });

  it('is of keys that Directus reads as literals, too', async () => {
    const none = { tags: { _none: { ...tagged, sort: { _eq: '1' } } } };
    const isOther = { _or: [{ id: { _nstarts_with: '\\null' } }, { id: { _starts_with: '\\null_' } }] };
    const { written } = await filterWith('CmsArticleFilter', none, found(['3', 'null']));
    expect(written).toEqual({ _and: [{ id: { _nin: ['3'] } }, isOther] });
  });

  it('is found first behind a to-one relation, which need not be there', async () => {
    const value = { author: { articles: { _none: { slug: { _eq: 'a' } } } } };
    const { written } = await filterWith('CmsArticleFilter', value, [{ author: { id: '7' } }, { author: null }]);
    expect(written).toEqual({ _or: [{ author: { id: { _nin: ['7'] } } }, { author: { id: { _null: true } } }] });
  });

  it('is found first where rows are counted: it would multiply them', async () => {
    const { requested } = await filterWith('CmsArticleFilter', { tags: tagged }, [], true);
    expect(requested).toHaveLength(1);
  });

  it('is counted of the rows that the caller may see', async () => {
    const rows = [
      { id: '1', tags_func: { count: 1 } },
      { id: '2', tags_func: { count: 2 } },
    ];
    const { written } = await filterWith('CmsArticleFilter', { tagsFunc: { count: { _gte: 2 } } }, rows);
    expect(written).toEqual({ id: { _in: ['2'] } });
  });
});
