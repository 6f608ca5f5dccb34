import { ANALYTICS_SCHEMAS, MIGRATED_SCHEMAS } from '../subgraphs/migrations/owners.ts';

/** The lists of schemas in grants.sql, by the comment before each. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  analytics: ANALYTICS_SCHEMAS,
  migrations: MIGRATED_SCHEMAS,
};

/** Writes the schemas of owners.ts into the text of grants.sql. A list that is quoted stays quoted. */
export function writeSchemas(text: string): string {
  return text.replaceAll(/(\/\* (\w+) \*\/) ('?).*? (\/\* end \*\/)/g, (list, start, name, quote, end) => {
    const schemas = LISTS[name]?.map((schema) => `${quote}${schema}${quote}`).join(', ');
    return schemas ? `${start} ${schemas} ${end}` : list;
  });
}
