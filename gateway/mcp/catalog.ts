import { suggestionList } from 'graphql/jsutils/suggestionList.js';
import { elements, isJsonObject, type JsonObject, property } from '../../subgraphs/common/json.ts';
import type { ExecuteOperation } from './tool-exchange.ts';

/** Maximum number of results of each kind. */
const FIRST = 5;

const REGION = '{ code name level parent { code name } }';

/** Lists all states, provinces and indicators, as they are few: this costs less than a search in the database. */
const SEARCH = `query SearchCatalog($text: String!, $first: Int!) {
  seriesCatalog(search: $text, first: $first) {
    edges { node { code title units frequency startsOn endsOn region { code name } source { code name } } }
  }
  counties: regions(level: COUNTY, search: $text, first: $first) { edges { node ${REGION} } }
  states: regions(level: STATE, first: 60) { edges { node ${REGION} } }
  provinces: regions(level: PROVINCE, first: 20) { edges { node ${REGION} } }
  indicators(first: 100) { code name description units }
}`;

/** The parts of the analytics that match a text; each list can be empty. */
export interface Found {
  readonly series: readonly unknown[];
  readonly indicators: readonly unknown[];
  readonly regions: readonly unknown[];
}

/** Searches series, indicators and regions. A list is empty, too, where its search is among the `errors`. */
export async function searchCatalog(text: string, execute: ExecuteOperation) {
  const { data, errors } = await execute({ document: SEARCH, variables: { text, first: FIRST } });
  const indicators = elements(data?.indicators).filter(isJsonObject);
  const words = text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const isMeant = (thing: unknown) => words.length > 0 && words.every((word) => textOf(thing).includes(word));
  const found: Found = {
    series: nodesOf(data?.seriesCatalog),
    indicators: indicators.filter(isMeant),
    regions: [...[...nodesOf(data?.states), ...nodesOf(data?.provinces)].filter(isMeant), ...nodesOf(data?.counties)],
  };
  return { found, indicators, errors };
}

/** Finds the nearest matches of a text that names nothing: by the whole text, then by its beginning. */
export async function findNearest(text: string, execute: ExecuteOperation): Promise<JsonObject> {
  for (const part of partsOf(text)) {
    const { found, indicators, errors } = await searchCatalog(part, execute);
    if (errors) return {};
    const codes = new Set(
      suggestionList(
        text.toUpperCase(),
        indicators.map(({ code }) => String(code)),
      ),
    );
    const near = {
      series: found.series,
      indicators: indicators.filter(({ code }) => codes.has(String(code))).slice(0, FIRST),
      regions: found.regions.slice(0, FIRST),
    };
    if (Object.values(near).some((list) => list.length > 0)) return withoutEmpty(near);
  }
  return {};
}

/** Returns the lists that are not empty. */
export function withoutEmpty(found: Found): JsonObject {
  return Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0));
}

/** Returns "BLS:CES0000000009", "BLS:CES00000", "BLS:": an almost correct code begins like similar codes. */
function partsOf(text: string): readonly string[] {
  const start = /^.*[:-]/.exec(text)?.[0];
  return [...new Set([text, text.slice(0, Math.ceil(text.length / 2)), ...(start ? [start] : [])])].filter(Boolean);
}

function nodesOf(connection: unknown): readonly unknown[] {
  return elements(property(connection, 'edges')).map((edge) => property(edge, 'node'));
}

function textOf(thing: unknown): string {
  return ['code', 'name', 'description']
    .map((name) => property(thing, name) ?? '')
    .join(' ')
    .toLowerCase();
}
