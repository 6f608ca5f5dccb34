'use client';

import 'maplibre-gl/dist/maplibre-gl.css';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { quantity } from '@/lib/format.ts';
import { type DrawnMap, drawMap, type Hovered, type MapSpec } from './draw.ts';

interface RegionMapProps extends MapSpec {
  /** What the map shows, for those who do not see it. */
  readonly label: string;
  /** What its values count. */
  readonly units: string;
  readonly decimals: number;
  /** The code of the region that is marked. */
  readonly selected?: string | undefined;
  /** A region was chosen; where absent, its page is gone to. */
  readonly onSelect?: (code: string) => void;
}

type State = 'drawing' | 'painted' | 'no WebGL' | 'no tiles';

const TROUBLE = {
  'no WebGL': 'This browser cannot draw the map. Its values are listed next to it.',
  'no tiles': 'Parts of the map did not arrive.',
} as const;

/** A map of the gateway's vector tiles. All that can be done by pointing at it can be done elsewhere by the keyboard. */
export function RegionMap({ label, units, decimals, selected, onSelect, ...spec }: RegionMapProps) {
  const holder = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnMap>(undefined);
  const router = useRouter();
  const [state, setState] = useState<State>('drawing');
  const [hovered, setHovered] = useState<Hovered>();
  const onRegion = useEffectEvent((code: string) => (onSelect ? onSelect(code) : router.push(`/regions/${code}`)));
  const onPoint = useEffectEvent((href: string) => router.push(href));
  const selectedNow = useEffectEvent(() => selected);
  // A map is drawn again for other content, not for each equal object.
  const about = JSON.stringify(spec);

  useEffect(() => {
    const container = holder.current;
    if (!container) return;
    let gone = false;
    const drawing = drawMap(container, JSON.parse(about) as MapSpec, {
      onPainted: () => setState((now) => (now === 'drawing' ? 'painted' : now)),
      onFailed: () => setState('no tiles'),
      onHover: setHovered,
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
        setState('no WebGL');
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
    <div className="relative">
      <section
        ref={holder}
        aria-label={label}
        aria-busy={state === 'drawing'}
        className="h-[26rem] w-full overflow-hidden rounded-sm border border-line bg-raised sm:h-[32rem]"
      />
      {hovered && (
        <div
          className="pointer-events-none absolute z-10 -translate-x-1/2 -translate-y-full whitespace-nowrap rounded-sm bg-ink px-2.5 py-1.5 text-paper text-sm"
          style={{ left: hovered.x, top: hovered.y - 12 }}
        >
          <strong className="font-semibold">{hovered.name}</strong>
          {!hovered.isPoint && (
            <span> · {hovered.value === undefined ? 'no figure' : quantity(hovered.value, units, decimals)}</span>
          )}
        </div>
      )}
      {(state === 'no WebGL' || state === 'no tiles') && (
        <p role="status" className="absolute inset-x-3 bottom-3 bg-alert-ground px-3 py-2 text-alert text-sm">
          {TROUBLE[state]}
        </p>
      )}
    </div>
  );
}
