import type { ObservationQuery } from '../dialect/observation-steps.ts';
import { findPopulations, POPULATION } from '../dialect/population.ts';
import { batched } from './batched.ts';
import { badInput } from './bounds.ts';
import type { AnalyticsContext } from './builder.ts';

const populationOf = batched(findPopulations, (seriesId: number) => seriesId);

/**
 * Checks that the population of at least one of the series' regions is known, if a query divides by it. Figures are
 * checked only if none has a value.
 * @throws BAD_USER_INPUT that names the missing population
 */
export async function checkPopulation(
  context: AnalyticsContext,
  seriesIds: readonly number[],
  { transform }: ObservationQuery,
): Promise<void> {
  if (transform !== 'PER_CAPITA' || seriesIds.length === 0) return;
  const found = await Promise.all(seriesIds.map((seriesId) => populationOf(context, {}).load(seriesId)));
  if (found.some((each) => each === null || each.persons !== null)) return;
  throw badInput(`transform: PER_CAPITA needs the population of the region. ${reasonOf(found[0] ?? {})}`);
}

function reasonOf({ regionCode, units }: { regionCode?: string | null; units?: string | null }): string {
  if (regionCode == null) return 'The series is about no region.';
  if (units == null) return `There is no series of the indicator ${POPULATION} about "${regionCode}".`;
  return `That of "${regionCode}" counts "${units}", not persons, thousands of persons or millions of persons.`;
}
