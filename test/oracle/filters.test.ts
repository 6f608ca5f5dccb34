import { type ExecutionResult, type GraphQLSchema, isObjectType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { elements, type JsonObject, property } from '../../subgraphs/common/json.ts';
import { startGateway, type TestGateway } from '../gateway.ts';
import { holdEqual, TIMEOUT_MS } from './agreement.ts';
import { crmRecords } from './crm-records.ts';
import { type FilterModel, filterModel, TooManySeries } from './filter-model.ts';
import { type FilteredList, filteredLists } from './filter-space.ts';
import { type FilterWorld, readWorld } from './filter-world.ts';
import { literal } from './literal.ts';
import { crmOf } from './real-twenty.ts';
import { UNBOUNDED } from './unbounded.ts';

/** How many lists are asked unless `ORACLE_RUNS` says otherwise. */
const RUNS = 300;

const records = crmRecords();

let gateway: TestGateway;
let world: FilterWorld;
beforeAll(async () => {
  // Sixteen filters at a time may wait long on a machine that has other work.
  gateway = await startGateway({ ...crmOf(records), server: { bounds: UNBOUNDED } });
  world = await readWorld(gateway, records);
});
afterAll(() => gateway.close());

/** What is compared: how many rows there are, and the keys of a page. */
type Answer = { readonly count: unknown; readonly keys: readonly unknown[] } | { readonly error: string };

test('random filters across links are as plain loops over all rows have them', { timeout: TIMEOUT_MS }, async () => {
  const model = filterModel(world);
  const schema = gateway.generations.current.graph.seenBy('internal');
  await holdEqual(
    filteredLists(world),
    (list) => ask(schema, list),
    async (list) => expected(model, list),
    { runs: RUNS },
  );
});

function expected(model: FilterModel, list: FilteredList): Answer {
  if (list.list === 'nested') return nested(model, list);
  const rows = list.list === 'regions' ? model.regions(list.level, list) : model[list.list](list);
  if (rows instanceof TooManySeries) return { error: expect.toBeOneOf([...rows.messages]) };
  const keys = rows.map((row) => ('id' in row ? row.id : row.code));
  return { count: rows.length, keys: keys.slice(0, list.first) };
}

/** The first articles of each author who has any, whether they pass or not. */
function nested(model: FilterModel, list: FilteredList): Answer {
  const rows = model.articles(list);
  if (rows instanceof TooManySeries) return { error: expect.toBeOneOf([...rows.messages]) };
  const authors = new Set(world.articles.flatMap(({ author }) => author?.id ?? []));
  const keys = [...authors].map((id) => {
    const own = rows.filter(({ author }) => author?.id === id).slice(0, list.first);
    return [id, own.map((article) => article.id)];
  });
  return { count: authors.size, keys: keys.sort() };
}

const ROOTS = {
  articles: 'cmsArticles',
  nested: 'articles',
  companies: 'crmCompanies',
  regions: 'regions',
  series: 'seriesCatalog',
} as const;

async function ask(schema: GraphQLSchema, list: FilteredList): Promise<Answer> {
  const { query, variables } = queryOf(schema, list);
  const { result } = await gateway.ask(query, variables, { staff: true });
  return read(list, result);
}

/** A list of the CMS with its count, or a connection. */
function queryOf(schema: GraphQLSchema, list: FilteredList) {
  const root = ROOTS[list.list];
  const type = list.list === 'nested' ? schema.getType('CmsAuthor') : schema.getQueryType();
  const definition = isObjectType(type) ? type.getFields()[root] : undefined;
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const filters = Object.entries(filtersOf(list)).map(([name, value]) => {
    const type = definition?.args.find((arg) => arg.name === name)?.type;
    if (!type) throw new Error(`${root} has no argument ${name}.`);
    if (list.isLiteral) return `${name}: ${literal(type, value)}`;
    variables[name] = value;
    declared.push(`$${name}: ${type}`);
    return `${name}: $${name}`;
  });
  const head = declared.length > 0 ? `query (${declared.join(', ')})` : 'query';
  const argsOf = (...more: string[]) => [...filters, ...more].join(', ');
  if (list.list === 'nested') {
    const articles = `articles(${argsOf(`limit: ${list.first}`, 'sort: [ID_ASC]')}) { id }`;
    return {
      query: `${head} { rows: cmsAuthors(limit: 100, filter: { articles: { _some: {} } }) { id ${articles} } }`,
      variables,
    };
  }
  if (list.list === 'articles') {
    const count = filters.length > 0 ? `(${argsOf()})` : '';
    const page = argsOf(`limit: ${list.first}`, 'sort: [ID_ASC]');
    return {
      query: `${head} { rows: cmsArticles(${page}) { id } all: cmsArticlesAggregated${count} { countAll } }`,
      variables,
    };
  }
  const more = [`first: ${list.first}`];
  if (list.list === 'regions') more.push(`level: ${list.level}`);
  if (list.list === 'companies') more.push('orderBy: [{ id: AscNullsFirst }]');
  const key = list.list === 'companies' ? 'id' : 'code';
  return { query: `${head} { rows: ${root}(${argsOf(...more)}) { totalCount edges { node { ${key} } } } }`, variables };
}

function filtersOf({ list, own, links, whereLinks }: FilteredList): JsonObject {
  const ofLinks = Object.entries(links).map(([name, value]) => [
    `where${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    value,
  ]);
  return {
    ...(own && { [list === 'regions' || list === 'series' ? 'where' : 'filter']: own }),
    ...Object.fromEntries(ofLinks),
    ...(whereLinks && { whereLinks }),
  };
}

function read({ list }: FilteredList, { data, errors }: ExecutionResult): Answer {
  const [error] = errors ?? [];
  if (error) return { error: error.message };
  if (list === 'articles') {
    return {
      count: property(elements(data?.all)[0], 'countAll'),
      keys: elements(data?.rows).map((row) => property(row, 'id')),
    };
  }
  if (list === 'nested') {
    const authors = elements(data?.rows);
    const keys = authors.map((author) => [
      property(author, 'id'),
      elements(property(author, 'articles')).map((article) => property(article, 'id')),
    ]);
    return { count: authors.length, keys: keys.sort() };
  }
  const nodes = elements(property(data?.rows, 'edges')).map((edge) => property(edge, 'node'));
  return {
    count: property(data?.rows, 'totalCount'),
    keys: nodes.map((node) => property(node, list === 'companies' ? 'id' : 'code')),
  };
}
