import { readFileSync, statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { collections } from '../demo/collections.ts';
import { loadContent, type Row } from './index.ts';

const content = loadContent();
const rowsOf = (collection: string): readonly Row[] => content.rows[collection] ?? [];
const articles = rowsOf('cms_articles');
const published = articles.filter(({ status }) => status === 'published');
const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value : []);

function sandboxFile(path: string): string {
  return readFileSync(new URL(`../sandbox/${path}`, import.meta.url), 'utf8');
}

/** The codes of every series that the sandbox's database is loaded with. */
function seriesCodes(): Set<string> {
  const industries: { series: string }[] = JSON.parse(
    sandboxFile('analytics/data/unemployment-across-industries.json'),
  );
  const slugs = new Set(industries.map(({ series }) => series.toUpperCase().replaceAll(' ', '-')));
  const counties = sandboxFile('analytics/data/unemployment.tsv').trim().split('\n').slice(1);
  const ces = [
    ...['0000000001', '0500000001', '0600000001', '0700000001', '0800000001', '1000000001', '2000000001', '3000000001'],
    ...['3100000001', '3200000001', '4000000001', '4142000001', '4200000001', '4300000001', '4422000001', '5000000001'],
    ...['5500000001', '6000000001', '6500000001', '7000000001', '8000000001', '9000000001'],
  ];
  return new Set([
    ...ces.map((code) => `BLS:CES${code}`),
    ...Array.from(slugs, (slug) => `BLS:UNEMP-RATE-${slug}`),
    ...Array.from(slugs, (slug) => `BLS:UNEMP-LEVEL-${slug}`),
    ...counties.map((line) => `BLS:LAUCN${line.split('\t')[0]?.padStart(5, '0')}0000000003`),
  ]);
}

describe('references', () => {
  it('resolve to a row or a file, wherever Directus has a relation', () => {
    const ids = new Map<string, Set<string>>([['directus_files', new Set(content.files.map(({ id }) => id))]]);
    for (const { name } of content.collections) ids.set(name, new Set(rowsOf(name).map(({ id }) => String(id))));
    const dangling = content.relations.flatMap(({ collection, field, relatedCollection, collectionField }) =>
      rowsOf(collection).filter((row) => {
        const related = relatedCollection ?? String(row[collectionField ?? '']);
        return row[field] !== null && !ids.get(related)?.has(String(row[field]));
      }),
    );
    expect(dangling).toEqual([]);
  });

  it('name series that the sandbox has', () => {
    const known = seriesCodes();
    const named = [
      ...articles.flatMap(({ series_codes }) => list(series_codes)),
      ...rowsOf('cms_block_chart').map(({ series_code }) => String(series_code)),
      ...rowsOf('cms_site_settings').flatMap(({ headline_series_codes }) => list(headline_series_codes)),
    ];
    expect(named.filter((code) => !known.has(code))).toEqual([]);
    expect(articles.filter(({ series_codes }) => list(series_codes).length === 0)).toEqual([]);
  });

  it('name companies that the CRM has', () => {
    const { companies }: { companies: { id: string }[] } = JSON.parse(sandboxFile('twenty/data/records.json'));
    const known = new Set(companies.map(({ id }) => id));
    const named = [...articles, ...rowsOf('cms_block_companies')].flatMap(({ company_ids }) => list(company_ids));
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('link to articles that are published', () => {
    const slugs = new Set(published.map(({ slug }) => slug));
    const bodies = [...articles, ...rowsOf('cms_block_richtext')].map(({ body }) => String(body));
    const links = bodies.flatMap((body) => Array.from(body.matchAll(/\]\(\/articles\/([^)]+)\)/g), ([, slug]) => slug));
    expect(links).not.toEqual([]);
    expect(links.filter((slug) => !slugs.has(slug))).toEqual([]);
  });
});

