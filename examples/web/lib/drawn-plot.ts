import 'server-only';
import * as plot from '@observablehq/plot';
import type { DrawnPlot } from '@/components/plotted.tsx';
import type { Plot } from './line-plot.ts';
import { serverDocument } from './server-document.ts';

/** The width of a column on a phone, in pixels. */
const NARROW = 350;

/**
 * Draws a figure on the server, for a phone and for a wide page.
 * @param wide the width of its column on a wide page, in pixels
 */
export function drawnPlot(
  draw: (plot: Plot, width: number, document: Document) => SVGSVGElement | HTMLElement,
  wide: number,
): DrawnPlot {
  const at = (width: number, name: string) =>
    `<div class="${name}" aria-hidden="true">${draw(plot, width, serverDocument()).outerHTML}</div>`;
  return { markup: at(NARROW, 'sm:hidden') + at(wide, 'max-sm:hidden'), widths: [NARROW, wide] };
}
