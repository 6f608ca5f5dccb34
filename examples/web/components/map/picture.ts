/* A map that the server has drawn, as elements of the page: what lib/map-svg.ts says of it. */

/** @throws Error where it did not arrive */
export async function loadPicture(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.text();
}

/** Returns the region or the point that an event is about. */
export function labelled(target: EventTarget): { readonly id: string; readonly label: string } | undefined {
  const found = target instanceof Element ? target.closest<SVGElement>('[data-label]') : null;
  return found ? { id: found.id, label: found.dataset.label ?? '' } : undefined;
}

/** Returns what is said of a region; undefined where the picture does not have it. */
export function labelOf(holder: Element | null, code: string): string | undefined {
  return holder?.querySelector<SVGElement>(`#${CSS.escape(code)}`)?.dataset.label;
}

/** Marks one region by its code; none where undefined. */
export function mark(holder: Element | null, which: 'hovered' | 'selected', code: string | undefined): void {
  const marked = holder?.querySelector(`use.${which}`);
  if (code) marked?.setAttribute('href', `#${code}`);
  else marked?.removeAttribute('href');
}
