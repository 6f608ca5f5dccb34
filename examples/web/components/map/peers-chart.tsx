'use client';

import { useCallback } from 'react';
import { number, quantity } from '@/lib/format.ts';
import type { Plot } from '@/lib/line-plot.ts';
import { Plotted } from '../plotted.tsx';

export interface Peer {
  readonly code: string;
  readonly name: string;
  readonly value: number | null;
  readonly class: number | null;
}

interface PeersChartProps {
  readonly peers: readonly Peer[];
  readonly selected: Peer | undefined;
  /** What is measured: "Unemployment rate". */
  readonly name: string;
  readonly units: string;
  readonly decimals: number;
  /** What they are: "counties". */
  readonly plural: string;
}

const HEIGHT = 210;

/** All regions of a map along one axis, each a dot in its colour, and the selected one by name. */
export function PeersChart({ peers, selected, name, units, decimals, plural }: PeersChartProps) {
  const draw = useCallback(
    (plot: Plot, width: number) => {
      const valued = peers.filter(({ value }) => value !== null);
      const radius = valued.length > 120 ? 3 : 4.5;
      return plot.plot({
        width,
        height: HEIGHT,
        marginTop: 34,
        marginBottom: 46,
        marginLeft: 12,
        marginRight: 12,
        style: { background: 'none', color: 'inherit', fontSize: '12px', fontFamily: 'inherit', overflow: 'visible' },
        x: {
          label: `${name}, ${units.toLowerCase()}`,
          labelArrow: 'none',
          labelOffset: 40,
          nice: true,
          grid: true,
          ticks: Math.max(4, Math.floor(width / 90)),
        },
        marks: [
          plot.dot(
            valued,
            plot.dodgeY('middle', {
              x: 'value',
              r: radius,
              fill: ({ class: of }: Peer) => (of === null ? 'var(--map-none)' : `var(--map-${of})`),
              stroke: 'var(--soft)',
              strokeWidth: 0.6,
              title: (peer: Peer) => `${peer.name}: ${number(peer.value, decimals)}`,
            }),
          ),
          ...(selected && selected.value !== null
            ? [
                plot.ruleX([selected], { x: 'value', stroke: 'var(--mark)', strokeWidth: 2 }),
                plot.text([selected], {
                  x: 'value',
                  frameAnchor: 'top',
                  dy: -16,
                  text: 'name',
                  fill: 'var(--mark)',
                  fontWeight: 600,
                  fontSize: 14,
                  textAnchor: isLate(selected.value, valued) ? 'end' : 'start',
                }),
              ]
            : []),
        ],
      });
    },
    [peers, selected, name, units, decimals],
  );
  return <Plotted draw={draw} label={sentence(peers, selected, units, decimals, plural)} height={HEIGHT} />;
}

/** Whether it lies in the right half of the axis, where its name has room on the left. */
function isLate(value: number, peers: readonly Peer[]): boolean {
  const values = valuesOf(peers);
  return value > (Math.min(...values) + Math.max(...values)) / 2;
}

/** The values of those that have one. */
export function valuesOf(peers: readonly Peer[]): number[] {
  return peers.flatMap(({ value }) => (value === null ? [] : [value]));
}

function sentence(
  peers: readonly Peer[],
  selected: Peer | undefined,
  units: string,
  decimals: number,
  plural: string,
): string {
  const values = valuesOf(peers);
  if (values.length === 0) return `Chart: the ${plural} have no figures`;
  const all = `${values.length} ${plural}, from ${number(Math.min(...values), decimals)} to ${quantity(Math.max(...values), units, decimals)}`;
  return `Chart: ${all}${selected ? `; ${selected.name}: ${quantity(selected.value, units, decimals)}` : ''}`;
}
