'use client';

import 'maplibre-gl/dist/maplibre-gl.css';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { type DrawnMap, drawMap, type MapSpec } from './draw.ts';
import { type Hovered, Tooltip } from './tooltip.tsx';

interface TileMapProps {
  /** What the map shows, for those who do not see it. */
  readonly label: string;
  readonly spec: MapSpec;
  /** What is said of a region, by its code. */
  readonly labelOf: (code: string) => string | undefined;
  /** The code of the region that is marked. */
  readonly selected: string | undefined;
  readonly onRegion: (code: string) => void;
  readonly onNoWebGL: () => void;
}

type State = 'drawing' | 'painted' | 'no tiles';

/** A map of the gateway's vector tiles, to zoom. */
export function TileMap({ label, spec, labelOf, selected, ...events }: TileMapProps) {
  const holder = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnMap>(undefined);
  const router = useRouter();
  const [state, setState] = useState<State>('drawing');
  const [hovered, setHovered] = useState<Hovered>();
  const onRegion = useEffectEvent(events.onRegion);
  const onNoWebGL = useEffectEvent(events.onNoWebGL);
  const onPoint = useEffectEvent((href: string) => router.push(href));
  const selectedNow = useEffectEvent(() => selected);
  const sayOf = useEffectEvent(labelOf);
  // A map is drawn again for other content, not for each equal object.
  const about = JSON.stringify(spec);

  useEffect(() => {
    const container = holder.current;
    if (!container) return;
    let gone = false;
    const drawing = drawMap(container, JSON.parse(about) as MapSpec, {
      onPainted: () => setState((now) => (now === 'drawing' ? 'painted' : now)),
      onFailed: () => setState('no tiles'),
      onHover: (under) => setHovered(under && { ...under, label: (under.code && sayOf(under.code)) || under.name }),
      onRegion: (code) => onRegion(code),
      onPoint: (href) => onPoint(href),
    }).then(
      (map) => {
        if (gone) return map;
        drawn.current = map;
        map.select(selectedNow());
        return map;
      },
      () => {
        if (!gone) onNoWebGL();
        return undefined;
      },
    );
    return () => {
      gone = true;
      drawn.current = undefined;
      void drawing.then((map) => map?.remove());
    };
  }, [about]);

  useEffect(() => drawn.current?.select(selected), [selected]);

  return (
    <>
      <section
        ref={holder}
        aria-label={label}
        aria-busy={state === 'drawing'}
        className="aspect-975/610 min-h-80 w-full overflow-hidden rounded-sm border border-line bg-raised"
      />
      {hovered && <Tooltip {...hovered} />}
      {state === 'no tiles' && (
        <p role="status" className="absolute inset-x-3 bottom-3 bg-alert-ground px-3 py-2 text-alert text-sm">
          Parts of the map could not be loaded.
        </p>
      )}
    </>
  );
}
