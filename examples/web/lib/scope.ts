import type { RegionLevel } from '@chronos-graph/views';

/** Which map a region's page shows. */
export interface MapScope {
  readonly level: RegionLevel;
  /** The code of the region whose parts it shows; undefined for all of the level. */
  readonly parent: string | undefined;
  /** What its regions are, in words: "counties". */
  readonly plural: string;
  readonly singular: string;
}

const COUNTIES = { level: 'COUNTY', plural: 'counties', singular: 'county' } as const;
const PROVINCES = { level: 'PROVINCE', plural: 'provinces', singular: 'province' } as const;

/** A state's counties, a county among those of its state, a province among all; the map is told by the code alone, before anything is asked. */
export function scopeOf(code: string): MapScope {
  const state = /^US-\d{2}(?=$|\d{3}$)/.exec(code)?.[0];
  if (state) return { ...COUNTIES, parent: state };
  return { ...(code.startsWith('CA-') ? PROVINCES : COUNTIES), parent: undefined };
}