describe('rows', () => {
  it('have the fields of their collection and no others', () => {
    for (const { name, fields } of content.collections) {
      const columns = fields.filter(({ type }) => type !== 'alias').map((field) => field.name);
      for (const row of rowsOf(name)) expect(Object.keys(row).toSorted()).toEqual(columns.toSorted());
    }
  });

  it('hold unique values where the table demands it', () => {
    for (const { name, fields } of content.collections) {
      for (const field of fields.filter(({ unique }) => unique)) {
        const values = rowsOf(name).map((row) => row[field.name]);
        expect(new Set(values).size, `${name}.${field.name}`).toBe(values.length);
      }
    }
  });

  it('come in an order in which they can be inserted', () => {
    const position = new Map(content.collections.map(({ name }, index) => [name, index]));
    for (const { collection, relatedCollection, allowedCollections } of content.relations) {
      for (const parent of relatedCollection ? [relatedCollection] : (allowedCollections ?? [])) {
        expect(position.get(parent) ?? -1).toBeLessThan(position.get(collection) ?? -1);
      }
    }
  });
});

it('has enough of everything to show', () => {
  expect(published.length).toBeGreaterThanOrEqual(40);
  expect(articles.filter(({ status }) => status === 'draft').length).toBeGreaterThanOrEqual(4);
  expect(published.filter(({ cover }) => cover === null)).toEqual([]);
  const dates = published.map(({ published_at }) => published_at);
  expect(new Set(dates).size).toBe(dates.length);
  for (const series of list(rowsOf('cms_site_settings')[0]?.headline_series_codes)) {
    const about = published.filter(({ series_codes }) => list(series_codes).includes(series));
    expect(about.length, series).toBeGreaterThanOrEqual(3);
  }
  const onPages = new Set(rowsOf('cms_pages_blocks').map(({ collection }) => collection));
  const [blocks] = content.relations.filter(({ allowedCollections }) => allowedCollections);
  expect(onPages).toEqual(new Set(blocks?.allowedCollections));
});

it('keeps the files that it says', () => {
  for (const { path, filesize, id, filename_disk } of content.files) {
    expect(statSync(path).size, path).toBe(filesize);
    expect(filename_disk).toBe(`${id}.webp`);
  }
});

it('lets everyone read the row that a relation refers to which the graph says is readable', () => {
  const filterOf = (name: string) => content.publicPermissions.find(({ collection }) => collection === name)?.filter;
  const readable = Object.entries(collections).flatMap(([name, { fields = {} }]) =>
    Object.keys(fields).flatMap((field) => {
      const naming = fields[field];
      return typeof naming === 'object' && naming.isReadable ? [{ name, field, isPresent: naming.isPresent }] : [];
    }),
  );
  const hiding = readable.filter(({ name, field, isPresent }) => {
    const relation = content.relations.find((each) => each.collection === name && each.field === field);
    const { relatedCollection, allowedCollections } = relation ?? {};
    const isShown = (target: string) =>
      filterOf(target) === null ||
      // A row is shown only if its target is, or a target of many types where a row that refers to it is.
      isDeepStrictEqual(filterOf(name), { [field]: filterOf(target) }) ||
      isDeepStrictEqual(filterOf(target), { [`$FOLLOW(${name},${field},collection)`]: filterOf(name) });
    return (
      content.collections
        .find((each) => each.name === name)
        ?.fields.some((each) => each.name === field && each.nullable && !isPresent) ||
      !(relatedCollection ? [relatedCollection] : (allowedCollections ?? [''])).every(isShown)
    );
  });
  expect(readable.length).toBeGreaterThan(0);
  expect(hiding).toEqual([]);
});

it('lets the public see neither status nor internal notes, and only rows of what is published', () => {
  const permission = (name: string) => content.publicPermissions.find(({ collection }) => collection === name);
  expect(permission('cms_articles')?.fields).not.toContain('internal_note');
  for (const name of ['cms_articles', 'cms_pages']) {
    expect(permission(name)?.fields).not.toContain('*');
    expect(permission(name)?.fields).not.toContain('status');
    expect(permission(name)?.filter).toEqual({ status: { _eq: 'published' } });
  }
  const unfiltered = content.publicPermissions.filter(({ filter }) => filter === null);
  expect(unfiltered.map(({ collection }) => collection)).toEqual([
    'cms_site_settings',
    'cms_authors',
    'cms_tags',
    'directus_files',
  ]);
});
