import fc from 'fast-check';
import { buildSchema, type GraphQLSchema, isObjectType, validateSchema } from 'graphql';
import { describe, expect, it, test } from 'vitest';
import type { DirectusNaming } from '../naming.ts';
import { composeDirectus, typeOfCollection } from './index.ts';
import { fieldMapping } from './mapping.ts';

/* Names of Directus that meet in the graph. */

/** Scalars by the names of fields. `Date` brings the field's parts with it. */
type Fields = Readonly<Record<string, 'String' | 'Date'>>;

const naming: DirectusNaming = { prefix: 'Cms', collectionPrefix: 'cms_', collections: {} };

/** The schema that Directus 11.17.4 has for collections: a collection takes the place of what is generated under its name. */
function directus(collections: Readonly<Record<string, Fields>>): GraphQLSchema {
  const types = new Map<string, string>();
  const roots = new Map<string, string>();
  const list = 'sort: [String], limit: Int, offset: Int, page: Int, search: String';
  for (const name of Object.keys(collections)) {
    types.set(`${name}_aggregated`, `type ${name}_aggregated { group: JSON countDistinct: ${name}_aggregated_count }`);
    types.set(`${name}_aggregated_count`, `type ${name}_aggregated_count { id: Int }`);
    roots.set(`${name}_aggregated`, `(groupBy: [String], filter: ${name}_filter, ${list}): [${name}_aggregated!]!`);
  }
  for (const [name, of] of Object.entries(collections)) {
    const fields = Object.entries(of);
    const values = fields.map(([field]) => `${field}: String`).join(' ');
    const parts = fields.filter(([, type]) => type === 'Date').map(([field]) => `${field}_func: datetime_functions`);
    const own = fields.map(([field, type]) => `${field}: ${type}`);
    const conditions = fields.map(([field]) => `${field}: string_filter_operators`);
    types.set(name, `type ${name} { id: ID! ${[...own, ...parts].join(' ')} }`);
    types.set(
      `${name}_filter`,
      `input ${name}_filter { id: number_filter_operators ${conditions.join(' ')} _and: [${name}_filter] }`,
    );
    types.set(`create_${name}_input`, `input create_${name}_input { id: ID ${values} }`);
    types.set(`update_${name}_input`, `input update_${name}_input { id: ID ${values} }`);
    roots.set(name, `(filter: ${name}_filter, ${list}): [${name}!]!`);
  }
  const writes = Object.keys(collections).map(
    (name) => `create_${name}_item(data: create_${name}_input!): ${name} delete_${name}_item(id: ID!): ${name}
      update_${name}_item(id: ID!, data: update_${name}_input!): ${name}`,
  );
  return buildSchema(`
    scalar Date scalar JSON
    type datetime_functions { year: Int }
    input string_filter_operators { _eq: String }
    input number_filter_operators { _eq: Int }
    ${[...types.values()].join('\n')}
    type Query { ${Array.from(roots, ([name, rest]) => name + rest).join('\n')} }
    type Mutation { ${writes.join('\n')} }`);
}

const details = (collections: Parameters<typeof directus>[0], named = naming) =>
  composeDirectus(directus(collections), named).findings.map(({ subject, detail, remedy }) => [
    subject,
    detail,
    remedy,
  ]);

function fieldNames(schema: GraphQLSchema, typeName: string): string[] {
  const type = schema.getType(typeName);
  return isObjectType(type) ? Object.keys(type.getFields()) : [];
}

