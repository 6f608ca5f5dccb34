import type { GeoContext } from 'd3-geo';

/** Writes what d3 draws as the shortest text of an SVG path: whole numbers, each from the point before it. */
export class SvgPath implements GeoContext {
  #text = '';
  #x = 0;
  #y = 0;

  beginPath(): void {}

  moveTo(x: number, y: number): void {
    this.#x = Math.round(x);
    this.#y = Math.round(y);
    this.#text += `M${this.#x} ${this.#y}`;
  }

  lineTo(x: number, y: number): void {
    const [right, down] = [Math.round(x) - this.#x, Math.round(y) - this.#y];
    if (right === 0 && down === 0) return;
    this.#x += right;
    this.#y += down;
    this.#text += `l${right}${down < 0 ? '' : ' '}${down}`;
  }

  closePath(): void {
    this.#text += 'z';
  }

  /** Borders have no points, which alone are drawn by arcs. */
  arc(): void {}

  toString(): string {
    return this.#text;
  }
}
