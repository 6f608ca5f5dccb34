import {
  buildClientSchema,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
  getIntrospectionQuery,
  getNamedType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadContent } from '../content-model/index.ts';
import type { Identity } from '../gateway/identity/index.ts';
import { staffToken } from '../gateway/identity/staff-token.ts';
import { BOUNDS, type Bounds } from '../gateway/limits/bounds.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from './gateway.ts';

const PARTNER: Identity = {
  kind: 'partner',
  audience: 'partner',
  id: 'partner:test',
  // Even one that was given what no partner may have.
  scopes: new Set(['analytics:bulk', 'crm:read', 'crm:write', 'cms:write', 'ingestion:read']),
};

const AUDIENCES = { public: {}, partner: { authorization: 'Bearer partner' } } as const;
const STAFF = { authorization: `Bearer ${STAFF_TOKEN}` };

const withoutCost = (bounds: Bounds): Bounds => ({ ...bounds, cost: 1e9, costPerDay: 1e9 });

let gateway: TestGateway;
beforeAll(async () => {
  const partner = ({ token }: { token: string }) => (token === 'partner' ? PARTNER : undefined);
  // What is tried here is how far a caller could see, however much it asked for.
  const bounds = { ...BOUNDS, public: withoutCost(BOUNDS.public), partner: withoutCost(BOUNDS.partner) };
  gateway = await startGateway({ server: { bounds, authenticators: [partner, staffToken(STAFF_TOKEN)] } });
});
afterAll(() => gateway.close());

async function ask(headers: Record<string, string>, query: string): Promise<string> {
  const response = await gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return response.text();
}

async function schemaFor(headers: Record<string, string>): Promise<GraphQLSchema> {
  return buildClientSchema(JSON.parse(await ask(headers, getIntrospectionQuery())).data);
}

const named = (type: GraphQLType): GraphQLNamedType => getNamedType(type);

/** Every coordinate that can be reached from the roots, with all that takes it there. */
function reachable(schema: GraphQLSchema): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const seen = new Set<GraphQLNamedType>(roots.filter(isObjectType));
  const coordinates: string[] = [];
  for (const type of seen) {
    coordinates.push(type.name);
    if (isAbstractType(type)) for (const one of schema.getPossibleTypes(type)) seen.add(one);
    if (isEnumType(type)) coordinates.push(...type.getValues().map(({ name }) => `${type.name}.${name}`));
    if (!('getFields' in type)) continue;
    for (const field of Object.values(type.getFields())) {
      coordinates.push(`${type.name}.${field.name}`);
      seen.add(named(field.type));
      for (const argument of 'args' in field ? field.args : []) {
        coordinates.push(`${type.name}.${field.name}(${argument.name}:)`);
        seen.add(named(argument.type));
      }
    }
  }
  return coordinates;
}

const PRIVATE = {
  'the CRM': /crm|CompaniesInRegion|company_?ids/i,
  'a draft': /draft|^Cms\w*\.status|^Cms\w*\.STATUS/i,
  'an internal note': /internal_?note/i,
  'an e-mail': /e_?mail/i,
  'an ingestion log': /ingestion/i,
  'a write': /^Mutation\b/,
} as const;

function found(coordinates: readonly string[]) {
  return Object.fromEntries(
    Object.entries(PRIVATE).map(([what, pattern]) => [what, coordinates.filter((name) => pattern.test(name))]),
  );
}

const NOTHING = Object.fromEntries(Object.keys(PRIVATE).map((what) => [what, []]));

test.each(['public', 'partner'] as const)(
  'a test walks every reachable type of %s and fails if anything of the CRM, a draft, an internal note, an e-mail or an ingestion log can be reached',
  async (audience) => {
    const coordinates = reachable(await schemaFor(AUDIENCES[audience]));
    expect(coordinates).toEqual(expect.arrayContaining(['CmsArticle.series', 'Region.articles', 'Series.latest']));
    expect(found(coordinates)).toEqual(NOTHING);
  },
);

test('the walk would see them: it does for staff', async () => {
  const all = found(reachable(await schemaFor(STAFF)));
  expect(Object.entries(all).filter(([, coordinates]) => coordinates.length === 0)).toEqual([]);
});

