'use client';

import { useEffect, useRef, useState } from 'react';
import type { Plot } from '@/lib/line-plot.ts';

interface PlottedProps {
  /** Draws the figure at a width in pixels. */
  readonly draw: (plot: Plot, width: number) => SVGSVGElement | HTMLElement;
  /** The figure as the server has drawn it, as SVG, until it is drawn here. */
  readonly drawn?: string;
  /** What the figure shows, for those who do not see it. */
  readonly label: string;
  /** In pixels: room that is kept until it is drawn. */
  readonly height: number;
}

/** A figure of Observable Plot, which is loaded when the first one is shown. It is drawn again when its width changes. */
export function Plotted({ draw, drawn = '', label, height }: PlottedProps) {
  const holder = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (width === 0) return;
    let gone = false;
    import('@observablehq/plot').then(
      (plot) => {
        if (gone) return;
        const figure = draw(plot, width);
        figure.setAttribute('aria-hidden', 'true');
        holder.current?.replaceChildren(figure);
      },
      () =>
        holder.current?.replaceChildren('The chart cannot be drawn: its code did not arrive. Its figures are below.'),
    );
    return () => {
      gone = true;
    };
  }, [draw, width]);

  return (
    <div
      ref={holder}
      role="img"
      aria-label={label}
      style={{ minHeight: height }}
      className="plot"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: it is the SVG that the server has drawn of the figures.
      dangerouslySetInnerHTML={{ __html: drawn }}
      suppressHydrationWarning
    />
  );
}
