import type { TypeMapping } from '../../schema/mapping.ts';
import type { DirectusField, DirectusSelection, RequestedArgument } from '../requested-field.ts';

/**
 * Gathers the fields that are requested of one object of Directus. A value or a row is requested once, whatever the client's
 * aliases: Directus mixes up aliases of values at the top level of a root, and answers null for those of a many-to-any relation.
 * Only lists are requested each time, under an alias, because their arguments may differ.
 */
export class Gathering {
  readonly #of: string;
  readonly #renamed: string | undefined;
  readonly #fields = new Map<string, () => DirectusField>();
  readonly #inner = new Map<string, Gathering>();
  readonly #members = new Map<string, Gathering>();
  readonly #key: string | undefined;
  readonly #decimals = new Set<string>();

  /**
   * The key is always requested: without a value of its own, an object that exists is answered as null.
   * @param renamed a value to be requested under another name
   */
  constructor({ name, key }: TypeMapping, renamed?: string) {
    this.#of = name;
    this.#renamed = renamed;
    this.#key = key;
    if (key !== undefined) this.value(key);
  }

  /** Requests a value. @returns its key in the answer */
  value(name: string): string {
    const key = name === this.#renamed ? `as_${name}` : name;
    this.#add(key, name, []);
    return key;
  }

  /** Requests a decimal that is read exactly. */
  decimal(name: string): string {
    const key = this.value(name);
    this.#decimals.add(key);
    return key;
  }

  /** Requests a row, or a fixed set of values, with its own gathering. */
  object(name: string, of: TypeMapping): Gathering {
    const before = this.#inner.get(name);
    if (before) return before;
    const inner = new Gathering(of);
    this.#inner.set(name, inner);
    this.#add(name, name, [], inner);
    return inner;
  }

  /**
   * Requests rows. Directus gives `_` and `__` in an alias a meaning of its own.
   * @param sortedBy the value that they are sorted by first: Directus sorts the rows by it once more, in a way of its own, unless
   *   it is requested under another name
   * @returns their key in the answer
   */
  list(
    name: string,
    args: readonly RequestedArgument[],
    of: TypeMapping,
    sortedBy?: string,
  ): { key: string; inner: Gathering } {
    const inner = new Gathering(of, sortedBy);
    let key = name;
    for (let nth = 2; this.#fields.has(key); nth++) key = `as${nth}_${name}`;
    this.#add(key, name, args, inner);
    return { key, inner };
  }

  /** Gathers fields of the object where it has this type. */
  member(of: TypeMapping): Gathering {
    const before = this.#members.get(of.name);
    const inner = before ?? new Gathering(of);
    this.#members.set(of.name, inner);
    return inner;
  }

  /** The gathered selection. */
  selection(): DirectusSelection {
    const fields = Array.from(this.#fields, ([key, asked]): DirectusField => {
      return this.#decimals.has(key) && this.#key !== undefined ? { ...asked(), decimalBy: this.#key } : asked();
    });
    const fragments = new Map(Array.from(this.#members, ([type, member]) => [type, member.selection()]));
    const inside = [...fields.map(({ selection }) => selection), ...fragments.values()];
    return { fields, fragments, hasDecimals: this.#decimals.size > 0 || inside.some((each) => each?.hasDecimals) };
  }

  #add(key: string, name: string, args: readonly RequestedArgument[], inner?: Gathering): void {
    const alias = key === name ? {} : { alias: key };
    this.#fields.set(key, () => ({ of: this.#of, name, ...alias, args, selection: inner?.selection() }));
  }
}
