import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadContent } from '../../content-model/index.ts';
import { staffToken } from '../../gateway/identity/staff-token.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from '../gateway.ts';
import { PARTNER_KEY, partner as partnerKey } from '../partner.ts';
import { holdEqual, TIMEOUT_MS } from './agreement.ts';
import { post } from './answers.ts';
import { demoModel } from './cms-demo.ts';
import { cmsSpace } from './cms-space.ts';
import { crmRecords } from './crm-records.ts';
import { type QuerySpace, queries } from './generate.ts';
import type { Query } from './render.ts';
import { markedFields, markedValues } from './silent-nulls.ts';
import type { Arguments } from './tree.ts';
import { UNBOUNDED } from './unbounded.ts';
import { wholeSpace } from './whole-space.ts';

const internal = schemaAt('../../schema.graphql');
const partner = schemaAt('../../client/schema.graphql');

const authenticators = [partnerKey, staffToken(STAFF_TOKEN)];
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ records: crmRecords(), server: { bounds: UNBOUNDED, authenticators } });
});
afterAll(() => gateway.close());

test.each([
  ['staff', internal, STAFF_TOKEN],
  ['partners, whose role lacks rows and fields', partner, PARTNER_KEY],
])(
  'no marked field is null without an error, for %s',
  async (_who, schema, token) => {
    const present = new Set<string>();
    const silent = async (query: Query) => {
      const values = markedValues(schema, query, await post(gateway, query, token));
      for (const coordinate of values.present) present.add(coordinate);
      return values.silent;
    };
    await holdEqual(queries(space(schema)), silent, async () => [], { runs: 200 });
    const marked = markedFields(schema).filter((coordinate) => ASKED.test(coordinate));
    const unmet = marked.filter((coordinate) => !present.has(coordinate));
    console.info(
      `${marked.length - unmet.length} of ${marked.length} marked fields had a value. Not: ${unmet.join(', ')}`,
    );
    expect(present.size).toBeGreaterThan(40);
  },
  TIMEOUT_MS,
);

function schemaAt(path: string): GraphQLSchema {
  return buildSchema(readFileSync(new URL(path, import.meta.url), 'utf8'));
}

/** Fields that the queries reach: figures of other objects of the CRM than the demo's are alike. */
const ASKED = /^(?!Mutation|Subscription|Crm|Query\.crm)/;

/** The whole graph, with codes of series, regions and indicators that there are. */
function space(schema: GraphQLSchema): QuerySpace {
  const whole = wholeSpace(internal);
  const cms = cmsSpace({
    model: demoModel,
    role: schema === internal ? 'staff' : 'public',
    schema,
    content: loadContent(),
  });
  const roots = schema.getQueryType()?.getFields() ?? {};
  return {
    ...whole,
    schema,
    roots: [...whole.roots, ...MORE_ROOTS].filter((name) => name in roots),
    fields: (type) => [...(whole.fields?.(type) ?? []), ...(MORE_FIELDS[type.name] ?? [])],
    args: (type, name) =>
      OWN[`${type.name}.${name}`] ?? (/^cms/i.test(type.name + name) ? cms : whole).args?.(type, name),
  };
}

const MORE_ROOTS = [
  ...['cmsArticlesAggregated', 'cmsAuthorsAggregated', 'cmsTagsAggregated', 'cmsTags', 'cmsPagesAggregated'],
  ...['indicators', 'regions', 'series', 'series', 'series', 'regionsAt', 'ingestionRuns'],
];

const MORE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Region: ['geometry', 'children', 'neighbours', 'indicators', 'series'],
  Series: ['observations', 'observationColumns', 'relatedSeries', 'summary'],
};

const few = fc.record({ first: fc.constantFrom(1, 2) });
const series = fc.constantFrom('BLS:CES0000000001', 'BLS:CES3000000001', 'BLS:LASST060000000000003', 'NONE:NONE');
const indicator = fc.constantFrom('UNEMPLOYMENT_RATE', 'none');
const level = fc.constantFrom('COUNTY', 'COUNTY', 'PROVINCE');
const parent = fc.constantFrom('US-15', 'US-44', 'US-none');
const year = fc.constant('YEAR');
const place = fc.constantFrom(
  { latitude: 34.05, longitude: -118.24 },
  { name: 'Ontario' },
  { latitude: 0, longitude: 0 },
);

const OWN: Readonly<Record<string, fc.Arbitrary<Arguments>>> = {
  'Query.series': fc.record({ code: series }),
  'Query.seriesCatalog': fc.record({ first: fc.constantFrom(1, 2), search: fc.constantFrom('manufacturing', null) }),
  'Query.indicator': fc.record({ code: indicator }),
  'Query.regions': fc.record({ level: fc.constantFrom('STATE', 'COUNTY', 'PROVINCE'), first: fc.constantFrom(1, 2) }),
  'Query.regionsAt': fc.record({
    places: fc.array(place, { maxLength: 3 }),
    level: fc.constantFrom('STATE', 'COUNTY'),
  }),
  'Query.choropleth': fc.record({ indicator, level, parent }),
  'Query.panel': fc.record({
    indicator,
    level,
    parent,
    from: fc.constantFrom('2009-01-01', '2012-01-01'),
    bucket: year,
  }),
  'Query.ingestionRuns': few,
  'Region.geometry': fc.record({ simplify: fc.constantFrom(0, 50_000, 100_001) }),
  'Region.children': few,
  'Region.neighbours': few,
  'Series.relatedSeries': few,
  'Series.observations': fc.record({ limit: fc.constantFrom(1, 2, -1) }),
  'Series.observationColumns': fc.record({ limit: fc.constantFrom(1, 2) }),
};
