import type { TwentyRecord, TwentyRecords } from '../../sandbox/twenty/index.ts';
import { elements, isJsonObject, type JsonObject, property } from '../../subgraphs/common/json.ts';
import type { TestGateway } from '../gateway.ts';
import { createWorld, type World } from './crm-world.ts';

/** Everything that filters across links look at, each list in its own order, as the unfiltered graph answers it. */
export interface FilterWorld {
  readonly articles: readonly Article[];
  /** The records of the CRM. */
  readonly crm: World;
  /** Its companies, deleted ones too. */
  readonly companies: readonly Company[];
  /** By level. */
  readonly regions: ReadonlyMap<string, readonly RegionOfWorld[]>;
  readonly series: readonly SeriesOfWorld[];
}

export interface Article {
  readonly id: string;
  readonly title: string;
  readonly regionCode: string | null;
  readonly seriesCodes: readonly string[] | null;
  readonly companyIds: readonly string[] | null;
  readonly author: { readonly id: string } | null;
}

export interface Company {
  readonly id: string;
  readonly record: TwentyRecord;
  /** The code of the region that it stands in, by level. */
  readonly regions: Readonly<Record<string, string | null>>;
}

export interface RegionOfWorld {
  readonly code: string;
  readonly level: string;
  readonly indicators: readonly {
    readonly code: string;
    readonly value: number | null;
    readonly rank: number | null;
  }[];
}

export interface SeriesOfWorld {
  readonly code: string;
  readonly latest: number | null;
}

/** The levels of which regions and places are looked at. */
export const LEVELS = ['STATE', 'COUNTY', 'PROVINCE'] as const;

/** Reads the world page by page. @param records what the CRM holds */
export async function readWorld(gateway: TestGateway, records: TwentyRecords): Promise<FilterWorld> {
  const { cmsArticles } = await ask(
    gateway,
    '{ cmsArticles(limit: 1000, sort: [ID_ASC]) { id title regionCode seriesCodes companyIds author { id } } }',
  );
  const located = LEVELS.map((level) => `${level}: region(level: ${level}) { code }`).join(' ');
  const companies = await Promise.all(
    ['NULL', 'NOT_NULL'].map((is) =>
      pages(gateway, 'crmCompanies', `filter: { deletedAt: { is: ${is} } }`, `id ${located}`),
    ),
  );
  const crm = createWorld(gateway.generations.current.graph.seenBy('internal'), records);
  const recordOf = new Map(crm.records('CrmCompany').map((record) => [record.id, record]));
  const regions = await Promise.all(
    LEVELS.map(async (level) => {
      const nodes = await pages(
        gateway,
        'regions',
        `level: ${level}`,
        'code level indicators { indicator { code } value rank }',
      );
      return [level, nodes.map(regionOf)] as const;
    }),
  );
  const series = await pages(gateway, 'seriesCatalog', '', 'code latest { value }');
  return {
    articles: objects(cmsArticles) as unknown as readonly Article[],
    crm,
    companies: companies.flat().map((node) => ({
      id: String(node.id),
      record: recordOf.get(String(node.id)) ?? { id: '' },
      regions: Object.fromEntries(LEVELS.map((level) => [level, property(node[level], 'code') as string | null])),
    })),
    regions: new Map(regions),
    series: series.map(({ code, latest }) => ({
      code: String(code),
      latest: (property(latest, 'value') as number | null) ?? null,
    })),
  };
}

function regionOf({ code, level, indicators }: JsonObject): RegionOfWorld {
  return {
    code: String(code),
    level: String(level),
    indicators: objects(indicators).map(({ indicator, value, rank }) => ({
      code: String(property(indicator, 'code')),
      value: value as number | null,
      rank: rank as number | null,
    })),
  };
}

async function pages(gateway: TestGateway, field: string, args: string, fields: string): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  let after: string | null = null;
  do {
    const given: string = `${args}, first: 200${after === null ? '' : `, after: ${JSON.stringify(after)}`}`;
    const data = await ask(
      gateway,
      `{ ${field}(${given}) { edges { node { ${fields} } } pageInfo { hasNextPage endCursor } } }`,
    );
    const connection = data[field];
    found.push(...elements(property(connection, 'edges')).flatMap((edge) => objects([property(edge, 'node')])));
    const info = property(connection, 'pageInfo');
    after = property(info, 'hasNextPage') === true ? String(property(info, 'endCursor')) : null;
  } while (after !== null);
  return found;
}

async function ask(gateway: TestGateway, query: string): Promise<JsonObject> {
  const { result } = await gateway.ask(query, {}, { staff: true });
  if (result.errors || !result.data) throw new Error(JSON.stringify(result.errors));
  return result.data;
}

const objects = (list: unknown): readonly JsonObject[] => elements(list).filter(isJsonObject);
