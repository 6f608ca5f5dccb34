import type { MapGeoJSONFeature, Map as MapLibre, MapMouseEvent } from 'maplibre-gl';
import type { Bounds } from '@/lib/bounds.ts';
import { coloursOf, FILL, type MapParts, POINTS, styleOf, TILE_LAYER, TILES } from './style.ts';

/** What is under the pointer. */
export interface Under {
  readonly name: string;
  /** Of a region; undefined for a point. */
  readonly code: string | undefined;
  /** In pixels from the map's top left corner. */
  readonly x: number;
  readonly y: number;
}

export interface MapSpec extends MapParts {
  readonly bounds: Bounds;
}

export interface MapEvents {
  /** Everything in the picture has been painted. */
  onPainted(): void;
  /** A tile could not be had, or could not be read. */
  onFailed(): void;
  onHover(under: Under | undefined): void;
  /** A region was clicked, by its code. */
  onRegion(code: string): void;
  /** A point was clicked. */
  onPoint(href: string): void;
}

export interface DrawnMap {
  /** Marks a region by its code; none where undefined. */
  select(code: string | undefined): void;
  remove(): void;
}

/**
 * Draws a map into an element, and draws it again in its other colours when the visitor changes to light or dark.
 * @throws Error where the browser has no WebGL
 */
export async function drawMap(container: HTMLElement, spec: MapSpec, events: MapEvents): Promise<DrawnMap> {
  const { Map: MapLibreMap, NavigationControl, setWorkerUrl } = await import('maplibre-gl');
  setWorkerUrl(new URL('maplibre-gl/dist/maplibre-gl-worker.mjs', import.meta.url).toString());
  const style = () => styleOf(spec, coloursOf(container), location.origin);
  const map = new MapLibreMap({
    container,
    style: style(),
    bounds: [...spec.bounds],
    fitBoundsOptions: { padding: 24 },
    maxZoom: 11,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    rollEnabled: false,
    // A page is scrolled past its map, on a phone too.
    cooperativeGestures: true,
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right');
  map.on('idle', events.onPainted);
  map.on('error', events.onFailed);
  const marks = marking(map);
  listen(map, events, marks);

  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const recolour = () => {
    map.setStyle(style());
    map.once('styledata', marks.again);
  };
  scheme.addEventListener('change', recolour);
  return {
    select: (code) => marks.mark('selected', code),
    remove() {
      scheme.removeEventListener('change', recolour);
      map.remove();
    },
  };
}

type Mark = 'selected' | 'hovered';

/** One region at a time is selected, and one hovered. */
function marking(map: MapLibre) {
  const marked = new Map<Mark, string>();
  const set = (mark: Mark, id: string, on: boolean) =>
    map.setFeatureState({ source: TILES, sourceLayer: TILE_LAYER, id }, { [mark]: on });
  const mark = (which: Mark, code: string | undefined): void => {
    const before = marked.get(which);
    if (before === code) return;
    if (code === undefined) marked.delete(which);
    else marked.set(which, code);
    const change = () => {
      if (before !== undefined) set(which, before, false);
      if (code !== undefined) set(which, code, true);
    };
    if (map.getStyle() === undefined || !map.getSource(TILES)) map.once('styledata', change);
    else change();
  };
  return {
    mark,
    again: () => {
      for (const [which, code] of marked) set(which, code, true);
    },
  };
}

function listen(map: MapLibre, { onHover, onRegion, onPoint }: MapEvents, { mark }: ReturnType<typeof marking>): void {
  const under = ({ point }: MapMouseEvent): MapGeoJSONFeature | undefined => {
    const found = map.queryRenderedFeatures(point, { layers: [FILL, POINTS].filter((id) => map.getLayer(id)) });
    return found.find(({ layer }) => layer.id === POINTS) ?? found[0];
  };
  map.on('mousemove', (event) => {
    const feature = under(event);
    map.getCanvas().style.cursor = feature ? 'pointer' : '';
    const code = feature && feature.layer.id !== POINTS ? String(feature.properties.code) : undefined;
    mark('hovered', code);
    onHover(feature && { name: String(feature.properties.name), code, x: event.point.x, y: event.point.y });
  });
  map.on('mouseout', () => {
    mark('hovered', undefined);
    onHover(undefined);
  });
  map.on('click', (event) => {
    const feature = under(event);
    if (!feature) return;
    if (feature.layer.id === POINTS) onPoint(String(feature.properties.href));
    else onRegion(String(feature.properties.code));
  });
}
