import { GraphQLError } from 'graphql';
import { isSame } from '../../../subgraphs/common/json.ts';
import { errorAt } from '../../../subgraphs/contract/errors.ts';
import { lostField, type ResponseField } from '../../../subgraphs/response/index.ts';
import type { Batches, FetchField, Loadable, LookupBatch, RunKeys } from '../plan.ts';
import { filterValues } from './filter-values.ts';
import { idOf } from './keys.ts';
import type { Run } from './run.ts';

/** By batch: a list in the order of its keys, or the answer of a query; undefined for a batch without keys. */
export type Loaded = readonly (ResponseField | undefined)[];

/** Loads the targets of link keys, for one run: all batches of a lookup in one request. */
export interface KeyLoader extends RunKeys {
  /** The keys that a lookup was primed with. */
  primed(of: Loadable): Batches | undefined;
  /** Loads keys: requests the keys that are neither primed nor cached. */
  load(of: Loadable, batches: Batches): Promise<Loaded>;
}

/** The arguments of each batch, including its keys. */
type Arguments = readonly LookupBatch['lookupArgs'][];

/** Keys that are already loaded or requested, and their targets. */
interface Known {
  readonly args: Arguments;
  readonly loaded: Loaded | Promise<Loaded>;
}

/** @param onPrimed called for each primed lookup, with whether every key that it needed was primed */
export function createKeyLoader(run: Run, onPrimed: (isHit: boolean) => void = () => {}): KeyLoader {
  const primedOf = new Map<Loadable, Known & { readonly batches: Batches }>();
  const loaded = new Map<Loadable, Batches>();
  return {
    loaded,
    prime(of, batches) {
      const args = batches.map((batch) => batch?.lookupArgs);
      const known = { batches, args, loaded: fetch(run, of, args) };
      primedOf.set(of, known);
      // `load` reports a failure, where the keys are needed.
      known.loaded.catch(() => {});
    },
    primed: (of) => primedOf.get(of)?.batches,
    async load(of, batches) {
      loaded.set(of, batches);
      const args = batches.map((batch) => batch?.lookupArgs);
      const known = primedOf.get(of);
      if (!known) return fetch(run, of, args);
      const isHit = isSame(known.args, args);
      const missing = isHit ? [] : missingOf(of, known.args, args);
      onPrimed(missing.every((given) => given === undefined));
      return isHit ? known.loaded : complete(of, args, missing, known, (some) => fetch(run, of, some));
    },
  };
}

/** Loads keys from the cache, and missing keys from the upstream. */
async function fetch(run: Run, of: Loadable, given: Arguments): Promise<Loaded> {
  const { upstream } = of;
  const filters = of.filters && (await filterValues(run, upstream, of.filters));
  const fields = given.map((args, nth) => {
    const bind = fieldOf(of, nth)?.bind;
    return args && bind && run.bind(upstream, { key: `l${nth}`, bind, args, filters: filters?.[nth] });
  });
  const all = fields.map((field, nth) => (field instanceof GraphQLError ? given[nth] : field?.args));
  const cached = fields.map((field, nth) =>
    field && !(field instanceof GraphQLError) ? run.cached(upstream, field, keysName(of, nth)) : undefined,
  );

  async function request(some: Arguments): Promise<Loaded> {
    const requested = fields.flatMap((field, nth) => {
      const args = some[nth];
      if (!field || !args) return [];
      return field instanceof GraphQLError || field.args === args ? field : { ...field, args };
    });
    const answers = requested.length > 0 ? await run.fetch(upstream, requested) : [];
    let next = 0;
    return some.map((args, nth) => {
      const field = args && (answers[next++] ?? lostField([]));
      return field && (cached[nth]?.complete(field) ?? field);
    });
  }

  if (cached.every((each) => each === undefined)) return request(all);
  const known = { args: cached.map((each) => each?.args), loaded: cached.map((each) => each?.field) };
  return complete(of, all, missingOf(of, known.args, all), known, request);
}

/** Requests the missing keys, and merges them with the known keys. */
async function complete(
  of: Loadable,
  args: Arguments,
  missing: Arguments,
  known: Known,
  request: (args: Arguments) => Promise<Loaded>,
): Promise<Loaded> {
  const [early, late] = await Promise.all([known.loaded, request(missing)]);
  const merged: (ResponseField | undefined)[] = [];
  for (const [nth, given] of args.entries()) {
    const name = keysName(of, nth);
    const [first, second] = [early[nth], late[nth]];
    if (given === missing[nth] || (second && !Array.isArray(second.value))) merged.push(second);
    // An error of an unneeded primed key can make needed values null.
    else if (!isList(first) || (second && second.layout !== first.layout)) return request(args);
    else
      merged.push(
        merge(idsIn(given, name), [idsIn(known.args[nth], name), first], [idsIn(missing[nth], name), second]),
      );
  }
  return merged;
}

/** Returns the batches still to request: only their unknown keys, where known keys have the same other arguments. */
function missingOf(of: Loadable, known: Arguments, args: Arguments): Arguments {
  return args.map((given, nth) => {
    const name = keysName(of, nth);
    const own = known[nth];
    if (!given || !own || !isSame({ ...own, [name]: undefined }, { ...given, [name]: undefined })) return given;
    const ids = new Set(idsIn(own, name));
    const missing = keysIn(given, name).filter((key) => !ids.has(idOf(key)));
    return missing.length > 0 ? { ...given, [name]: missing } : undefined;
  });
}

const isList = (field: ResponseField | undefined): field is ResponseField =>
  field !== undefined && field.errors.length === 0 && Array.isArray(field.value);

type Part = readonly [ids: readonly unknown[], field: ResponseField | undefined];

/** Merges two answers, as if one request had all keys. */
function merge(ids: readonly unknown[], [earlyIds, early]: Part, [lateIds, late]: Part): ResponseField | undefined {
  const values = new Map([...valuesById(earlyIds, early), ...valuesById(lateIds, late)]);
  const place = (error: GraphQLError): GraphQLError => {
    const [nth, ...rest] = error.path ?? [];
    return typeof nth === 'number' ? errorAt(error, [ids.indexOf(lateIds[nth]), ...rest]) : error;
  };
  const errors = late?.errors.map(place) ?? [];
  const onErrors: ResponseField['onErrors'] = (found) => {
    const ofEarly = ({ path: [nth] = [] }: GraphQLError) => earlyIds.includes(ids[Number(nth)]);
    early?.onErrors?.(found.filter(ofEarly));
    late?.onErrors?.(found.filter((error) => !ofEarly(error)));
  };
  return early && { layout: early.layout, value: ids.map((id) => values.get(id) ?? null), errors, onErrors };
}

function valuesById(ids: readonly unknown[], field: ResponseField | undefined): [unknown, unknown][] {
  const values: unknown = field?.value;
  return Array.isArray(values) ? ids.map((id, nth) => [id, values[nth]]) : [];
}

/** Returns the field that is requested for a batch. */
const fieldOf = ({ fields }: Loadable, nth: number): FetchField | undefined => fields[nth] ?? fields[0];

/** Returns the name of the argument that takes the keys; empty for a field without keys. */
const keysName = (of: Loadable, nth: number): string => fieldOf(of, nth)?.keys ?? '';

function keysIn(given: LookupBatch['lookupArgs'], name: string): readonly unknown[] {
  const keys = given?.[name];
  return Array.isArray(keys) ? keys : [];
}

const idsIn = (given: LookupBatch['lookupArgs'], name: string): readonly unknown[] => keysIn(given, name).map(idOf);
