import { elements, isJsonObject, type JsonObject } from '../../subgraphs/common/json.ts';
import { all, asksForDeleted, meets, not, type Truth, truthOf } from './crm-filter.ts';
import type { World } from './crm-world.ts';
import type { Article, Company, FilterWorld, RegionOfWorld, SeriesOfWorld } from './filter-world.ts';

/*
 * What filters across links mean, by plain loops over the rows: a row passes the filter of a link if some value that the
 * link leads to passes it.
 */

/** The most keys that a list of series in one text can be held to. */
const MOST_SERIES = 500;

/** What a list is refused with whose filters find more keys: the message of one of them, with how many. */
export class TooManySeries {
  readonly messages: readonly string[];

  constructor(counts: readonly number[]) {
    this.messages = counts.map(
      (count) => `The filter by \`series\` finds ${count} keys, more than ${MOST_SERIES}: add conditions to it.`,
    );
  }
}

/** The lists, each with the links that filter it. */
export interface FilterModel {
  readonly articles: (asked: Asked) => readonly Article[] | TooManySeries;
  readonly companies: (asked: Asked) => readonly Company[];
  readonly regions: (level: string, asked: Asked) => readonly RegionOfWorld[];
  readonly series: (asked: Asked) => readonly SeriesOfWorld[];
}

/** What is asked of a list. */
export interface Asked {
  /** The list's own filter. */
  readonly own: JsonObject | undefined;
  /** By the names of the links. */
  readonly links: Readonly<Record<string, JsonObject | undefined>>;
  readonly whereLinks: JsonObject | undefined;
}

type Passes<Row> = (row: Row, filter: JsonObject) => Truth;

export function filterModel(world: FilterWorld): FilterModel {
  const { articles, companies, crm, series } = world;
  const regions = [...world.regions.values()].flat();
  const regionsOf = new Map(regions.map((region) => [region.code, region]));
  const seriesOf = new Map(series.map((each) => [each.code, each]));
  const companyOf = new Map(companies.map((company) => [company.id, company]));
  const passesCompany = passesPresent(crm);
  const someArticle = (isLinked: (article: Article) => boolean | undefined, filter: JsonObject) =>
    some(articles.filter(isLinked), passesArticle, filter);
  const articleLinks: Links<Article> = {
    series: ({ seriesCodes }, filter) =>
      some(
        (seriesCodes ?? []).map((code) => seriesOf.get(code)),
        passesSeries,
        filter,
      ),
    region: ({ regionCode }, filter) => some([regionsOf.get(regionCode ?? '')], passesRegion, filter),
    companies: ({ companyIds }, filter) =>
      some(
        (companyIds ?? []).map((id) => companyOf.get(id)),
        passesCompany,
        filter,
      ),
  };
  const companyLinks: Links<Company> = {
    articles: ({ id }, filter) => someArticle(({ companyIds }) => companyIds?.includes(id), filter),
    region(company, filter) {
      const code = company.regions[String(filter.level ?? 'COUNTY')] ?? '';
      return some([regionsOf.get(code)], passesRegion, filter);
    },
  };
  const regionLinks: Links<RegionOfWorld> = {
    articles: ({ code }, filter) => someArticle(({ regionCode }) => regionCode === code, filter),
    companies: ({ code, level }, filter) =>
      some(
        companies.filter(({ regions: own }) => own[level] === code),
        passesCompany,
        filter,
      ),
  };
  const seriesLinks: Links<SeriesOfWorld> = {
    articles: ({ code }, filter) => someArticle(({ seriesCodes }) => seriesCodes?.includes(code), filter),
  };
  return {
    articles(asked) {
      const tooMany = leaves(asked, 'series')
        .map((filter) => series.filter((each) => passesSeries(each, filter)).length)
        .filter((count) => count > MOST_SERIES);
      return tooMany.length > 0 ? new TooManySeries(tooMany) : passing(articles, asked, articleLinks, passesArticle);
    },
    companies: (asked) =>
      passing(shownCompanies(companies, asked), asked, companyLinks, ({ record }, filter) =>
        truthOf(crm, 'CrmCompany', filter, record),
      ),
    regions: (level, asked) => passing(world.regions.get(level) ?? [], asked, regionLinks, passesRegion),
    series: (asked) => passing(series, asked, seriesLinks, passesSeries),
  };
}

/** Whether a company passes a filter to which a link leads: to none that is deleted. */
const passesPresent =
  (crm: World): Passes<Company> =>
  ({ record }, filter) =>
    !record.deletedAt && meets(crm, 'CrmCompany', filter, record);

/** Deleted companies are in a list that is filtered by their deletion alone. */
function shownCompanies(companies: readonly Company[], { own, whereLinks }: Asked): readonly Company[] {
  const showsDeleted = asksForDeleted([own, whereLinks]);
  return companies.filter(({ record }) => showsDeleted || !record.deletedAt);
}