describe('two collections of one name', () => {
  const quotes = { cms_quote: { text: 'String' }, cms_quotes: { words: 'String' } } as const;

  it('the plural one joins; the other is left out, and a finding says how to name it', () => {
    const { schema, findings } = composeDirectus(directus(quotes), naming);
    expect(fieldNames(schema, 'CmsQuote')).toEqual(['id', 'words']);
    expect(findings).toEqual([
      {
        subject: 'Directus cms_quote',
        detail: 'The collection is left out: it and cms_quotes would both be CmsQuote in the graph.',
        remedy:
          "Give cms_quote another `type` in the `collections` of the deployment's file, or set it to false there.",
      },
    ]);
  });

  it('both join once one is named, and neither is reported where one is left out on purpose', () => {
    const named = { ...naming, collections: { cms_quote: { type: 'CmsSaying' } } };
    const { schema, findings } = composeDirectus(directus(quotes), named);
    expect(findings).toEqual([]);
    expect([fieldNames(schema, 'CmsSaying'), fieldNames(schema, 'CmsQuote')]).toEqual([
      ['id', 'text'],
      ['id', 'words'],
    ]);
    expect(details(quotes, { ...naming, collections: { cms_quotes: false } })).toEqual([]);
  });

  it('the one that the file lists goes before', () => {
    const listed = composeDirectus(directus(quotes), { ...naming, collections: { cms_quote: {} } });
    expect(fieldNames(listed.schema, 'CmsQuote')).toEqual(['id', 'text']);
    expect(listed.findings.map(({ subject }) => subject)).toEqual(['Directus cms_quotes']);
  });

  it.each([
    [{ cms_articles: {}, cms_articles_aggregated: {} }, 'Directus cms_articles_aggregated', 'cmsArticlesAggregated'],
    [{ cms_articles: {}, cms_article_sort: {} }, 'Directus cms_article_sort', 'CmsArticleSort'],
    [{ cms_articles: {}, cms_create_articles: {} }, 'Directus cms_create_articles', 'cmsCreateArticle'],
    [{ cms_articles: {}, cms_file_fit: {} }, 'Directus cms_file_fit', 'CmsFileFit'],
  ])('%o: what is generated for another one', (collections, subject, name) => {
    const { findings } = composeDirectus(directus(collections), naming);
    expect(findings).toEqual([
      { subject, detail: expect.stringContaining(` would both be ${name} in the graph.`), remedy: expect.any(String) },
    ]);
  });

  it('a collection that Directus itself has in place of the groups of another costs those groups, and no more', () => {
    const { schema } = composeDirectus(
      directus({ cms_articles: { title: 'String' }, cms_articles_aggregated: {} }),
      naming,
    );
    expect(validateSchema(schema)).toEqual([]);
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toEqual([
      'cmsArticles',
      'cmsArticle',
      'cmsArticlesByIds',
    ]);
  });
});

describe('two fields of one name', () => {
  const notes = { cms_notes: { fooBar: 'String', foo_bar: 'Date', foo_BAR: 'String' } } as const;

  it('the older joins; the others are left out, and findings say how to name them', () => {
    const { schema, findings } = composeDirectus(directus(notes), naming);
    expect(fieldNames(schema, 'CmsNote')).toEqual(['id', 'fooBar']);
    expect(findings).toEqual([
      {
        subject: 'Directus cms_notes.foo_bar',
        detail: 'The field is left out: it and fooBar would both be fooBar in the graph.',
        remedy: "Give foo_bar another `name` in the `fields` of cms_notes in the deployment's file.",
      },
      expect.objectContaining({ subject: 'Directus cms_notes.foo_BAR' }),
    ]);
  });

  it('all join once they are named, everywhere under those names', () => {
    const fields = { foo_bar: { name: 'madeOn', description: 'When.' }, foo_BAR: { name: 'loud' } };
    const { schema, findings } = composeDirectus(directus(notes), {
      ...naming,
      collections: { cms_notes: { fields } },
    });
    expect(findings).toEqual([]);
    expect(fieldNames(schema, 'CmsNote')).toEqual(['id', 'fooBar', 'madeOn', 'loud', 'madeOnFunc']);
    const inputs = ['CmsNoteFilter', 'CmsCreateNoteInput'].map((name) => schema.getType(name));
    for (const input of inputs)
      expect(Object.keys(input && 'getFields' in input ? input.getFields() : {})).toContain('madeOn');
    const groupBy = schema.getType('CmsNoteGroupBy');
    expect(groupBy && 'getValues' in groupBy && groupBy.getValues().map(({ name, value }) => [name, value])).toEqual([
      ['MADE_ON_YEAR', 'year(foo_bar)'],
      ['ID', 'id'],
      ['FOO_BAR', 'fooBar'],
      ['MADE_ON', 'foo_bar'],
      ['LOUD', 'foo_BAR'],
    ]);
    const groups = schema.getQueryType()?.getFields().cmsNotesAggregated;
    const mapping = groups && fieldMapping(groups);
    expect(mapping?.kind === 'groups' && mapping.keys.get('year(foo_bar)')?.key).toBe('madeOnYear');
  });

  it('the key stays, whatever else is called like it', () => {
    const { schema, findings } = composeDirectus(directus({ cms_notes: { ID: 'String' } }), naming);
    expect(fieldNames(schema, 'CmsNote')).toEqual(['id']);
    expect(findings.map(({ subject }) => subject)).toEqual(['Directus cms_notes.ID']);
  });
});

