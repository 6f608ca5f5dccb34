import type { SeriesFilter } from '../dialect/series-conditions.ts';
import { checkConditions, checkSearch } from './bounds.ts';
import type { AnalyticsContext } from './builder.ts';

/** What series are filtered by, as arguments have it. */
export interface SeriesFilterArgs extends Omit<SeriesFilter, 'search'> {
  readonly search?: string | null | undefined;
}

/**
 * Reads what series are filtered by: of a search, what its words mean.
 * @throws BAD_USER_INPUT naming the bound, where a search or the conditions are past one
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
