/** Names for labels, of which there may be so many and no more: later ones are "other". */
export class BoundedNames {
  readonly #known = new Set<string>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  of(name: string): string {
    if (this.#known.has(name)) return name;
    if (this.#known.size >= this.#most) return 'other';
    this.#known.add(name);
    return name;
  }
}
