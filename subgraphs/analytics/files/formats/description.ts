import type { WrittenTable } from './format.ts';

/** Describes a table in a few texts, for formats with metadata. */
export function descriptionOf({ title, units, sources, retrievedAt }: WrittenTable): Readonly<Record<string, string>> {
  const unique = (texts: readonly (string | null)[]) => [...new Set(texts.filter((text) => text !== null))].join('; ');
  return {
    title,
    units: unique(units),
    source: unique(sources.map(({ name }) => name)),
    source_url: unique(sources.map(({ homepageUrl }) => homepageUrl)),
    licence: unique(sources.map(({ license }) => license)),
    retrieved_at: retrievedAt,
  };
}
