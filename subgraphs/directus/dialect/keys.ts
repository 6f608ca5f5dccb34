import { MAX_KEYS } from '../schema/lookups.ts';
import type { KeyKind } from '../schema/mapping.ts';
import { badInput } from './errors.ts';
import { integerKinds, toInteger } from './filter/integers.ts';

/**
 * Returns a key in Directus's form.
 * @returns undefined if no row can have it
 */
export function toDirectusKey(kind: KeyKind, key: unknown): number | string | undefined {
  return kinds[kind](String(key));
}

const INTEGER = /^-?\d+$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const kinds: Readonly<Record<KeyKind, (key: string) => number | string | undefined>> = {
  integer: (key) => (INTEGER.test(key) ? toInteger(integerKinds.integer, key) : undefined),
  bigInteger: (key) => (INTEGER.test(key) ? toInteger(integerKinds.bigInteger, key) : undefined),
  uuid: (key) => (UUID.test(key) ? key.toLowerCase() : undefined),
  text: (key) => (key === '' ? undefined : key),
};

/**
 * Returns the keys of a lookup.
 * @throws GraphQLError BAD_USER_INPUT for more than MAX_KEYS
 */
export function lookupKeys(argument: string, keys: unknown): readonly string[] {
  const given = Array.isArray(keys) ? keys.map(String) : [];
  if (given.length <= MAX_KEYS) return given;
  throw badInput(`\`${argument}\` takes at most ${MAX_KEYS} keys, not ${given.length}: request them in several lists.`);
}

export function distinct<Value>(values: readonly Value[]): Value[] {
  return Array.from(new Set(values));
}

/** Splits values into lists of at most `size`, in their order. */
export function inBatches<Value>(values: readonly Value[], size: number): readonly (readonly Value[])[] {
  const count = Math.ceil(values.length / size);
  return Array.from({ length: count }, (_, index) => values.slice(index * size, (index + 1) * size));
}
