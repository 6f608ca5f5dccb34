import { sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { levelLiteral, type RegionLevel, type RegionRow, regionFields } from '../levels.ts';
import { BY_PRECEDENCE, type Place, placesIn } from '../places.ts';
import { type RegionWhere, regionPasses } from '../where.ts';

/** Finds the region of a level for each place, in their order; null if there is none, or if it does not pass. */
export async function findRegionsAt(
  { db }: Database,
  places: readonly Place[],
  { level, where }: { readonly level: RegionLevel; readonly where?: RegionWhere | undefined },
): Promise<(RegionRow | null)[]> {
  const found = places.map((): RegionRow | null => null);
  if (places.every(({ latitude, name }) => latitude == null && !name)) return found;
  const rows = await db
    .select({
      position: sql<number>`place.position::integer`,
      level: levelLiteral(level),
      ...regionFields,
      passes: sql<boolean>`coalesce(${(where && regionPasses(level, where)) ?? sql`true`}, false)`,
    })
    .from(placesIn(level, places))
    .orderBy(BY_PRECEDENCE);
  const first = new Map(rows.toReversed().map((row) => [row.position - 1, row]));
  for (const [position, row] of first) if (row.passes) found[position] = row;
  return found;
}
