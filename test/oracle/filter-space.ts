import fc from 'fast-check';
import type { JsonObject } from '../../subgraphs/common/json.ts';
import { asksForDeleted } from './crm-filter.ts';
import { filterOf } from './crm-inputs.ts';
import type { Asked } from './filter-model.ts';
import { type FilterWorld, LEVELS } from './filter-world.ts';

/** A filtered list: which, what is asked of it, and which page. */
export interface FilteredList extends Asked {
  /** `nested`: the articles of each author. */
  readonly list: 'articles' | 'companies' | 'nested' | 'regions' | 'series';
  readonly level: string;
  readonly first: number;
  /** Whether its filters are written into the document. */
  readonly isLiteral: boolean;
}

type Filter = fc.Arbitrary<JsonObject>;

/** Random filters across each link of each list, with values that hit the data, and what composes them. */
export function filteredLists(world: FilterWorld): fc.Arbitrary<FilteredList> {
  const filters = filtersOf(world);
  const { article, company, region, series } = filters;
  return fc.oneof(
    listOf('articles', article, { series, region, companies: company }),
    listOf('nested', article, { series, region, companies: company }),
    listOf('companies', company, { articles: article, region }),
    listOf('regions', region, { articles: article, companies: company }),
    listOf('series', series, { articles: article }),
  );
}

function listOf(
  list: FilteredList['list'],
  row: Filter,
  links: Readonly<Record<string, Filter>>,
): fc.Arbitrary<FilteredList> {
  // Rows that are shown under a condition alone are no candidates of a filter outside it.
  const shown = row.filter((each) => !asksForDeleted(each));
  const tree = treeOf(shown, links);
  const asked: fc.Arbitrary<Asked> = fc.oneof(
    fc
      .tuple(row, oneLink(links))
      .map(([own, given]) => ({ own: undefined, links: {}, whereLinks: { row: own, ...given } })),
    oneLink(links).map((given) => ({ own: undefined, links: given, whereLinks: undefined })),
    tree.map((whereLinks) => ({ own: undefined, links: {}, whereLinks })),
    fc.record({
      own: fc.option(row, { nil: undefined }),
      links: fc.record(links, { requiredKeys: [] }),
      whereLinks: fc.option(tree, { nil: undefined }),
    }),
  );
  return fc
    .record({
      asked,
      level: fc.constantFrom(...LEVELS),
      first: fc.constantFrom(0, 1, 3, 20, 100),
      isLiteral: fc.boolean(),
    })
    .filter(({ asked: { links: given, whereLinks } }) => Object.keys(given).length + linksIn(whereLinks) <= 10)
    .map(({ asked: given, ...page }) => ({ list, ...page, ...given }));
}

const oneLink = (links: Readonly<Record<string, Filter>>): fc.Arbitrary<Record<string, JsonObject>> =>
  fc.oneof(...Object.entries(links).map(([name, filter]) => filter.map((value) => ({ [name]: value }))));

/** Conditions on links and on the rows, composed. */
function treeOf(row: Filter, links: Readonly<Record<string, Filter>>): Filter {
  const leaf = fc.oneof(oneLink({ ...links, row }), fc.record({ ...links, row }, { requiredKeys: [] }));
  const grow = (depth: number): Filter => {
    if (depth === 0) return leaf;
    const inner = grow(depth - 1);
    const list = fc.array(inner, { minLength: 1, maxLength: 3 });
    return fc.oneof(
      leaf,
      list.map((or) => ({ or })),
      list.map((and) => ({ and })),
      fc.tuple(leaf, fc.array(inner, { maxLength: 2 })).map(([own, or]) => ({ ...own, or })),
      inner.map((not) => ({ not })),
    );
  };
  return grow(3);
}

