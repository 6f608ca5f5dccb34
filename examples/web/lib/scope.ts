import type { RegionLevel } from '@chronos-graph/views';

/** Which map a region's page shows. */
export interface MapScope {
  readonly level: RegionLevel;
  /** The code of the region whose parts it shows; null for all of the level. */
  readonly parent: string | null;
  /** What its regions are, in words: "counties". */
  readonly plural: string;
  readonly singular: string;
}

const COUNTIES = { level: 'COUNTY', plural: 'counties', singular: 'county' } as const;
const PROVINCES = { level: 'PROVINCE', plural: 'provinces', singular: 'province' } as const;

/** A state's counties, a county among those of its state, a province among all; the map is told by the code alone, before anything is asked. */
export function scopeOf(code: string): MapScope {
  if (/^US-\d{2}(\d{3})?$/.test(code)) return { ...COUNTIES, parent: code.slice(0, 5) };
  return { ...(code.startsWith('CA-') ? PROVINCES : COUNTIES), parent: null };
}
