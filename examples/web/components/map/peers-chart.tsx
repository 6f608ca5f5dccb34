'use client';

import { useCallback } from 'react';
import type { Plot } from '@/lib/line-plot.ts';
import { drawPeers, PEERS_HEIGHT, type PeersPlot, sentenceOf } from '@/lib/peers-plot.ts';
import type { MapScope } from '@/lib/scope.ts';
import { type DrawnPlot, Plotted } from '../plotted.tsx';

interface PeersChartProps extends PeersPlot {
  readonly scope: MapScope;
  /** The same as the server draws it; undefined where another region is selected since. */
  readonly drawn: DrawnPlot | undefined;
}

/** All regions of a map along one axis, each a dot in its colour, and the selected one by name. */
export function PeersChart({ peers, selected, mapKey, scope, drawn }: PeersChartProps) {
  const draw = useCallback(
    (plot: Plot, width: number) => drawPeers(plot, { peers, selected, mapKey }, width),
    [peers, selected, mapKey],
  );
  const label = sentenceOf({ peers, selected, mapKey }, scope);
  return <Plotted draw={draw} drawn={drawn} label={label} height={PEERS_HEIGHT} />;
}
