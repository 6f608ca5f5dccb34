import { number, quantity } from './format.ts';
import type { Plot } from './line-plot.ts';
import type { MapKey } from './map-of.ts';
import type { MapScope } from './scope.ts';

/** A region of a map among the others. */
export interface Peer {
  readonly code: string;
  readonly name: string;
  readonly value: number | null;
  readonly class: number | null;
}

/** All regions of a map along one axis, and which one is named. */
export interface PeersPlot {
  readonly peers: readonly Peer[];
  readonly selected: Peer | undefined;
  readonly mapKey: MapKey;
}

/** In pixels. */
export const PEERS_HEIGHT = 210;

/** More dots than this are drawn smaller. */
const MANY = 120;

/**
 * Draws each region as a dot in its colour, and the selected one by name.
 * @param width in pixels
 * @param document draws for a page without scripts; else the browser's
 */
export function drawPeers(plot: Plot, { peers, selected, mapKey }: PeersPlot, width: number, document?: Document) {
  const { name, units, decimals } = mapKey;
  const valued = peers.filter(({ value }) => value !== null);
  return plot.plot({
    ...(document && { document }),
    width,
    height: PEERS_HEIGHT,
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
          r: valued.length > MANY ? 3 : 4.5,
          fill: ({ class: of }: Peer) => (of === null ? 'var(--map-none)' : `var(--map-${of})`),
          stroke: 'var(--soft)',
          strokeWidth: 0.6,
          title: (peer: Peer) => `${peer.name}: ${number(peer.value, decimals)}`,
        }),
      ),
      ...(selected && selected.value !== null ? named(plot, selected, isLate(selected.value, valued)) : []),
    ],
  });
}

function named(plot: Plot, peer: Peer, isLate: boolean) {
  return [
    plot.ruleX([peer], { x: 'value', stroke: 'var(--mark)', strokeWidth: 2 }),
    plot.text([peer], {
      x: 'value',
      frameAnchor: 'top',
      dy: -16,
      text: 'name',
      fill: 'var(--mark)',
      fontWeight: 600,
      fontSize: 14,
      textAnchor: isLate ? 'end' : 'start',
    }),
  ];
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

/** The chart in words. */
export function sentenceOf({ peers, selected, mapKey: { units, decimals } }: PeersPlot, { plural }: MapScope): string {
  const values = valuesOf(peers);
  if (values.length === 0) return `Chart: the ${plural} have no figures`;
  const all = `${values.length} ${plural}, from ${number(Math.min(...values), decimals)} to ${quantity(Math.max(...values), units, decimals)}`;
  return `Chart: ${all}${selected ? `; ${selected.name}: ${quantity(selected.value, units, decimals)}` : ''}`;
}
