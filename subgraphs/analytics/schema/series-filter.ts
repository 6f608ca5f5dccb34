import type { SeriesFilter } from '../dialect/series-conditions.ts';
import { checkConditions, checkSearch } from './bounds.ts';
import type { AnalyticsContext } from './builder.ts';

/** The filter of series in arguments. */
export interface SeriesFilterArgs extends Omit<SeriesFilter, 'search'> {
  readonly search?: string | null | undefined;
}

/**
 * Reads the filter of series, and the meaning of its search.
 * @throws BAD_USER_INPUT naming the bound, if the search or the conditions exceed one
 */
export async function readFilter(
  { readSearch }: Pick<AnalyticsContext, 'readSearch'>,
  { search, ...filter }: SeriesFilterArgs,
): Promise<SeriesFilter> {
  const words = search?.trim();
  checkSearch(words);
  checkConditions(filter.where);
  return { ...filter, search: words ? await readSearch(words) : undefined };
}
