import { upperFirst } from '../../common/words.ts';

/** `published_at` → `publishedAt`. Leading underscores and existing capitals stay. */
export function camelCase(name: string): string {
  const [, lead = '', rest = ''] = /^(_*)(.*)$/.exec(name) ?? [];
  return lead + rest.replace(/_+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase()).replace(/_+$/, '');
}

/** `cms_articles` → `CmsArticles`. */
export function pascalCase(name: string): string {
  return upperFirst(camelCase(name.replace(/^_+/, '')));
}

/** Removes the graph's prefix from a name: `CmsArticle` → `Article`. */
export function bareName(name: string, prefix: string): string {
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/** Returns the singular of an English noun by its ending: `Companies` → `Company`. Other nouns stay unchanged. */
export function singular(noun: string): string {
  if (/ies$/i.test(noun)) return noun.replace(/ies$/i, 'y');
  if (/(ss|x|z|ch|sh)es$/i.test(noun)) return noun.slice(0, -2);
  return noun.replace(/([^sui])s$/i, '$1');
}

/** Returns the plural of an English noun by its ending: `Company` → `Companies`. Plurals stay unchanged. */
export function plural(noun: string): string {
  if (singular(noun) !== noun) return noun;
  if (/[^aeiou]y$/i.test(noun)) return noun.replace(/y$/i, 'ies');
  return /(s|x|z|ch|sh)$/i.test(noun) ? `${noun}es` : `${noun}s`;
}
