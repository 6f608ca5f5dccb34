import { type ExecutionResult, execute, parse } from 'graphql';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connect, type DatabaseConnection } from '../client.ts';
import { analyticsSchema } from '../schema/index.ts';
import { createExecutor } from './executor.ts';

let connection: DatabaseConnection;
beforeAll(() => {
  connection = connect({
    databaseUrl: inject('databaseUrl'),
    poolSize: 4,
    maxWaiting: 200,
    statementTimeoutMs: 60_000,
  });
});
afterAll(() => connection.close());

const contextValue = () => ({ ...connection.forRequest({}), scope: new Map(), tilesOrigin: '' });
const asSent = (result: ExecutionResult): unknown => JSON.parse(JSON.stringify(result));

/** The reference: graphql-js over a schema of its own, as a compiled query's has wrapped resolvers. */
const reference = analyticsSchema();
const executeCompiled = createExecutor(analyticsSchema());

async function answers(query: string, variableValues: Record<string, unknown> = {}, operationName?: string) {
  const asked = { document: parse(query), variableValues, operationName };
  const [compiled, expected] = await Promise.all([
    executeCompiled({ ...asked, contextValue: contextValue() }),
    execute({ ...asked, schema: reference, contextValue: contextValue() }),
  ]);
  return { compiled: asSent(compiled), expected: asSent(expected) };
}

const CODES = ['BLS:CES0000000001', 'BLS:NONE', 'BLS:CES3000000001'];

test.for([
  [
    'a row, its relations and what is loaded for it',
    '{ series(code: "BLS:CES3000000001") { code title source { name freshness { lagSeconds } } indicator { name } region { name } latest { time value status } summary { count origin } } }',
  ],
  [
    'lists of rows, with holes',
    'query ($codes: [String!]!) { seriesByCodes(codes: $codes) { code source { code } observations(limit: 3) { time value } } }',
    { codes: CODES },
  ],
  [
    'rows that are loaded behind what is no row',
    '{ series(code: "BLS:CES3000000001") { relatedSeries(first: 3) { score by series { code title source { name } relatedSeries(first: 1) { series { title indicator { code } } } } } } }',
  ],
  [
    'one row by different plans',
    '{ one: series(code: "BLS:CES3000000001") { title } other: series(code: "BLS:CES3000000001") { units source { license } } }',
  ],
  [
    'connections',
    '{ seriesCatalog(first: 3, search: "employees") { totalCount edges { cursor node { code indicator { code } } } nodes: edges { node { title } } pageInfo { hasNextPage endCursor } } }',
  ],
  [
    'abstractly merged selections',
    'query { region(code: "US-06") { ...a ...b ... on Region { children(first: 2, level: COUNTY) { edges { node { code } } } } } } fragment a on Region { name children(first: 2, level: COUNTY) { totalCount } } fragment b on Region { name level series(first: 2) { code source { name } } }',
  ],
  [
    'aliases and arguments',
    '{ a: region(code: "CA-24") { english: name french: name(language: FR) __typename } __typename }',
  ],
  [
    'a default that is requested, and other values of a variable',
    'query ($language: Language = FR) { region(code: "CA-24") { name(language: EN) indicators { indicator { name } } } other: region(code: "CA-35") { parent { name } english: name(language: EN) asked: name(language: $language) } }',
  ],
  [
    'a name in another language, next to names in one language alone',
    '{ region(code: "CA-24") { name(language: FR) series(first: 1) { source { name } } } dataSources { name } }',
  ],
  [
    'names by their defaults alone',
    '{ regionsByCodes(codes: ["CA-24", "US-06", "nowhere"]) { name english: name(language: EN) parent { name } } }',
  ],
  [
    'indicators of regions, by path',
    '{ regionsByCodes(codes: ["US-06", "US-26", "nowhere"]) { indicators { indicator { code name } value } parent { name } } }',
  ],
  [
    'skipped and included',
    'query ($yes: Boolean!, $no: Boolean = false) { region(code: "US-06") { name @skip(if: $yes) code @include(if: $yes) level @include(if: $no) ...p @skip(if: $no) } } fragment p on Region { country }',
    { yes: true },
  ],
  [
    'scalars',
    '{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, parent: "US-10", at: "2009-06-30") { time date regions { value region { code geometry(simplify: 50000, precision: 2) boundingBox } } } dataSources { homepageUrl updatedAt } }',
  ],
  [
    'enums that are called otherwise inside',
    'query ($f: Frequency = MONTHLY) { seriesCatalog(first: 2, frequency: $f, seasonalAdjustment: SEASONALLY_ADJUSTED) { edges { node { frequency seasonalAdjustment } } } }',
  ],
  [
    'an input list',
    'query ($places: [PlaceInput!]!) { regionsAt(places: $places, level: STATE) { code } }',
    { places: [{ latitude: 37, longitude: -120 }, { name: 'ohio', country: 'US' }, {}] },
  ],
  [
    'a single item for a list',
    'query ($codes: [String!]!) { regionsByCodes(codes: $codes) { code } indicatorsByCodes(codes: "UNEMPLOYMENT_RATE") { code } }',
    { codes: 'US-06' },
  ],
  [
    'introspection',
    '{ __schema { queryType { name fields { name args { name defaultValue type { kind ofType { name } } } } } } __type(name: "Region") { name fields { name isDeprecated } } }',
  ],
  [
    'errors of resolvers, next to fields without one',
    '{ bad: series(code: "BLS:CES3000000001") { title observations(limit: 100000) { value } } good: series(code: "BLS:CES3000000001") { title } worse: choropleth(indicator: "UNEMPLOYMENT_RATE", level: STATE, classes: 20) { time } }',
  ],
  [
    'an error in each item of a list',
    'query ($codes: [String!]!) { seriesByCodes(codes: $codes) { code observations(transform: INDEX) { value } } }',
    { codes: CODES },
  ],
  [
    'an unknown zone in nested lists',
    '{ regionsByCodes(codes: ["US-06", "US-26"]) { series(first: 2) { title observations(timeZone: "Mars/Olympus") { time } } } }',
  ],
] satisfies [string, string, Record<string, unknown>?][])(
  'compiled and interpreted, the answer is the same: %s',
  async ([, query, variables]) => {
    const { compiled, expected } = await answers(query, variables);
    expect(compiled).toEqual(expected);
    expect(expected).toHaveProperty('data');
  },
);

