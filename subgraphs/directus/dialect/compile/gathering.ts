import { isDeepStrictEqual } from 'node:util';
import { once } from '../../schema/build.ts';
import type { TypeMapping } from '../../schema/mapping.ts';
import { badInput } from '../errors.ts';
import type { DirectusField, DirectusSelection, RequestedArgument } from '../requested-field.ts';

/**
 * Gathers the fields to request from one object of Directus. A value or a row is requested once, whatever the client's
 * aliases: Directus mixes up aliases of values at the top level of a root, and answers null for aliases of a
 * many-to-any relation. Only lists are requested each time, under an alias, because their arguments may differ.
 */
export class Gathering {
  readonly #of: string;
  readonly #renamed: string | undefined;
  readonly #prefix: string | undefined;
  readonly #fields = new Map<string, () => DirectusField>();
  readonly #inner = new Map<string, Gathering>();
  readonly #members = new Map<string, Gathering>();
  readonly #key: string | undefined;
  readonly #decimals = new Set<string>();

  /**
   * Requests the key always: Directus answers null for an existing object without a requested value.
   * @param prefix of the response keys of values; undefined if the object is not behind a many-to-any relation
   * @param renamed a value to request under an alias
   */
  constructor({ name, key }: TypeMapping, prefix?: string, renamed?: string) {
    this.#of = name;
    this.#prefix = prefix;
    this.#renamed = renamed;
    this.#key = key;
    if (key !== undefined) this.value(key);
  }

  /** Requests a value. @returns its response key */
  value(name: string): string {
    const prefix = (name === '__typename' ? '' : this.#prefix) || (name === this.#renamed ? 'as_' : '');
    const key = prefix + name;
    this.#add(key, name, []);
    return key;
  }

  /** Requests a decimal to read exactly. @returns its response key */
  decimal(name: string): string {
    const key = this.value(name);
    this.#decimals.add(key);
    return key;
  }

  /** Requests a row, or a fixed set of values. @returns the gathering of its fields */
  object(name: string, of: TypeMapping): Gathering {
    return once(this.#inner, name, () => {
      const inner = new Gathering(of, this.#prefix);
      this.#add(name, name, [], inner);
      return inner;
    });
  }

  /**
   * Requests rows. Directus interprets `_` and `__` in an alias.
   * @param sortedBy the first value that the rows are sorted by: Directus sorts the rows by it a second time,
   *   differently, unless it is requested under an alias
   * @returns the rows' response key, and the gathering of their fields
   * @throws GraphQLError BAD_USER_INPUT for a second list behind a many-to-any relation, where Directus confuses aliases of lists
   */
  list(
    name: string,
    args: readonly RequestedArgument[],
    of: TypeMapping,
    sortedBy?: string,
  ): { key: string; inner: Gathering } {
    const before = this.#prefix === undefined ? undefined : this.#fields.get(name)?.();
    const known = this.#inner.get(name);
    if (before && known && isDeepStrictEqual(before.args, args)) return { key: name, inner: known };
    if (before) {
      throw badInput(
        `\`${name}\` can be listed once behind a relation to several types: request the other list in another root field.`,
      );
    }
    const inner = new Gathering(of, this.#prefix, sortedBy);
    this.#inner.set(name, inner);
    let key = name;
    for (let nth = 2; this.#fields.has(key); nth++) key = `as${nth}_${name}`;
    this.#add(key, name, args, inner);
    return { key, inner };
  }

  /**
   * Gathers the fields to request if the object has this type.
   * @param isAmbiguous whether another type has a field of the same name, but of another type: GraphQL refuses to merge them
   */
  member(of: TypeMapping, isAmbiguous: boolean): Gathering {
    const own = isAmbiguous || this.#prefix ? `as${this.#members.size}_` : '';
    return once(this.#members, of.name, () => new Gathering(of, (this.#prefix ?? '') + own));
  }

  /** Returns the gathered selection. */
  selection(): DirectusSelection {
    const fields = Array.from(this.#fields, ([key, make]): DirectusField => {
      return this.#decimals.has(key) && this.#key !== undefined ? { ...make(), decimalBy: this.#key } : make();
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
