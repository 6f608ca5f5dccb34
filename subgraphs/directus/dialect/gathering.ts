import type { TypeMapping } from '../schema/mapping.ts';
import type { Asked, AskedArgument, Selection } from './asked.ts';

/**
 * Gathers what is asked of one object of Directus. A value or a row is asked for once, whatever and how often a client calls
 * it: Directus mixes up aliases of values at the top level of a root, and gives null for those of a many-to-any relation.
 * Lists alone are asked for again each time, under an alias, because their arguments may differ.
 */
export class Gathering {
  readonly #of: string;
  readonly #renamed: string | undefined;
  readonly #fields = new Map<string, () => Asked>();
  readonly #inner = new Map<string, Gathering>();
  readonly #members = new Map<string, Gathering>();
  readonly #key: string | undefined;
  readonly #decimals = new Set<string>();

  /**
   * The key is always asked for: without a value of its own, an object that exists is answered as null.
   * @param renamed a value to be asked for under another name than its own
   */
  constructor({ name, key }: TypeMapping, renamed?: string) {
    this.#of = name;
    this.#renamed = renamed;
    this.#key = key;
    if (key !== undefined) this.value(key);
  }

  /** Asks for a value, and gives the key under which it will be answered. */
  value(name: string): string {
    const key = name === this.#renamed ? `as_${name}` : name;
    this.#add(key, name, []);
    return key;
  }

  /** Asks for a decimal that is read exactly. */
  decimal(name: string): string {
    const key = this.value(name);
    this.#decimals.add(key);
    return key;
  }

  /** Asks for a row, or for a fixed set of values: what is gathered for it is asked of it. */
  object(name: string, of: TypeMapping): Gathering {
    const before = this.#inner.get(name);
    if (before) return before;
    const inner = new Gathering(of);
    this.#inner.set(name, inner);
    this.#add(name, name, [], inner);
    return inner;
  }

  /**
   * Asks for rows, and gives the key under which they will be answered. Directus reads `_` and `__` in an alias as its own.
   * @param sortedBy the value that they are sorted by first: Directus, having sorted and cut them, sorts them by it once
   *   more and in a way of its own, unless it is asked for under another name
   */
  list(
    name: string,
    args: readonly AskedArgument[],
    of: TypeMapping,
    sortedBy?: string,
  ): { key: string; inner: Gathering } {
    const inner = new Gathering(of, sortedBy);
    let key = name;
    for (let nth = 2; this.#fields.has(key); nth++) key = `as${nth}_${name}`;
    this.#add(key, name, args, inner);
    return { key, inner };
  }

  /** Asks of the object where it is of this type. */
  member(of: TypeMapping): Gathering {
    const before = this.#members.get(of.name);
    const inner = before ?? new Gathering(of);
    this.#members.set(of.name, inner);
    return inner;
  }

  /** What has been gathered. */
  selection(): Selection {
    const fields = Array.from(this.#fields, ([key, asked]): Asked => {
      return this.#decimals.has(key) && this.#key !== undefined ? { ...asked(), decimalBy: this.#key } : asked();
    });
    const fragments = new Map(Array.from(this.#members, ([type, member]) => [type, member.selection()]));
    const inside = [...fields.map(({ selection }) => selection), ...fragments.values()];
    return { fields, fragments, hasDecimals: this.#decimals.size > 0 || inside.some((each) => each?.hasDecimals) };
  }

  #add(key: string, name: string, args: readonly AskedArgument[], inner?: Gathering): void {
    const alias = key === name ? {} : { alias: key };
    this.#fields.set(key, () => ({ of: this.#of, name, ...alias, args, selection: inner?.selection() }));
  }
}
