import { buildSchema, isInputObjectType, printType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { committedDirectusSchema, demoNaming, directusSchema } from '../testing.ts';

const schema = directusSchema(committedDirectusSchema(), demoNaming);

/** An input type as SDL, without descriptions. */
function sdl(name: string): string {
  const type = schema.getType(name);
  if (!isInputObjectType(type)) throw new Error(`No input type ${name}.`);
  return printType(type)
    .replaceAll(/^ *"""(.|\n)*?"""\n/gm, '')
    .replaceAll(/\n\n+/g, '\n');
}

function mutations(of = schema): string[] {
  return Object.values(of.getMutationType()?.getFields() ?? {}).map(({ name, args, type }) => {
    return `${name}(${args.map((argument) => `${argument.name}: ${argument.type}`).join(', ')}): ${type}`;
  });
}

describe('mutations of collections', () => {
  it('make, change and delete one row or many; of a singleton they change the one there is', () => {
    expect(mutations().filter((field) => /(Article|Articles|SiteSettings)\(/.test(field))).toEqual([
      'cmsCreateArticle(data: CmsCreateArticleInput!): CmsArticle',
      'cmsCreateArticles(data: [CmsCreateArticleInput!]!): [CmsArticle]',
      'cmsUpdateArticle(id: ID!, data: CmsUpdateArticleInput!): CmsArticle',
      'cmsUpdateArticles(ids: [ID!]!, data: CmsUpdateArticleInput!): [CmsArticle]',
      'cmsDeleteArticle(id: ID!): ID',
      'cmsDeleteArticles(ids: [ID!]!): [ID!]',
      'cmsUpdateSiteSettings(data: CmsUpdateSiteSettingsInput!): CmsSiteSettings',
    ]);
  });

  it('are of what is met only through others too, and never of what is Directus’s own', () => {
    const names = mutations().map((field) => field.split('(')[0]);
    expect(names).toContain('cmsCreateBlockCompaniesList');
    expect(names.filter((name) => /File/.test(name ?? ''))).toEqual([]);
  });

  it('take values in the scalars that they are read in, and related rows as objects', () => {
    expect(sdl('CmsCreateArticleInput')).toMatchInlineSnapshot(`
      "input CmsCreateArticleInput {
        author: CmsRelatedAuthorInput
        body: String
        companyIds: [String]
        cover: ID
        excerpt: String
        id: ID
        internalNote: String
        publishedAt: DateTime
        regionCode: String
        seriesCodes: [String]
        slug: String!
        status: String
        tags: [CmsRelatedArticleTagInput!]
        title: String!
      }"
    `);
    expect(sdl('CmsUpdateTagInput')).toMatchInlineSnapshot(`
      "input CmsUpdateTagInput {
        articles: [CmsRelatedArticleTagInput!]
        name: String
        slug: String
      }"
    `);
    expect(sdl('CmsRelatedPageBlockInput')).toMatchInlineSnapshot(`
      "input CmsRelatedPageBlockInput {
        collection: String
        id: ID
        item: ID
        page: CmsRelatedPageInput
        sort: Int
      }"
    `);
  });

  it('are only those that Directus offers to the role that describes its schema', () => {
    const upstream = (mutation: string) =>
      buildSchema(`
        type Query { cms_notes(filter: cms_notes_filter): [cms_notes!]! }
        type cms_notes { id: ID!  text: String }
        input cms_notes_filter { id: number_filter_operators }
        input number_filter_operators { _eq: Int }
        ${mutation}`);
    const creating = upstream(`
      type Mutation { create_cms_notes_item(data: create_cms_notes_input!): cms_notes }
      input create_cms_notes_input { id: ID  text: String! }`);
    expect(mutations(directusSchema(creating, demoNaming))).toEqual([
      'cmsCreateNote(data: CmsCreateNoteInput!): CmsNote',
      'cmsCreateNotes(data: [CmsCreateNoteInput!]!): [CmsNote]',
    ]);
    expect(directusSchema(upstream(''), demoNaming).getMutationType()).toBeUndefined();
  });
});
