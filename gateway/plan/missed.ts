import type { GraphQLError } from 'graphql';
import { errorAt } from '../../subgraphs/errors.ts';
import { isSame } from '../../subgraphs/json.ts';
import { idOf } from './keys.ts';
import type { LookupStep } from './plan.ts';
import type { Arrived, LookupArguments } from './run.ts';

/*
 * What was foreseen of a lookup, held beside what turned out to be needed: the arguments of each head, its keys among them.
 */

type Given = LookupArguments[number];

/** Whether exactly this was foreseen. */
export function isForeseen(before: LookupArguments, args: LookupArguments): boolean {
  return before.length === args.length && args.every((given, head) => isSame(before[head], given));
}

/**
 * What has to be asked for yet: of a head that was asked for with the same arguments, the keys that were not.
 * @returns for each head, undefined where nothing is missing
 */
export function missedOf({ follows }: LookupStep, before: LookupArguments, args: LookupArguments): LookupArguments {
  return args.map((given, head): Given => {
    const name = follows[head]?.link.lookup.keys ?? '';
    const known = before[head];
    if (!given || !known || !isSame({ ...known, [name]: undefined }, { ...given, [name]: undefined })) return given;
    const ids = new Set(keysOf(known, name).map(idOf));
    const missing = keysOf(given, name).filter((key) => !ids.has(idOf(key)));
    return missing.length > 0 ? { ...given, [name]: missing } : undefined;
  });
}

export interface Missed {
  readonly before: LookupArguments;
  readonly args: LookupArguments;
  readonly missed: LookupArguments;
  /** What came for the keys that were foreseen, without any error. */
  readonly known: Arrived;
  /** What came for those that were missing; undefined where none was. */
  readonly found: Arrived | undefined;
}

/** What a lookup of all that was needed would have come to. */
export function completed({ follows, heads }: LookupStep, { before, args, missed, known, found }: Missed): Arrived {
  const data: Record<string, unknown> = {};
  const errors: GraphQLError[] = [];
  for (const [head, { key }] of heads.entries()) {
    const given = args[head];
    if (!given) continue;
    const name = follows[head]?.link.lookup.keys ?? '';
    const ids = keysOf(given, name).map(idOf);
    const late =
      missed[head] && found ? { ids: keysOf(missed[head], name).map(idOf), values: found.data[key] } : undefined;
    const own = found?.errors.filter(({ path }) => path?.[0] === key) ?? [];
    if (late && !Array.isArray(late.values)) {
      data[key] = null;
      errors.push(...own);
      continue;
    }
    const values = new Map([
      ...valuesById(keysOf(before[head], name).map(idOf), known.data[key]),
      ...valuesById(late?.ids ?? [], late?.values),
    ]);
    data[key] = ids.map((id) => values.get(id) ?? null);
    errors.push(...own.map((error) => atPlace(error, ids, late?.ids ?? [])));
  }
  return { data, errors: [...errors, ...(found?.errors.filter(({ path }) => path === undefined) ?? [])] };
}

function valuesById(ids: readonly unknown[], values: unknown): [unknown, unknown][] {
  return Array.isArray(values) ? ids.map((id, nth) => [id, values[nth]]) : [];
}

/** The error of a key that was missing, where that key stands among all. */
function atPlace(error: GraphQLError, ids: readonly unknown[], late: readonly unknown[]): GraphQLError {
  const [key = '', nth, ...rest] = error.path ?? [];
  if (typeof nth !== 'number') return error;
  return errorAt(error, [key, ids.indexOf(late[nth]), ...rest]);
}

function keysOf(given: Given, name: string): readonly unknown[] {
  const keys = given?.[name];
  return Array.isArray(keys) ? keys : [];
}
