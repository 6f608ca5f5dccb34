'use client';

import { type ReactNode, useId, useMemo, useState } from 'react';
import { Link } from '@/components/link.tsx';
import { number, quantity } from '@/lib/format.ts';
import type { MapKey, MapSources } from '@/lib/map-of.ts';
import { type Peer, valuesOf } from '@/lib/peers-plot.ts';
import type { MapScope } from '@/lib/scope.ts';
import { Legend } from '../legend.tsx';
import type { DrawnPlot } from '../plotted.tsx';
import { SortableTable } from '../sortable-table.tsx';
import { PeersChart } from './peers-chart.tsx';
import { RegionMap } from './region-map.tsx';

interface RegionExplorerProps {
  readonly mapKey: MapKey;
  readonly sources: MapSources;
  readonly scope: MapScope;
  readonly peers: readonly Peer[];
  /** The page's own region: chosen to begin with. */
  readonly own: string;
  /** The chart of the peers with that one, as the server draws it. */
  readonly drawn: DrawnPlot;
  /** What is laid over the map. */
  readonly children: ReactNode;
}

/** A map, a chart and a list of the same regions: what is chosen in one is marked in all. */
export function RegionExplorer(props: RegionExplorerProps) {
  const { mapKey, sources, scope, peers, own, drawn, children } = props;
  const [code, setCode] = useState(own);
  const chooser = useId();
  const byCode = useMemo(() => new Map(peers.map((peer) => [peer.code, peer])), [peers]);
  const selected = byCode.get(code);
  const { singular, plural } = scope;
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div>
        <RegionMap
          label={`Map: ${mapKey.name} by ${singular}`}
          {...sources}
          selected={selected?.code}
          onSelect={(chosen) => byCode.has(chosen) && setCode(chosen)}
        >
          {children}
        </RegionMap>
        <div className="mt-4">
          <Legend mapKey={mapKey} plural={plural} />
        </div>
      </div>
      <div>
        <div className="scripted">
          <label htmlFor={chooser} className="label mb-1 block">
            Choose a {singular}, here or on the map
          </label>
          <select
            id={chooser}
            className="field"
            value={selected ? code : ''}
            onChange={({ target }) => setCode(target.value)}
          >
            {!selected && <option value="">–</option>}
            {peers.map((peer) => (
              <option key={peer.code} value={peer.code}>
                {peer.name}
              </option>
            ))}
          </select>
        </div>
        <div aria-live="polite" className="mt-6 min-h-28">
          {selected ? (
            <Chosen peer={selected} peers={peers} mapKey={mapKey} scope={scope} own={own} />
          ) : (
            <p className="text-soft">
              {peers.length} {plural}: each is a dot below.
            </p>
          )}
        </div>
        {peers.some(({ value }) => value !== null) && (
          <PeersChart
            peers={peers}
            selected={selected}
            mapKey={mapKey}
            scope={scope}
            drawn={code === own ? drawn : undefined}
          />
        )}
        <PeersTable peers={peers} mapKey={mapKey} plural={plural} />
      </div>
    </div>
  );
}

interface ChosenProps {
  readonly peer: Peer;
  readonly peers: readonly Peer[];
  readonly mapKey: MapKey;
  readonly scope: MapScope;
  readonly own: string;
}

function Chosen({ peer, peers, mapKey, scope, own }: ChosenProps) {
  const value = peer.value;
  const known = valuesOf(peers);
  const higher = value === null ? 0 : known.filter((each) => each > value).length;
  return (
    <>
      <p className="font-semibold">{peer.name}</p>
      <p className="font-serif text-3xl tabular-nums">{quantity(value, mapKey.units, mapKey.decimals)}</p>
      {value !== null && (
        <p className="text-[0.9375rem] text-soft">
          {higher === 0
            ? `The highest of the ${known.length} ${scope.plural} shown`
            : `${higher} of the ${known.length} ${scope.plural} shown ${higher === 1 ? 'is' : 'are'} higher`}
        </p>
      )}
      {peer.code !== own && (
        <Link href={`/regions/${peer.code}`} className="link mt-1 inline-block">
          Go to {peer.name}
        </Link>
      )}
    </>
  );
}

/** For sorting: what has no value is last. */
const sortKey = ({ value }: Peer): number => (value === null ? Number.NEGATIVE_INFINITY : value);

function PeersTable({ peers, mapKey, plural }: Pick<ChosenProps, 'peers' | 'mapKey'> & { readonly plural: string }) {
  const ordered = useMemo(() => peers.toSorted((one, other) => sortKey(other) - sortKey(one)), [peers]);
  const caption = `${mapKey.name} of the ${plural}, the highest first`;
  return (
    <details className="mt-3">
      <summary className="label cursor-pointer py-1">Figures as a table</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard (WCAG 2.1.1) */}
      <section className="mt-2 max-h-80 overflow-y-auto" aria-label={caption} tabIndex={0}>
        <SortableTable
          caption={caption}
          columns={[{ name: 'Name' }, { name: mapKey.units, isNumber: true }]}
          rows={ordered.map(({ code, name, value }) => [
            { text: name, value: name, href: `/regions/${code}` },
            { text: number(value, mapKey.decimals), value },
          ])}
          sorted={{ column: 1, isDescending: true }}
        />
      </section>
    </details>
  );
}
