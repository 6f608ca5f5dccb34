import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { array, indexBy } from './arrays.ts';
import { indicatorIdOf, observations, regionIndicators, series } from './tables.ts';

/** The code of the indicator whose series count the persons of regions. */
export const POPULATION = 'POPULATION';

/** Persons in a unit of such a series, by its units in lower case. */
const PERSONS: Readonly<Record<string, number>> = {
  persons: 1,
  'thousands of persons': 1_000,
  'millions of persons': 1_000_000,
};

const personsOf = (units: SQL): SQL => {
  const cases = Object.entries(PERSONS).map(([name, persons]) => sql`when ${name} then ${persons}::double precision`);
  return sql`case lower(${units}) ${sql.join(cases, sql` `)} end`;
};

/**
 * Selects the series of the population of a series' region, as (population_id, units, persons); no row if there is none.
 * Of several, it is the one that the map shows, else the lowest id. `persons` is null for units that count no persons.
 */
export function populationOf(seriesId: SQL): SQL {
  return sql`
    select population.series_id as population_id, population.units, ${personsOf(sql`population.units`)} as persons
    from ${series} as own join ${series} as population on population.region_code = own.region_code
    left join ${regionIndicators} as shown on shown.series_id = population.series_id
    where own.series_id = ${seriesId}
      and population.indicator_id = ${indicatorIdOf(POPULATION)}
    order by shown.series_id is null, population.series_id
    limit 1`;
}

/** Maximum age of a figure of the population, from a census to the next. */
const OLDEST = sql`interval '10 years'`;

/** Selects the number of persons on a local day: the newest available figure of that day or before. */
export function personsOn(moment: SQL): SQL {
  const day = sql`date_trunc('day', ${moment})`;
  return sql`(
    select counted.value * persons from ${observations} as counted
    where counted.series_id = population_id and counted.value is not null
      and counted.observed_at >= (${day} - ${OLDEST}) at time zone 'UTC'
      and counted.observed_at < (${day} + interval '1 day') at time zone 'UTC'
    order by counted.observed_at desc
    limit 1
  )`;
}

/** Finds the population by which the figures of each series are divided, by series id. */
export async function findPopulations({ db }: Database, seriesIds: readonly number[]) {
  const rows = await db
    .select({
      seriesId: series.seriesId,
      regionCode: series.regionCode,
      units: sql<string | null>`known.units`,
      persons: sql<number | null>`known.persons`,
    })
    .from(series)
    .leftJoinLateral(sql`(${populationOf(sql`${series.seriesId}`)}) as known`, sql`true`)
    .where(sql`${series.seriesId} = any(${array('bigint', seriesIds)})`);
  return indexBy(rows, ({ seriesId }) => seriesId);
}
