/** What is under the pointer. */
export interface Hovered {
  /** "Wayne, Michigan · 14.9 %" */
  readonly label: string;
  /** In pixels from the map's top left corner. */
  readonly x: number;
  readonly y: number;
}

/** Says what is under the pointer, above it. */
export function Tooltip({ label, x, y }: Hovered) {
  const [name, value] = label.split(' · ');
  return (
    <div
      className="pointer-events-none absolute z-10 -translate-x-1/2 -translate-y-full whitespace-nowrap rounded-sm bg-ink px-2.5 py-1.5 text-paper text-sm"
      style={{ left: x, top: y - 12 }}
    >
      <strong className="font-semibold">{name}</strong>
      {value && <span> · {value}</span>}
    </div>
  );
}