const some = <Row>(rows: readonly (Row | undefined)[], passes: Passes<Row>, filter: JsonObject): boolean =>
  rows.some((row) => row !== undefined && passes(row, filter) === true);

type Links<Row> = Readonly<Record<string, Passes<Row>>>;

function passing<Row>(
  rows: readonly Row[],
  { own, links, whereLinks }: Asked,
  passes: Links<Row>,
  passesOwn: Passes<Row>,
): readonly Row[] {
  const tree = (row: Row, filter: JsonObject): Truth =>
    all(
      Object.entries(filter).map(([name, value]): Truth => {
        if (name === 'and') return all(objects(value).map((each) => tree(row, each)));
        if (name === 'or') return not(all(objects(value).map((each) => not(tree(row, each)))));
        if (!isJsonObject(value)) return true;
        if (name === 'not') return not(tree(row, value));
        return name === 'row' ? passesOwn(row, value) : (passes[name]?.(row, value) ?? false);
      }),
    );
  return rows.filter(
    (row) =>
      (!own || passesOwn(row, own) === true) &&
      Object.entries(links).every(([name, filter]) => !filter || passes[name]?.(row, filter)) &&
      (!whereLinks || tree(row, whereLinks) === true),
  );
}

/** The filters of a link, wherever they stand. */
function leaves({ links, whereLinks }: Asked, link: string): readonly JsonObject[] {
  const below = (filter: JsonObject): readonly JsonObject[] => [
    ...objects([filter[link]]),
    ...objects([filter.and, filter.or, filter.not].flat()).flatMap(below),
  ];
  return [...objects([links[link]]), ...(whereLinks ? below(whereLinks) : [])];
}

const objects = (list: unknown): readonly JsonObject[] => elements(list).filter(isJsonObject);

type Comparison = (value: number, than: number) => boolean;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  eq: (value, than) => value === than,
  gt: (value, than) => value > than,
  gte: (value, than) => value >= than,
  lt: (value, than) => value < than,
  lte: (value, than) => value <= than,
};

/** A missing number passes no comparison. */
function passesNumber(value: number | null, condition: JsonObject): boolean {
  return Object.entries(condition).every(([name, than]) => {
    const compare = COMPARISONS[name];
    return !compare || (value !== null && compare(value, Number(than)));
  });
}

/** `and`, `or` and `not` of the analytics, and what is left of a filter. */
function composed<Row>(
  row: Row,
  filter: JsonObject,
  passes: (row: Row, filter: JsonObject) => boolean,
  own: (filter: JsonObject) => boolean,
): boolean {
  const { and, or, not } = filter;
  return (
    own(filter) &&
    objects(and).every((each) => passes(row, each)) &&
    (!Array.isArray(or) || objects(or).some((each) => passes(row, each))) &&
    (!isJsonObject(not) || !passes(row, not))
  );
}

function passesRegion(region: RegionOfWorld, filter: JsonObject): boolean {
  return composed(region, filter, passesRegion, ({ codes, level, indicator }) => {
    if (Array.isArray(codes) && !codes.includes(region.code)) return false;
    if (level !== undefined && level !== region.level) return false;
    if (!isJsonObject(indicator)) return true;
    const { code, rank, ...value } = indicator;
    const found = region.indicators.find((each) => each.code === code);
    return (
      found !== undefined && passesNumber(found.value, value) && (!isJsonObject(rank) || passesNumber(found.rank, rank))
    );
  });
}

function passesSeries(series: SeriesOfWorld, filter: JsonObject): boolean {
  return composed(series, filter, passesSeries, ({ codes, latest }) => {
    if (Array.isArray(codes) && !codes.includes(series.code)) return false;
    return !isJsonObject(latest) || passesNumber(series.latest, latest);
  });
}

/** `_and`, `_or` and `_not` of the CMS: an empty list is no condition. */
function passesArticle(article: Article, filter: JsonObject): boolean {
  const { _and, _or, _not, id, title, regionCode } = filter;
  const comparisons = isJsonObject(id)
    ? Object.fromEntries(Object.entries(id).map(([name, to]) => [name.slice(1), to]))
    : {};
  return (
    passesNumber(Number(article.id), comparisons) &&
    (!isJsonObject(title) || article.title.includes(String(title._contains))) &&
    (!isJsonObject(regionCode) || (article.regionCode === null) === regionCode._null) &&
    objects(_and).every((each) => passesArticle(article, each)) &&
    (!isJsonObject(_not) || !passesArticle(article, _not)) &&
    (objects(_or).length === 0 || objects(_or).some((each) => passesArticle(article, each)))
  );
}
