import type { Database } from '../../client.ts';
import { indexBy } from '../arrays.ts';
import { codesByLevel, type RegionLevel, type RegionRow, regionKey, regionRow, regionsOf } from '../levels.ts';

/** A code and the levels to look it up at, in order of preference. */
export interface RegionLookup {
  readonly code: string;
  readonly levels: readonly RegionLevel[];
}

export function lookupKey({ code, levels }: RegionLookup): string {
  return [code, ...levels].join(' ');
}

/** Finds the region of each lookup, by its key. */
export async function findRegions(
  { db }: Database,
  lookups: readonly RegionLookup[],
): Promise<ReadonlyMap<string, RegionRow>> {
  const candidates = lookups.flatMap(({ code, levels }) => levels.map((level) => ({ level, code })));
  if (candidates.length === 0) return new Map();
  const rows = await db.select(regionRow).from(regionsOf(codesByLevel(candidates)));
  const regions = indexBy(rows, regionKey);
  const found = new Map<string, RegionRow>();
  for (const lookup of lookups) {
    const { code, levels } = lookup;
    const region = levels.map((level) => regions.get(regionKey({ level, code }))).find((each) => each !== undefined);
    if (region) found.set(lookupKey(lookup), region);
  }
  return found;
}
