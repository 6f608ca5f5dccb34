import type { RegionLevel } from '@chronos-graph/views';

/** Which map a region's page shows. */
export interface MapScope {
  readonly level: RegionLevel;
  /** The code of the region whose parts it shows. */
  readonly parent: string;
  /** What its regions are, in words: "counties". */
  readonly plural: string;
  readonly singular: string;
}

/**
 * Returns the map of a state's counties, for a state and for a county among them. It follows from the code, since a page
 * asks for all at once.
 * @returns undefined for the rest: of provinces there are no figures, and the graph refuses a map without any
 */
export function scopeOf(code: string): MapScope | undefined {
  if (!/^US-\d{2}(\d{3})?$/.test(code)) return undefined;
  return { level: 'COUNTY', parent: code.slice(0, 5), plural: 'counties', singular: 'county' };
}