test('a list of rows of another collection is reported, unless the file leaves that collection out', () => {
  const upstream = buildSchema(`
    type Query { cms_notes(filter: cms_notes_filter, limit: Int): [cms_notes!]! }
    type cms_notes { id: ID! readers: [people] }
    type people { id: ID! }
    input cms_notes_filter { _and: [cms_notes_filter] }
    input people_filter { _and: [people_filter] }`);
  const subjects = (collections: DirectusNaming['collections']) =>
    composeDirectus(upstream, { ...naming, collections }).findings.map(({ subject }) => subject);
  expect(subjects({})).toEqual(['Directus cms_notes.readers']);
  expect(subjects({ people: false })).toEqual([]);
});

test('a collection that the file lists and Directus does not show is reported', () => {
  expect(details({ cms_notes: {} }, { ...naming, collections: { cms_nots: {}, cms_gone: false } })).toEqual([
    [
      'Directus cms_nots',
      "The deployment's file lists the collection, and Directus does not show it to the gateway.",
      "Create it, or grant read access to the gateway's token; or remove it from the file.",
    ],
  ]);
});

/** Words that are generated, that meet in the singular, and that differ in their case alone. */
const WORDS = [
  'quote',
  'quotes',
  'Quote',
  'file',
  'sort',
  'filter',
  'mutated',
  'mutation',
  'group_by',
  'by_ids',
  'create',
  'update',
  'delete',
  'related',
  'input',
  'list',
  'files',
  'fit',
];
const word = fc.constantFrom(...WORDS);
const collectionName = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => `cms_${words.join('_')}`);
const fieldName = fc
  .tuple(fc.constantFrom('', '_', 'x'), fc.constantFrom('_', '', '__'), fc.array(word, { minLength: 1, maxLength: 2 }))
  .map(([front, between, words]) => front + words.join(between))
  .filter((name) => !name.startsWith('__') && name !== 'id');
const fields = fc.dictionary(fieldName, fc.constantFrom('String' as const, 'Date' as const), {
  maxKeys: 6,
  noNullPrototype: true,
});
/** What Directus itself has two types for fails all of its GraphQL: it is not asked of. */
const isOfOneType = (names: readonly string[]) =>
  !names.some((name) => names.some((other) => name === `${other}_filter`));
const models = fc
  .dictionary(collectionName, fields, { minKeys: 1, maxKeys: 8, noNullPrototype: true })
  .filter((model) => isOfOneType(Object.keys(model)));

test('whatever the names, the schema is valid, and every name joins it or has a finding', () => {
  fc.assert(
    fc.property(models, (names) => {
      const model = { ...names, cms_rest: {} };
      const { schema, findings } = composeDirectus(directus(model), naming);
      expect(validateSchema(schema)).toEqual([]);
      const reported = new Set(findings.map(({ subject }) => subject));
      const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).map(fieldMapping);
      for (const [collection, own] of Object.entries(model)) {
        const type = typeOfCollection(schema, collection);
        expect(type === undefined).toBe(reported.has(`Directus ${collection}`));
        if (type === undefined) continue;
        expect(roots.filter((root) => 'name' in root && root.name === collection).map(({ kind }) => kind)).toEqual([
          'many',
          'byValue',
          'rowPerKey',
        ]);
        const joined = schema.getType(type);
        const mapped = isObjectType(joined) ? Object.values(joined.getFields()).map(fieldMapping) : [];
        const present = new Set(mapped.map((mapping) => 'name' in mapping && mapping.name));
        for (const field of Object.keys(own)) {
          expect(present.has(field)).toBe(!reported.has(`Directus ${collection}.${field}`));
        }
      }
    }),
    { numRuns: 100 },
  );
});