test('public has no bulk analytics, partners with the scope have', async () => {
  const bulk = async (headers: Record<string, string>) =>
    reachable(await schemaFor(headers))
      .filter((name) => /observationColumns$|^ObservationColumns$/.test(name))
      .sort();
  expect(await bulk(AUDIENCES.public)).toEqual([]);
  expect(await bulk(AUDIENCES.partner)).toEqual(['ObservationColumns', 'Series.observationColumns']);
});

/** A query of every leaf of every content list, two types deep. */
function allContent(schema: GraphQLSchema): string[] {
  const leaves = (type: GraphQLNamedType, depth: number): string => {
    if (!isObjectType(type)) return '{ __typename }';
    const fields = Object.values(type.getFields()).filter(({ args }) =>
      args.every(({ type }) => !/!$/.test(String(type))),
    );
    const selections = fields.flatMap(({ name, type: fieldType }) => {
      const named = getNamedType(fieldType);
      if (isLeafType(named)) return [name];
      return depth > 0 && /^Cms/.test(named.name) && isObjectType(named) ? [`${name} ${leaves(named, depth - 1)}`] : [];
    });
    return `{ __typename ${selections.join(' ')} }`;
  };
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {});
  return roots
    .filter(({ name }) => /^cms(Articles|Pages|Tags|Authors)$/.test(name))
    .map(({ name, type }) => `{ ${name}(limit: 100) ${leaves(getNamedType(type), 1)} }`);
}

test.each(['public', 'partner'] as const)(
  'no byte of a draft or of an internal note is answered to %s',
  async (audience) => {
    const { rows } = loadContent();
    const unpublished = [...(rows.cms_articles ?? []), ...(rows.cms_pages ?? [])].filter(
      ({ status }) => status !== 'published',
    );
    const notes = (rows.cms_articles ?? []).map(({ internal_note }) => internal_note).filter((note) => note != null);
    const canaries = [...unpublished.map(({ slug }) => slug), ...notes].map(String);
    expect(unpublished.length).toBeGreaterThan(0);
    expect(notes.length).toBeGreaterThan(0);
    const queries = allContent(await schemaFor(AUDIENCES[audience]));
    expect(queries).toHaveLength(4);
    for (const query of queries) {
      const answer = await ask(AUDIENCES[audience], query);
      expect(JSON.parse(answer)).toMatchObject({ data: expect.anything() });
      expect(canaries.filter((canary) => answer.includes(canary))).toEqual([]);
    }
  },
);

test.each(['public', 'partner'] as const)(
  'neither a search nor a lookup by what is hidden finds anything for %s; the same find it for staff',
  async (audience) => {
    const articles = loadContent().rows.cms_articles ?? [];
    const notes = articles.map(({ internal_note }) => internal_note).filter((note) => note != null);
    const drafts = articles.filter(({ status }) => status !== 'published');
    const inText = (value: unknown) => JSON.stringify(String(value));
    const queries = [
      ...notes.map(
        (note) =>
          `{ found: cmsArticles(search: ${inText(note)}) { id } counted: cmsArticlesAggregated(search: ${inText(note)}) { count { id } } }`,
      ),
      ...drafts.flatMap(({ id, slug }) => [
        `{ found: cmsArticle(id: ${inText(id)}) { id } }`,
        `{ found: cmsArticleBySlug(slug: ${inText(slug)}) { id } }`,
        `{ found: cmsArticles(filter: { slug: { _eq: ${inText(slug)} } }) { id } counted: cmsArticlesAggregated(filter: { slug: { _eq: ${inText(slug)} } }) { count { id } } }`,
        `{ found: cmsArticles(filter: { id: { _eq: ${id} } }) { id } }`,
      ]),
    ];
    expect(notes.length * drafts.length).toBeGreaterThan(0);
    const nothing = [undefined, null, 0, '0'];
    for (const query of queries) {
      const { data: seen } = JSON.parse(await ask(AUDIENCES[audience], query));
      expect([query, [seen.found ?? []].flat(), nothing.includes(seen.counted?.[0]?.count?.id)]).toEqual([
        query,
        [],
        true,
      ]);
      const { data: staff } = JSON.parse(await ask(STAFF, query));
      expect([query, [staff.found].flat().length]).toEqual([query, 1]);
    }
  },
);
