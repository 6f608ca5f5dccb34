import type { RegionLevel } from '@chronos-graph/views';
import { type Bounds, readBounds } from './bounds.ts';

/** Which map a picture shows. */
export interface MapAddress {
  readonly level: RegionLevel;
  /** What its regions are coloured by; null for their borders alone. */
  readonly indicator: string | null;
  /** The code of the region whose parts it shows; null for all of the level. */
  readonly parent: string | null;
  /** The day of its values; null for the newest. */
  readonly at: string | null;
  /** What it shows; undefined for the United States, with Alaska and Hawaii inset. */
  readonly bounds: Bounds | undefined;
  /** Other figures have another one, so that a picture can be stored; null where it has no figures. */
  readonly version: string | null;
}

const LEVELS: readonly RegionLevel[] = ['COUNTY', 'STATE', 'PROVINCE'];

/** Returns the address of a picture of a map, on this site. */
export function mapAddress({ level, indicator, parent, at, bounds, version }: MapAddress): string {
  const query = new URLSearchParams({
    level,
    ...(indicator && { indicator }),
    ...(parent && { parent }),
    ...(at && { at }),
    ...(bounds && { bounds: bounds.map((degrees) => degrees.toFixed(2)).join() }),
    ...(version && { version }),
  });
  return `/map.svg?${query}`;
}

/** Reads such an address. @returns undefined where no map has it */
export function readMapAddress(query: URLSearchParams): MapAddress | undefined {
  const level = LEVELS.find((each) => each === query.get('level'));
  const bounds = query.get('bounds');
  const box = bounds === null ? undefined : readBounds(bounds);
  if (!level || (bounds !== null && !box)) return undefined;
  const [indicator, parent, at, version] = ['indicator', 'parent', 'at', 'version'].map((name) => query.get(name));
  return {
    level,
    indicator: indicator ?? null,
    parent: parent ?? null,
    at: at ?? null,
    bounds: box,
    version: version ?? null,
  };
}
