import type { Plot } from './line-plot.ts';

/** A shorter drag, in pixels, is a click. */
const SHORTEST = 8;

/**
 * Lets the mouse choose a range of a figure: a drag across it reports the moments where it begins and ends.
 * @param figure as Plot has drawn it, at the size that it is shown
 */
export function followDrags(figure: ReturnType<Plot['plot']>, report: (first: Date, last: Date) => void): void {
  const scale = figure.scale('x');
  const [left = 0, right = 0] = [...(scale?.range ?? [])].map(Number);
  const placeOf = ({ clientX }: MouseEvent) =>
    Math.min(right, Math.max(left, clientX - figure.getBoundingClientRect().left));
  let begun: number | undefined;
  const begin = (event: Event) => {
    if (!(event instanceof PointerEvent) || event.pointerType !== 'mouse' || event.button !== 0) return;
    begun = placeOf(event);
    figure.setPointerCapture(event.pointerId);
  };
  // Plot's own listeners stop the event.
  figure.addEventListener('pointerdown', begin, { capture: true });
  figure.addEventListener('pointerup', (event) => {
    if (!(event instanceof PointerEvent) || begun === undefined) return;
    const places = [begun, placeOf(event)].toSorted((one, other) => one - other);
    begun = undefined;
    const [first, last] = places.map((place) => scale?.invert?.(place) as Date | undefined);
    const [from = 0, to = 0] = places;
    if (first && last && to - from >= SHORTEST) report(first, last);
  });
}
