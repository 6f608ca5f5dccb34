import { isScalarType, isSpecifiedScalarType } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { loadDeployment } from '../../config/deployment.ts';
import type { Graph } from '../../graph/graph.ts';
import { composedGraph } from '../composed.ts';
import { referenceOf } from './reference.ts';

let graph: Graph;
let pages: ReadonlyMap<string, string>;
beforeAll(async () => {
  graph = await composedGraph(await loadDeployment());
  pages = new Map(referenceOf(graph).map(({ path, text }) => [path, text]));
});

/** The part of a page below a heading, up to the next one. */
function section(page: string, heading: string): string {
  const [, after = ''] = (pages.get(`docs/reference/${page}.md`) ?? '').split(`### ${heading}\n`);
  return (after.split('\n###', 1)[0] ?? '').trim();
}

test('every query, mutation, subscription and type is documented once', () => {
  const internal = graph.seenBy('internal');
  const roots = [internal.getQueryType(), internal.getMutationType(), internal.getSubscriptionType()];
  const fields = roots.flatMap((root) =>
    Object.keys(root?.getFields() ?? {}).map((field) => `### ${root?.name}.${field}`),
  );
  const types = Object.values(internal.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type))
    .filter((type) => !roots.some((root) => root === type))
    .map(({ name }) => `### ${name}`);
  const headings = [...pages.values()].flatMap((text) => text.match(/^### .*$/gm) ?? []);
  expect(headings.toSorted()).toEqual([...fields, ...types].toSorted());
});

test('scalars are documented in the index, and fields of their type link to it', () => {
  for (const type of Object.values(graph.seenBy('internal').getTypeMap())) {
    if (isScalarType(type) && !isSpecifiedScalarType(type)) expect(section('README', type.name)).toMatch(/^Scalar\. /);
  }
  expect(section('analytics', 'Observation')).toContain('- `time`: [DateTime](README.md#datetime)!.');
});

test('who has a part is said of each that not everyone has', () => {
  expect(section('analytics', 'Query.region').split('\n', 1)).toEqual(['**[Region](#region)**']);
  expect(section('analytics', 'Query.ingestionRuns').split('\n', 1)).toEqual([
    '**[IngestionRunConnection](#ingestionrunconnection)** for staff, by the scope `ingestion:read`',
  ]);
  expect(section('analytics', 'Series')).toMatch(
    /^- `observationColumns`: .* \*For partners and staff, by the scope `analytics:bulk`\.\*$/m,
  );
  expect(section('customers', 'Mutation.crmCreateNote').split('\n', 1)).toEqual([
    '**[CrmNote](#crmnote)** for staff, by the scopes `crm:read` and `crm:write`',
  ]);
  expect(pages.get('docs/reference/README.md')).toMatch(/^- Queries for everyone: \[choropleth\]/m);
  expect(pages.get('docs/reference/README.md')).toMatch(/^- Queries for staff, by the scope `ingestion:read`: \[ing/m);
  expect(section('content', 'CmsArticle')).toMatch(
    /^- `internalNote`: String\. An internal note, for staff only\. \*For staff\.\*$/m,
  );
  expect(section('customers', 'CrmCompany')).toMatch(
    /^Object for staff, by the scope `crm:read`\. A company in the CRM\./,
  );
});

test('a list says how often what is asked of each counts', () => {
  expect(section('analytics', 'Query.seriesCatalog')).toContain('Cost: 500 points, × `first` or `last`, else × 200.');
  expect(section('analytics', 'Query.regionsAt')).toContain('Cost: 50 points, × each of `places`.');
  expect(section('analytics', 'Region')).toMatch(/^- `geometry`: .* Cost: 30 points\.$/m);
});
