import { GraphQLScalarType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeGraph, type Graph } from '../gateway/graph/graph.ts';
import { connectUpstreams } from '../gateway/upstreams.ts';
import { demo, startGateway, type TestGateway } from './gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

/** An argument of every scalar that some argument takes, and a value that is none of it. */
const ASKED = {
  Date: {
    field:
      '{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, parent: "US-10", at: VALUE) { regions { region { code } } } }',
    bad: '"2024-02-30"',
    good: '"2015-01-01"',
  },
  DateTime: {
    field: '{ crmCompanies(filter: { createdAt: { gt: VALUE } }) { totalCount } }',
    bad: '"soon"',
    good: '"2020-01-01T00:00:00Z"',
  },
  BigInt: {
    field: '{ cmsArticles(filter: { cover: { filesize: { _gt: VALUE } } }) { slug } }',
    bad: '"many"',
    good: '1000',
  },
  Decimal: {
    field: '{ cmsArticles(filter: { cover: { width: { _gt: VALUE } } }) { slug } }',
    bad: '"wide"',
    good: '"0.5"',
  },
  UUID: {
    field: '{ crmCompanies(filter: { id: { eq: VALUE } }) { totalCount } }',
    bad: '"c0000000"',
    good: '"c0000000-0000-4000-8000-000000000001"',
  },
} as const;

describe.each(Object.entries(ASKED))('%s', (scalar, { field, bad, good }) => {
  const ask = (value: string) => gateway.ask(field.replace('VALUE', value), {}, { staff: true });
  const none = { directus: 0, twenty: 0, analytics: 0 };

  test('a bad literal is a validation error, and nobody is asked', async () => {
    const { result, requests } = await ask(bad);
    expect(result).toEqual({
      errors: [
        {
          message: expect.stringContaining(`Expected value of type "${scalar}`),
          locations: [expect.anything()],
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    });
    expect(requests).toEqual(none);
  });

  test('a bad variable is BAD_USER_INPUT, and nobody is asked', async () => {
    const query = field.replace('{', `query ($value: ${scalar}!) {`).replace('VALUE', '$value');
    const { result, requests } = await gateway.ask(query, { value: JSON.parse(bad) }, { staff: true });
    expect(result).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(requests).toEqual(none);
  });

  test('a good one is answered', async () => {
    const { result, requests } = await ask(good);
    expect(result.errors).toBeUndefined();
    expect(Object.values(requests).some((count) => count > 0)).toBe(true);
  });
});

describe('the graph', () => {
  let graph: Graph;
  beforeAll(async () => {
    const nobody = 'http://127.0.0.1:1';
    const endpoints = {
      databaseUrl: 'postgres://127.0.0.1:1/nothing',
      directus: { url: nobody },
      twenty: { url: nobody, apiKey: 'none' },
    };
    const upstreams = await connectUpstreams(endpoints, { deployment: demo });
    graph = composeGraph(upstreams, demo);
    await Promise.all(upstreams.map((upstream) => upstream.close()));
  });
  const scalar = (name: string) => {
    const type = graph.seenBy('internal').getType(name);
    if (!(type instanceof GraphQLScalarType)) throw new Error(`${name} is no scalar of the graph.`);
    return type;
  };

  test.each(['Date', 'DateTime', 'BigInt', 'Decimal', 'UUID', 'URL', 'GeoJSON'])(
    '%s refuses what it is not',
    (name) => {
      expect(() => scalar(name).parseValue('no such value')).toThrow();
    },
  );

  test.each([
    ['Date', '0000-12-31'],
    ['Date', '2008'],
    ['Date', 'yesterday'],
    ['DateTime', '2008-13-01T00:00:00Z'],
    ['DateTime', '0000-01-01T00:00:00Z'],
    ['DateTime', '0001-01-01T00:00:00+01:00'],
    ['DateTime', '9999-12-31T23:59:59-01:00'],
  ])('%s has one form, and the years 1 to 9999 in UTC, as PostgreSQL has no others: %s', (name, value) => {
    const form = name === 'Date' ? '"2025-01-31"' : '"2025-01-31T09:00:00.000Z"';
    const message = `${name} must be written as ${form}, of the years 1 to 9999 in UTC.`;
    expect(() => scalar(name).parseValue(value)).toThrow(message);
  });

  test.each([
    ['Date', '0001-01-01'],
    ['Date', '9999-12-31'],
    ['DateTime', '0001-01-01T01:00:00+01:00'],
  ])('%s has the first and the last day of these years: %s', (name, value) => {
    expect(scalar(name).parseValue(value)).toBe(value);
  });

  test('values go on as they were written', () => {
    expect(scalar('DateTime').parseValue('2020-01-01T00:00:00+01:00')).toBe('2020-01-01T00:00:00+01:00');
    expect(scalar('JSON').parseValue({ any: ['thing'] })).toEqual({ any: ['thing'] });
  });

  test.each([
    ['BigInt', 'IntValue', '9007199254740993', '9007199254740993'],
    ['BigInt', 'IntValue', '12', 12],
    ['Decimal', 'FloatValue', '0.12345678901234567890', '0.12345678901234567890'],
    ['JSON', 'FloatValue', '0.12345678901234567890', 0.12345678901234568],
  ] as const)('no digit of a literal is lost: %s, %s %s', (name, kind, value, expected) => {
    const node = { kind, value } as Parameters<GraphQLScalarType['parseLiteral']>[0];
    expect(scalar(name).parseLiteral(node)).toBe(expected);
  });
});

test('each scalar that an RFC specifies says which', async () => {
  const { result } = await gateway.ask('{ __schema { types { name specifiedByURL } } }');
  const types = Object(result.data).__schema.types as { name: string; specifiedByURL: string | null }[];
  const specified = types.flatMap(({ name, specifiedByURL }) =>
    specifiedByURL === null ? [] : [[name, specifiedByURL]],
  );
  const rfc = (number: string) => `https://www.rfc-editor.org/rfc/rfc${number}`;
  expect(Object.fromEntries(specified)).toEqual({
    Date: rfc('3339#section-5.6'),
    DateTime: rfc('3339#section-5.6'),
    GeoJSON: rfc('7946'),
    JSON: rfc('8259'),
    URL: rfc('3986'),
  });
});
