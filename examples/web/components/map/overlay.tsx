import type { Bounds } from '@/lib/bounds.ts';
import { type Border, pathsOf } from '@/lib/map-svg.ts';
import { HEIGHT, projectionOf, WIDTH } from '@/lib/map-view.ts';
import type { MapPoint } from './style.ts';

interface OverlayProps {
  /** Those of the picture below it. */
  readonly bounds: Bounds | undefined;
  /** The border of what the page is about. */
  readonly outline: Border | null | undefined;
  /** Places that lead to their pages. */
  readonly points: readonly MapPoint[];
}

/** What a page lays over the picture of a map: the border of a region, and points. */
export function Overlay({ bounds, outline, points }: OverlayProps) {
  const projection = projectionOf(bounds);
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: the map has a name, and so has each point
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden={points.length === 0}
      className="map-overlay pointer-events-none absolute inset-x-0 top-0 w-full"
    >
      {outline && <path d={pathsOf(bounds)(outline)} />}
      {points.map(({ id, name, longitude, latitude, href }) => {
        const [x, y] = projection([longitude, latitude]) ?? [];
        if (x === undefined || y === undefined) return null;
        // A line of no length: a dot of the same size however wide the map is.
        const dot = `M${x.toFixed()} ${y.toFixed()}h0`;
        return (
          <a key={id} href={href} aria-label={name} data-label={name} className="point">
            <path d={dot} />
            <path d={dot} />
          </a>
        );
      })}
    </svg>
  );
}
