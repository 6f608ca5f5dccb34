'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { MapSpec } from './draw.ts';
import { Drawn } from './drawn.tsx';
import { labelled, labelOf, loadPicture, mark } from './picture.ts';
import { type Hovered, Tooltip } from './tooltip.tsx';

interface RegionMapProps {
  /** What the map shows, for those who do not see it. */
  readonly label: string;
  /** The address of the map as the server draws it. */
  readonly picture: string;
  /** The same in vector tiles. */
  readonly tiles: MapSpec;
  /** The code of the region that is marked. */
  readonly selected?: string | undefined;
  /** A region was chosen; where absent, its page is gone to. */
  readonly onSelect?: (code: string) => void;
  /** What is laid over the picture. */
  readonly children?: ReactNode;
}

/** MapLibre and its style, which only a visitor who zooms loads. */
const TileMap = dynamic(() => import('./tile-map.tsx').then((module) => module.TileMap), { ssr: false });

const NO_WEBGL = 'This browser cannot zoom the map, since it has no WebGL.';

/**
 * A map that the server has drawn. A script adds the name and the value of what is under the pointer, marks, and a map of
 * vector tiles to zoom. All that can be done by pointing at it can be done elsewhere by the keyboard.
 */
export function RegionMap({ label, picture, tiles, selected, onSelect, children }: RegionMapProps) {
  const holder = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const [markup, setMarkup] = useState<string>();
  const [hovered, setHovered] = useState<Hovered>();
  const [isZoomed, setZoomed] = useState(false);
  const [trouble, setTrouble] = useState('');
  const [first] = useState(selected);

  const load = () => {
    if (markup === undefined) loadPicture(picture).then(setMarkup, () => setTrouble('The map could not be loaded.'));
  };
  const choose = (code: string) => (onSelect ? onSelect(code) : router.push(`/regions/${code}`));
  const isMarked = selected !== first;
  useEffect(() => {
    if (isMarked) loadPicture(picture).then(setMarkup, () => undefined);
  }, [isMarked, picture]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the marks are in the markup, which React does not know
  useEffect(() => mark(holder.current, 'selected', selected), [selected, markup]);

  const move = ({ target, currentTarget, clientX, clientY }: PointerEvent) => {
    const region = labelled(target);
    const { left, top } = currentTarget.getBoundingClientRect();
    mark(holder.current, 'hovered', region?.id);
    setHovered(region && { label: region.label, x: clientX - left, y: clientY - top });
  };
  const leave = () => {
    mark(holder.current, 'hovered', undefined);
    setHovered(undefined);
  };

  return (
    <div className="relative" onPointerEnter={load}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: regions are listed as links, too */}
      <div
        hidden={isZoomed}
        onPointerMove={move}
        onPointerLeave={leave}
        onClick={({ target }) => {
          const region = labelled(target);
          if (region?.id) choose(region.id);
        }}
      >
        <Drawn label={label} picture={picture} markup={markup} holder={holder} />
        {children}
      </div>
      {isZoomed && (
        <TileMap
          label={label}
          spec={tiles}
          labelOf={(code) => labelOf(holder.current, code)}
          selected={selected}
          onRegion={choose}
          onNoWebGL={() => {
            setZoomed(false);
            setTrouble(NO_WEBGL);
          }}
        />
      )}
      {hovered && !isZoomed && <Tooltip {...hovered} />}
      <button
        type="button"
        className="scripted z-10 cursor-pointer max-sm:mt-2 sm:absolute sm:top-2 sm:right-2 rounded-sm border border-line bg-paper px-3 py-1.5 text-sm shadow-sm"
        onClick={() => {
          load();
          setZoomed(!isZoomed);
        }}
      >
        {isZoomed ? 'Show the whole map' : 'Zoom'}
      </button>
      {trouble && (
        <p role="status" className="absolute inset-x-3 bottom-3 bg-alert-ground px-3 py-2 text-alert text-sm">
          {trouble}
        </p>
      )}
    </div>
  );
}