test.for([
  ['a variable that is missing', 'query ($code: String!) { series(code: $code) { title } }', {}],
  ['null where there must be a value', 'query ($code: String!) { series(code: $code) { title } }', { code: null }],
  [
    'another type',
    'query ($code: String!, $first: Int) { series(code: $code) { relatedSeries(first: $first) { score } } }',
    { code: 7, first: 1.5 },
  ],
  ['an integer that is too large', 'query ($first: Int) { dataSources(first: $first) { code } }', { first: 2 ** 31 }],
  [
    'no such enum value',
    'query ($level: RegionLevel!) { regions(level: $level, first: 1) { totalCount } }',
    { level: 'PLANET' },
  ],
  [
    'what a scalar refuses',
    'query ($from: Date) { series(code: "BLS:CES3000000001") { observations(from: $from) { value } } }',
    { from: '2009-02-30' },
  ],
  [
    'an unknown field of an input',
    'query ($places: [PlaceInput!]!) { regionsAt(places: $places) { code } }',
    { places: [{ altitude: 1 }, { latitude: 'north' }] },
  ],
  [
    'an item of a list that is null',
    'query ($codes: [String!]!) { seriesByCodes(codes: $codes) { code } }',
    { codes: ['a', null] },
  ],
] satisfies [string, string, Record<string, unknown>][])(
  'compiled and interpreted, the refusal is the same: %s',
  async ([, query, variables]) => {
    const { compiled, expected } = await answers(query, variables);
    expect(compiled).toEqual(expected);
    expect(expected).not.toHaveProperty('data');
  },
);

test('of several operations, the one that is named is executed', async () => {
  const query = 'query a { region(code: "US-06") { name } } query b { region(code: "US-26") { name } }';
  for (const name of ['a', 'b', 'c', undefined]) {
    const { compiled, expected } = await answers(query, {}, name);
    expect(compiled).toEqual(expected);
  }
});
