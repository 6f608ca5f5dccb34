import type { GraphQLError } from 'graphql';
import { errorAt } from '../../../subgraphs/errors.ts';
import { isSame } from '../../../subgraphs/json.ts';
import type { ResponseField } from '../../../subgraphs/response/index.ts';
import type { LookupStep } from '../plan.ts';
import { idOf, type KeyBatch } from './keys.ts';
import type { RequestedField, Run } from './run.ts';

/** For each head of a lookup a list in the order of its keys; undefined for a head without keys. */
export type Loaded = readonly (ResponseField | undefined)[];

/** Loads what the keys of links lead to, for one request: all heads of a lookup in one batch. */
export interface KeyLoader {
  /** Loads keys before they are needed. */
  prime(step: LookupStep, batches: readonly KeyBatch[]): void;
  /** The keys that a lookup was primed with. */
  primed(step: LookupStep): readonly KeyBatch[] | undefined;
  /** Loads keys: those that the lookup was not primed with are requested. */
  load(step: LookupStep, batches: readonly KeyBatch[]): Promise<Loaded>;
}

/** What a lookup is requested with: the arguments of each head, its keys among them; undefined for a head without keys. */
type Arguments = readonly KeyBatch['lookupArgs'][];

interface Primed {
  readonly batches: readonly KeyBatch[];
  readonly loaded: Promise<Loaded>;
}

/** @param onLoad called with whether every key of a lookup was primed, for each lookup that was */
export function createKeyLoader(run: Run, onLoad: (isHit: boolean) => void): KeyLoader {
  const primedOf = new Map<LookupStep, Primed>();

  async function request({ upstream, heads }: LookupStep, args: Arguments): Promise<Loaded> {
    const fields = heads.flatMap(({ key, bind }, head): RequestedField[] => {
      const given = args[head];
      return given ? [{ key, bind, args: given }] : [];
    });
    const loaded = fields.length > 0 ? await run.ask(upstream, fields) : [];
    let nth = 0;
    return heads.map((_, head) => (args[head] ? loaded[nth++] : undefined));
  }

  async function complete(step: LookupStep, args: Arguments, { batches, loaded }: Primed): Promise<Loaded> {
    const ahead = argumentsOf(batches);
    const missing = missingOf(step, ahead, args);
    const isHit = missing.every((given) => given === undefined);
    onLoad(isHit);
    const [early, late] = await Promise.all([loaded, isHit ? [] : request(step, missing)]);
    const merged = mergeHeads(step, { ahead, early, missing, late, args });
    // What was primed in vain may have cost what is needed next to it.
    return merged ?? request(step, args);
  }

  return {
    prime(step, batches) {
      const loaded = request(step, argumentsOf(batches));
      primedOf.set(step, { batches, loaded });
      // A failure is reported where the keys are needed.
      loaded.catch(() => {});
    },
    primed: (step) => primedOf.get(step)?.batches,
    load(step, batches) {
      const args = argumentsOf(batches);
      const primed = primedOf.get(step);
      if (!primed) return request(step, args);
      if (!isSame(argumentsOf(primed.batches), args)) return complete(step, args, primed);
      onLoad(true);
      return primed.loaded;
    },
  };
}

export function argumentsOf(batches: readonly KeyBatch[]): Arguments {
  return batches.map(({ lookupArgs }) => lookupArgs);
}

/** What is to be requested yet: of a head that was primed with the same arguments, the keys that were not among them. */
function missingOf(step: LookupStep, ahead: Arguments, args: Arguments): Arguments {
  return args.map((given, head) => {
    const name = keysName(step, head);
    const known = ahead[head];
    if (!given || !known || !isSame({ ...known, [name]: undefined }, { ...given, [name]: undefined })) return given;
    const ids = new Set(idsIn(known, name));
    const missing = keysIn(given, name).filter((key) => !ids.has(idOf(key)));
    return missing.length > 0 ? { ...given, [name]: missing } : undefined;
  });
}

interface Merging {
  readonly ahead: Arguments;
  readonly early: Loaded;
  readonly missing: Arguments;
  readonly late: Loaded;
  readonly args: Arguments;
}

/** What a request with all keys would have come to; undefined where that can't be said. */
function mergeHeads(step: LookupStep, { ahead, early, missing, late, args }: Merging): Loaded | undefined {
  if (early.some((field) => field && (field.errors.length > 0 || !Array.isArray(field.value)))) return undefined;
  const merged: (ResponseField | undefined)[] = [];
  for (const [head, given] of args.entries()) {
    const name = keysName(step, head);
    const [first, second] = [early[head], late[head]];
    if (!given || (second && isSame(given, missing[head]))) merged.push(second);
    else if (second && !Array.isArray(second.value)) merged.push(second);
    else if (!first || (second && second.layout !== first.layout)) return undefined;
    else
      merged.push(
        mergeKeys(idsIn(given, name), [idsIn(ahead[head], name), first], [idsIn(missing[head], name), second]),
      );
  }
  return merged;
}

type Part = readonly [ids: readonly unknown[], field: ResponseField | undefined];

function mergeKeys(ids: readonly unknown[], [earlyIds, early]: Part, [lateIds, late]: Part): ResponseField | undefined {
  const values = new Map([...valuesById(earlyIds, early), ...valuesById(lateIds, late)]);
  const place = (error: GraphQLError): GraphQLError => {
    const [nth, ...rest] = error.path ?? [];
    return typeof nth === 'number' ? errorAt(error, [ids.indexOf(lateIds[nth]), ...rest]) : error;
  };
  const errors = late?.errors.map(place) ?? [];
  return early && { layout: early.layout, value: ids.map((id) => values.get(id) ?? null), errors };
}

function valuesById(ids: readonly unknown[], field: ResponseField | undefined): [unknown, unknown][] {
  const values: unknown = field?.value;
  return Array.isArray(values) ? ids.map((id, nth) => [id, values[nth]]) : [];
}

const keysName = ({ follows }: LookupStep, head: number): string => follows[head]?.link.lookup.keys ?? '';

function keysIn(given: KeyBatch['lookupArgs'], name: string): readonly unknown[] {
  const keys = given?.[name];
  return Array.isArray(keys) ? keys : [];
}

const idsIn = (given: KeyBatch['lookupArgs'], name: string): readonly unknown[] => keysIn(given, name).map(idOf);
