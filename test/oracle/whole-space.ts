import fc from 'fast-check';
import { type GraphQLObjectType, type GraphQLSchema, getNamedType } from 'graphql';
import { loadContent } from '../../content-model/index.ts';
import { demoModel } from './cms-demo.ts';
import { cmsSpace } from './cms-space.ts';
import { crmArguments } from './crm-queries.ts';
import { crmRecords } from './crm-records.ts';
import { createWorld } from './crm-world.ts';
import type { QuerySpace } from './generate.ts';
import type { Arguments } from './tree.ts';

/** A root, and how often it is asked beside the others. */
const ROOTS = {
  cmsArticles: 6,
  cmsArticleBySlug: 3,
  cmsPages: 2,
  cmsSiteSettings: 2,
  cmsAuthors: 1,
  crmCompanies: 4,
  crmCompany: 2,
  crmPeople: 1,
  crmOpportunities: 1,
  region: 4,
  regions: 2,
  regionAt: 1,
  series: 4,
  seriesCatalog: 2,
  indicator: 1,
  choropleth: 1,
  panel: 1,
  dataSources: 1,
};

const REGIONS = ['US', 'CA', 'US-06', 'US-02', 'US-36', 'CA-35', 'US-06037', 'XX-99'];
const SERIES = ['FRED:UNRATE', 'FRED:CPIAUCSL', 'FRED:GDP', 'STATCAN:V2062815', 'NONE:NONE'];
const LEVELS = ['CBSA', 'STATE', 'PROVINCE', 'COUNTY'];
const INDICATORS = ['unemployment_rate', 'none'];

/**
 * What random queries ask of the whole graph: all three upstreams, and every link between them.
 * @param schema the graph, as the audience sees it that asks
 */
export function wholeSpace(schema: GraphQLSchema): QuerySpace {
  const cms = cmsSpace({ model: demoModel, role: 'staff', schema, content: loadContent() });
  const world = createWorld(schema, crmRecords());
  return {
    schema,
    roots: Object.entries(ROOTS).flatMap(([name, weight]) => Array<string>(weight).fill(name)),
    fields: fieldsOf,
    args(type, name) {
      const own = OWN[`${type.name}.${name}`];
      if (own) return own;
      if (type.name.startsWith('Cms') || name.startsWith('cms')) return cms.args?.(type, name);
      return crmArguments(world, type, name);
    },
    depth: 5,
    breadth: 3,
  };
}

/** Links more often than what else there is, and nothing that is long or slow. */
function fieldsOf(type: GraphQLObjectType): readonly string[] {
  const fields = Object.values(type.getFields()).filter(({ name }) => !LEFT_OUT.includes(name));
  return fields.flatMap((field) => {
    const target = getNamedType(field.type).name;
    const crosses = sideOf(type.name) !== sideOf(target) && target !== 'PageInfo' && /^[A-Z]/.test(target);
    return Array<string>(crosses && !SCALARS.test(target) ? 4 : 1).fill(field.name);
  });
}

const SCALARS = /^(String|Int|Float|Boolean|ID|DateTime|Date|BigInt|Decimal|JSON|UUID|GeoJSON|URL)$/;
const LEFT_OUT = [
  'geometry',
  'neighbours',
  'relatedSeries',
  'observations',
  'observationColumns',
  'children',
  'embedding',
];

function sideOf(typeName: string): string {
  return /^(Cms|Crm)/.exec(typeName)?.[0] ?? '';
}

const few = fc.constantFrom(1, 2, 3);
const first = fc.record({ first: fc.constantFrom(1, 2, 10, 100, 0, 101) }, { requiredKeys: [] });

/** By coordinate: those of the links, and of analytics. */
const OWN: Readonly<Record<string, fc.Arbitrary<Arguments>>> = {
  'Series.articles': first,
  'Region.articles': first,
  'CrmCompany.articles': first,
  'CrmCompany.region': fc.record({ level: fc.constantFrom(...LEVELS) }, { requiredKeys: [] }),
  'CompaniesInRegion.nodes': fc.record({ first: fc.constantFrom(0, 1, 2, 20, 1000, 1001, -1) }, { requiredKeys: [] }),
  'Region.series': fc.record({ first: few }),
  'Query.region': fc.record({ code: fc.constantFrom(...REGIONS) }),
  'Query.regions': fc.record({ level: fc.constantFrom(...LEVELS), first: few }, { requiredKeys: ['first'] }),
  'Query.regionAt': fc.record({
    latitude: fc.constantFrom(34.05, 61.2, 43.7, 0),
    longitude: fc.constantFrom(-118.24, -149.9, -79.4, 0),
    level: fc.constantFrom(...LEVELS),
  }),
  'Query.series': fc.record({ code: fc.constantFrom(...SERIES) }),
  'Query.seriesCatalog': fc.record({ first: few, search: fc.constantFrom('rate', 'price', null) }),
  'Series.comparison': fc.record({
    with: fc.constantFrom(...SERIES),
    by: fc.constantFrom('RATIO', 'DIFFERENCE'),
    limit: fc.constantFrom(1, 3),
  }),
  'Query.indicator': fc.record({ code: fc.constantFrom(...INDICATORS) }),
  // Of the levels, only counties have figures: all others are refused.
  'Query.choropleth': fc.record({
    indicator: fc.constantFrom(...INDICATORS),
    level: fc.constantFrom('COUNTY', 'COUNTY', 'STATE', 'PROVINCE'),
    parent: fc.constantFrom('US-10', 'US-15'),
    classes: fc.constantFrom(1, 3, 5),
  }),
  'Query.panel': fc.record({
    indicator: fc.constantFrom(...INDICATORS),
    level: fc.constantFrom('STATE', 'PROVINCE', 'COUNTY'),
    from: fc.constantFrom('2005-01-01', '2009-01-01', '2030-01-01'),
    bucket: fc.constantFrom('MONTH', 'YEAR'),
  }),
};