/** The links in a tree, each of which is searched for. */
function linksIn(tree: unknown): number {
  if (Array.isArray(tree)) return tree.reduce((sum: number, each) => sum + linksIn(each), 0);
  if (typeof tree !== 'object' || tree === null) return 0;
  return Object.entries(tree).reduce((sum, [name, value]) => {
    return sum + (['and', 'or', 'not'].includes(name) ? linksIn(value) : Number(name !== 'row'));
  }, 0);
}

function filtersOf({ articles, crm, companies, regions, series }: FilterWorld) {
  const some = (codes: readonly string[]) => fc.array(fc.constantFrom(...codes, 'NO:CODE'), { maxLength: 4 });
  const titles = articles.map(({ title }) => title.slice(0, 3)).filter((text) => /^\w+$/.test(text));
  const about = articles.flatMap(({ regionCode }) => regionCode ?? []);
  const counties = companies.flatMap(({ regions: own }) => Object.values(own).flatMap((code) => code ?? []));
  const named = articles.flatMap(({ seriesCodes }) => seriesCodes ?? []);
  const article = nested(
    fc.record(
      {
        id: numbers(fc.integer({ min: 0, max: 62 }), '_'),
        title: fc.record({ _contains: fc.constantFrom(...titles, 'e', 'zz') }),
        regionCode: fc.record({ _null: fc.boolean() }),
      },
      { requiredKeys: [] },
    ),
    (inner) => ({ _and: inner, _or: inner, _not: inner[0] }),
  );
  const company = filterOf(crm, 'CrmCompany') as Filter;
  const values = [...(regions.get('COUNTY') ?? [])].flatMap(({ indicators }) =>
    indicators.map(({ value }) => value ?? 0),
  );
  const region = composed(
    fc.record(
      {
        codes: some([...new Set([...about, ...counties])]),
        level: fc.constantFrom(...LEVELS),
        indicator: fc
          .tuple(
            numbers(fc.constantFrom(...values.slice(0, 200)), ''),
            fc.option(numbers(fc.integer({ min: 1, max: 3200 }), '')),
          )
          .map(([value, rank]) => ({ code: 'UNEMPLOYMENT_RATE', ...value, ...(rank && { rank }) })),
      },
      { requiredKeys: [] },
    ),
  );
  const latest = series.flatMap((each) => each.latest ?? []).toSorted((one, other) => one - other);
  const seriesFilter = composed(
    fc.record(
      {
        codes: some([...new Set(named)]),
        latest: numbers(fc.constantFrom(...latest.slice(-300), ...latest.slice(0, 100)), ''),
      },
      { requiredKeys: [] },
    ),
  );
  return { article, company, region, series: seriesFilter };
}

/** One comparison or two. */
function numbers(value: fc.Arbitrary<number>, prefix: string): Filter {
  const names = ['eq', 'gt', 'gte', 'lt', 'lte'].map((name) => prefix + name);
  return fc.array(fc.tuple(fc.constantFrom(...names), value), { minLength: 1, maxLength: 2 }).map(Object.fromEntries);
}

/** The same, also composed by the upstream's own `and`, `or` and `not`; lists are not empty, since Twenty takes none for such. */
function composed(own: Filter): Filter {
  const list = fc.array(own, { minLength: 1, maxLength: 2 });
  return fc.oneof(
    { weight: 4, arbitrary: own },
    { weight: 1, arbitrary: fc.tuple(own, list).map(([one, or]) => ({ ...one, or })) },
    { weight: 1, arbitrary: list.map((and) => ({ and })) },
    { weight: 1, arbitrary: own.map((not) => ({ not })) },
  );
}

function nested(own: Filter, compose: (list: readonly JsonObject[]) => Record<string, unknown>): Filter {
  const list = fc.array(own, { minLength: 1, maxLength: 2 });
  const composedBy = fc
    .tuple(list, fc.constantFrom('_and', '_or', '_not'))
    .map(([inner, name]) => ({ [name]: compose(inner)[name] }));
  return fc.oneof({ weight: 3, arbitrary: own }, { weight: 1, arbitrary: composedBy });
}
