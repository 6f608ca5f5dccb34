import type { FeatureCollection, Geometry } from 'geojson';
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';

/** The layer of the gateway's tiles; its features have code, name, and, where there is one, value and class. */
export const TILE_LAYER = 'regions';

/** A place to be shown as a point. */
export interface MapPoint {
  readonly id: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  /** The page that it leads to. */
  readonly href: string;
}

export type MapColours = Readonly<Record<'none' | 'line' | 'ground' | 'ink' | 'paper' | 'mark', string>> & {
  readonly classes: readonly string[];
};

/** The colours of the page as it is now shown, light or dark. */
export function coloursOf(element: Element): MapColours {
  const styles = getComputedStyle(element);
  const token = (name: string) => styles.getPropertyValue(`--${name}`).trim();
  return {
    classes: [1, 2, 3, 4, 5].map((each) => token(`map-${each}`)),
    none: token('map-none'),
    line: token('map-line'),
    ground: token('map-ground'),
    ink: token('ink'),
    paper: token('paper'),
    mark: token('mark'),
  };
}

/** What a map shows. */
export interface MapParts {
  /** Tiles of one level: "/tiles/county/{z}/{x}/{y}.mvt?indicator=…" */
  readonly tiles: string;
  /** The beginning of the codes of the regions that the map is about; the others are pale. All where undefined. */
  readonly within: string | undefined;
  readonly outline: { readonly type: string } | null;
  readonly points: readonly MapPoint[];
}

export const TILES = 'tiles';
export const FILL = 'fill';
export const POINTS = 'points';

/** The borders of states, without figures. */
const STATES = '/tiles/state/{z}/{x}/{y}.mvt';

/** Up to the gateway's closest tiles that are worth their bytes. */
const MAX_ZOOM = 12;

/** A map of nothing but the gateway's tiles: no base map, no glyphs, no sprites. */
export function styleOf(parts: MapParts, colours: MapColours, origin: string): StyleSpecification {
  const shape = parts.outline as Geometry | null;
  return {
    version: 8,
    sources: {
      [TILES]: { type: 'vector', tiles: [origin + parts.tiles], maxzoom: MAX_ZOOM, promoteId: 'code' },
      states: { type: 'vector', tiles: [origin + STATES], maxzoom: MAX_ZOOM },
      ...(shape && { outline: { type: 'geojson', data: shape } }),
      points: { type: 'geojson', data: featuresOf(parts.points) },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': colours.ground } },
      ...layersOf(parts.within, colours),
      {
        id: 'states',
        type: 'line',
        source: 'states',
        'source-layer': TILE_LAYER,
        paint: { 'line-color': colours.ink, 'line-opacity': 0.6, 'line-width': 0.8 },
      },
      ...(shape ? [outlineOf(colours)] : []),
      {
        id: POINTS,
        type: 'circle',
        source: POINTS,
        paint: {
          'circle-radius': 6,
          'circle-color': colours.mark,
          'circle-stroke-width': 2,
          'circle-stroke-color': colours.paper,
        },
      },
    ],
  };
}

function layersOf(within: string | undefined, colours: MapColours): LayerSpecification[] {
  const of = { source: TILES, 'source-layer': TILE_LAYER };
  const isWithin: ExpressionSpecification | undefined = within
    ? ['==', ['slice', ['get', 'code'], 0, within.length], within]
    : undefined;
  const marked: ExpressionSpecification = [
    'any',
    ['boolean', ['feature-state', 'hovered'], false],
    ['boolean', ['feature-state', 'selected'], false],
  ];
  return [
    {
      id: FILL,
      type: 'fill',
      ...of,
      paint: { 'fill-color': fill(colours), 'fill-opacity': isWithin ? ['case', isWithin, 1, 0.22] : 1 },
    },
    {
      id: 'line',
      type: 'line',
      ...of,
      paint: {
        'line-color': colours.line,
        'line-width': ['interpolate', ['linear'], ['zoom'], 3, 0.15, 6, 0.8, 10, 1.5],
      },
    },
    {
      id: 'marked',
      type: 'line',
      ...of,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': ['case', ['boolean', ['feature-state', 'selected'], false], colours.mark, colours.ink],
        'line-width': ['case', ['boolean', ['feature-state', 'selected'], false], 3.5, 2],
        'line-opacity': ['case', marked, 1, 0],
      },
    },
  ];
}

function fill({ classes, none }: MapColours): ExpressionSpecification {
  const [first = none, ...others] = classes;
  return ['match', ['get', 'class'], 1, first, ...others.flatMap((colour, index) => [index + 2, colour]), none];
}

function outlineOf(colours: MapColours): LayerSpecification {
  return {
    id: 'outline',
    type: 'line',
    source: 'outline',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': colours.ink, 'line-width': 1.75 },
  };
}

function featuresOf(points: readonly MapPoint[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: points.map(({ latitude, longitude, ...properties }) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'Point', coordinates: [longitude, latitude] },
    })),
  };
}
