'use client';

import { useEffect, useRef, useState } from 'react';
import type { Plot } from '@/lib/line-plot.ts';

/** A figure as the server draws it, twice: CSS shows the one that fits. */
export interface DrawnPlot {
  /** As SVG. */
  readonly markup: string;
  /** In pixels: of the narrow one, and of the wide one. */
  readonly widths: readonly [narrow: number, wide: number];
}

interface PlottedProps {
  /** Draws the figure at a width in pixels. */
  readonly draw: (plot: Plot, width: number) => SVGSVGElement | HTMLElement;
  /** The figure as the server has drawn it; undefined where it has to be drawn here. */
  readonly drawn: DrawnPlot | undefined;
  /** What the figure shows, for those who do not see it. */
  readonly label: string;
  /** In pixels: room that is reserved for it. */
  readonly height: number;
}

/** How much wider or narrower than its column a figure may be drawn: it is scaled, with its text. */
const SCALED = 0.15;

/**
 * A figure of Observable Plot. The server has drawn it; the browser draws it again, with a pointer, when the visitor comes
 * near it, or at once where its column has another width. Only then Plot is loaded.
 */
export function Plotted({ draw, drawn, label, height }: PlottedProps) {
  const holder = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [isWanted, setWanted] = useState(false);
  // React never touches what it has not written: what is drawn here stays.
  const [markup] = useState(drawn?.markup ?? '');
  const fits = drawn?.widths.some((each) => Math.abs(width / each - 1) <= SCALED) ?? false;

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const isNeeded = width > 0 && (isWanted || !fits);
  useEffect(() => {
    if (!isNeeded) return;
    let gone = false;
    import('@observablehq/plot').then(
      (plot) => {
        if (gone) return;
        const figure = draw(plot, width);
        figure.setAttribute('aria-hidden', 'true');
        holder.current?.replaceChildren(figure);
        setWanted(true);
      },
      () =>
        holder.current?.replaceChildren(
          'The chart cannot be drawn: its code could not be loaded. Its figures are below.',
        ),
    );
    return () => {
      gone = true;
    };
  }, [draw, width, isNeeded]);

  return (
    <div
      ref={holder}
      role="img"
      aria-label={label}
      style={{ minHeight: height }}
      className="plot"
      onPointerEnter={() => setWanted(true)}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: it is the SVG that the server has drawn of the figures.
      dangerouslySetInnerHTML={{ __html: markup }}
      suppressHydrationWarning
    />
  );
}
