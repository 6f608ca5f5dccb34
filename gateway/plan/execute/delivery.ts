import { setImmediate } from 'node:timers/promises';
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { JsonObject } from '../../../subgraphs/common/json.ts';
import {
  type Deferral,
  type DeferredFragment,
  type FieldParts,
  fragmentsAround,
  type ObjectParts,
  type Parts,
} from '../deferral.ts';
import { locateError, type ResponsePath, withErrors } from '../errors.ts';
import type { Continuation, Plan } from '../plan.ts';
import { errorsBelow, FailedValue, failed, type ValueError } from '../read/failed-value.ts';
import type { FetchedValues } from '../read/read-fields.ts';

/** A part of a response with incremental delivery. https://github.com/graphql/graphql-spec/pull/1110 */
export interface ResultPart extends ExecutionResult {
  /** The fragments that a later part delivers. */
  readonly pending?: readonly { readonly id: string; readonly path: ResponsePath; readonly label?: string }[];
  readonly incremental?: readonly Increment[];
  /** The fragments that are complete; fragments with errors are never delivered. */
  readonly completed?: readonly { readonly id: string; readonly errors?: readonly GraphQLError[] }[];
  readonly hasNext: boolean;
}

/** Fields of a fragment. */
interface Increment {
  readonly id: string;
  /** The path of the fields, relative to the fragment's path. */
  readonly subPath?: ResponsePath;
  readonly data: JsonObject;
  /** Their paths begin at the root of the response. */
  readonly errors?: readonly GraphQLError[];
}

/** Completes a value whose fields one part delivers: reports the errors in it. */
type Complete = (
  value: unknown,
  path: ResponsePath,
  report: (error: GraphQLError, path: ResponsePath) => void,
) => unknown;

/** A value of the response, and the errors in it, with paths relative to the value. */
interface Spot {
  readonly value: unknown;
  readonly path: ResponsePath;
  readonly errors: readonly ValueError[];
}

/** An object of the response whose fields are in different parts. */
interface ObjectSpot extends Spot {
  readonly value: JsonObject;
  readonly parts: ObjectParts;
}

/**
 * Delivers the response of one run in parts. A part is cut from the values of the run when all its steps are finished.
 * The initial part includes deferred fields that are ready, as if they were not deferred.
 */
export class IncrementalDelivery {
  /** The types of objects whose schema type is abstract: readers record them. */
  readonly types = new Map<object, string>();
  readonly #plan: Plan;
  readonly #deferral: Deferral;
  readonly #send: (part: ResultPart) => void;
  readonly #reads = new Map<Continuation, FetchedValues>();
  readonly #delivered = new Set<DeferredFragment>();
  /** The ids of pending fragments, by fragment and path. */
  readonly #ids = new Map<DeferredFragment, Map<string, string>>();
  #complete: Complete = (value) => value;
  #hasBegun = false;
  #count = 0;

  /** @param send receives all parts except the last; it is not called where the whole response is one part */
  constructor(plan: Plan, deferral: Deferral, send: (part: ResultPart) => void) {
    this.#plan = plan;
    this.#deferral = deferral;
    this.#send = send;
  }

  /**
   * Records the values of a step, and sends the fragments that no longer wait. Resolves once they are written: what is
   * then requested for later parts is prepared after that.
   * @param complete of the run
   * @param read the values: of a root step, root fields; of another step, they are already in their parents' fields
   */
  async filled(complete: Complete, step: Continuation, read: FetchedValues): Promise<void> {
    this.#complete = complete;
    this.#reads.set(step, read);
    const part = this.#hasBegun ? this.#next() : this.#initial();
    if (!part) return;
    this.#send({ ...part, hasNext: true });
    await setImmediate();
  }

  /** Builds the last part, when the run is over. */
  end(): ResultPart {
    return { ...this.#increment(this.#ready()), hasNext: false };
  }

  /** Builds the last part of a failed run: pending fragments are never delivered. */
  fail(errors: readonly GraphQLError[]): ResultPart {
    const ids = Array.from(this.#ids.values()).flatMap((byPath) => [...byPath.values()]);
    return { completed: ids.map((id) => ({ id, errors })), hasNext: false };
  }

  /** Returns the fragments whose values are read; each follows the fragment that encloses it. */
  #ready(): readonly DeferredFragment[] {
    const ready: DeferredFragment[] = [];
    for (const fragment of this.#deferral.fragments) {
      const { parent, needs } = fragment;
      const isNext = !parent || this.#delivered.has(parent) || ready.includes(parent);
      if (isNext && !this.#delivered.has(fragment) && this.#areIn(needs)) ready.push(fragment);
    }
    return ready;
  }

  #areIn(steps: ReadonlySet<Continuation>): boolean {
    return [...steps].every((step) => this.#reads.has(step));
  }

  /** Builds a part of the fragments that no longer wait; undefined if none is complete, or if all are: the last part. */
  #next(): Omit<ResultPart, 'hasNext'> | undefined {
    const ready = this.#ready();
    if (ready.length + this.#delivered.size === this.#deferral.fragments.length) return undefined;
    const increment = this.#increment(ready);
    return increment.completed.length > 0 ? increment : undefined;
  }

  /** Builds the initial part once its steps are finished; undefined where the response is whole, or nothing is pending. */
  #initial(): Omit<ResultPart, 'hasNext'> | undefined {
    const { needs, fragments, root } = this.#deferral;
    const ready = this.#areIn(needs) ? this.#ready() : fragments;
    if (ready.length === fragments.length) return undefined;
    for (const fragment of ready) this.#delivered.add(fragment);
    const pending = this.#announce();
    if (pending.length === 0) {
      this.#delivered.clear();
      return undefined;
    }
    this.#hasBegun = true;
    const cut = this.#cutter((field) => this.#isDelivered(field));
    const data = cut.value(this.#root(), root) as JsonObject;
    return { ...withErrors(cut.errors), data, pending };
  }

  /** Builds the increments of fragments. A fragment that is ready with its parent is part of the parent's increment. */
  #increment(ready: readonly DeferredFragment[]) {
    const incremental: Increment[] = [];
    const completed: { readonly id: string }[] = [];
    for (const fragment of ready) {
      if (fragment.parent && ready.includes(fragment.parent)) continue;
      const inside = ready.filter((each) => fragmentsAround(each).some((around) => around === fragment));
      const due = new Set([fragment, ...inside]);
      incremental.push(...this.#incrementsOf(fragment, due));
      for (const id of this.#ids.get(fragment)?.values() ?? []) completed.push({ id });
      this.#ids.delete(fragment);
      for (const each of due) this.#delivered.add(each);
    }
    const pending = this.#announce();
    return { ...(pending.length > 0 && { pending }), ...(incremental.length > 0 && { incremental }), completed };
  }

  *#incrementsOf(fragment: DeferredFragment, due: ReadonlySet<DeferredFragment>): Generator<Increment> {
    const isDue = (field: FieldParts) => isOf(field, due) && !this.#isDelivered(field);
    let at = { id: '', depth: 0 };
    for (const spot of this.#objects(this.#root(), this.#deferral.root)) {
      const id = this.#ids.get(fragment)?.get(keyOf(spot.path));
      if (id !== undefined) at = { id, depth: spot.path.length };
      const fields = spot.parts.fields.filter(isDue);
      if (fields.length === 0) continue;
      const cut = this.#cutter(isDue);
      const data = cut.fields(spot, fields);
      const subPath = spot.path.slice(at.depth);
      yield { id: at.id, ...(subPath.length > 0 && { subPath }), data, ...withErrors(cut.errors) };
    }
  }

  /** Assigns ids to the fragments that are delivered next, at each of their objects. */
  #announce(): readonly NonNullable<ResultPart['pending']>[number][] {
    const pending: NonNullable<ResultPart['pending']>[number][] = [];
    for (const { path, parts } of this.#objects(this.#root(), this.#deferral.root)) {
      for (const fragment of parts.fragments) {
        const { label, parent } = fragment;
        const ids = this.#ids.get(fragment) ?? new Map<string, string>();
        const isNext = !parent || this.#delivered.has(parent);
        if (!isNext || this.#delivered.has(fragment) || ids.has(keyOf(path))) continue;
        const id = String(this.#count++);
        this.#ids.set(fragment, ids.set(keyOf(path), id));
        pending.push({ id, path, ...(label !== undefined && { label }) });
      }
    }
    return pending;
  }

  #isDelivered(field: FieldParts): boolean {
    return !field.fragments || isOf(field, this.#delivered);
  }

  #root(): Spot {
    const value: Record<string, unknown> = {};
    for (const entry of this.#plan.entries) {
      if ('typeName' in entry) value[entry.key] = entry.typeName;
      if (!('step' in entry)) continue;
      const step = this.#plan.steps[entry.step];
      const read = step && this.#reads.get(step);
      value[entry.key] = failed(read?.values[entry.field] ?? null, read?.errors[entry.field] ?? []);
    }
    return { value, path: [], errors: [] };
  }

  /** Finds the delivered objects whose fields are in different parts: each object before the objects in it. */
  *#objects(spot: Spot, parts: Parts): Generator<ObjectSpot> {
    const { value, path, errors } = unwrapped(spot);
    if (!parts || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const nth of value.keys()) yield* this.#objects(below({ value, path, errors }, nth), parts);
      return;
    }
    const own = this.#partsOf(value, parts);
    if (!own) return;
    const object = { value: value as JsonObject, path, errors };
    yield { ...object, parts: own };
    for (const field of own.fields) {
      if (field.below && this.#isDelivered(field)) yield* this.#objects(below(object, field.key), field.below);
    }
  }

  #partsOf(object: object, parts: NonNullable<Parts>): ObjectParts | undefined {
    return 'members' in parts ? parts.members.get(this.types.get(object) ?? '') : parts;
  }

  /** Cuts values out of the response. @param isDue whether to include a field that is not delivered with its object */
  #cutter(isDue: (field: FieldParts) => boolean) {
    const errors: GraphQLError[] = [];
    const report = (error: GraphQLError, path: ResponsePath): void => {
      errors.push(locateError(this.#plan.operation, error, path));
    };
    const cutFields = (object: Spot, fields: readonly FieldParts[]): JsonObject =>
      Object.fromEntries(fields.map((field) => [field.key, cutValue(below(object, field.key), field.below)]));
    const cutValue = (spot: Spot, parts: Parts): unknown => {
      const own = unwrapped(spot);
      const { value, path } = own;
      const isList = Array.isArray(value);
      const object = parts && typeof value === 'object' && value !== null && !isList && this.#partsOf(value, parts);
      const isWhole = !object && !(parts && isList);
      for (const error of own.errors) {
        if (isWhole || error.path.length === 0) report(error.error, [...path, ...error.path]);
      }
      if (object) {
        return cutFields(
          own,
          object.fields.filter((field) => !field.fragments || isDue(field)),
        );
      }
      if (!isWhole && isList) return value.map((_, nth) => cutValue(below(own, nth), parts));
      return this.#complete(value, path, report);
    };
    return { errors, value: cutValue, fields: cutFields };
  }
}

const isOf = ({ fragments }: FieldParts, among: ReadonlySet<DeferredFragment>): boolean =>
  fragments !== undefined && [...fragments].some((each) => among.has(each));

const keyOf = (path: ResponsePath): string => JSON.stringify(path);

function unwrapped({ value, path, errors }: Spot): Spot {
  return value instanceof FailedValue
    ? unwrapped({ value: value.value, path, errors: [...errors, ...value.errors] })
    : { value, path, errors };
}

/** Returns a value in an object, or in a list. */
function below({ value, path, errors }: Spot, key: string | number): Spot {
  const inside = (value as Readonly<Record<string | number, unknown>>)[key];
  return { value: inside, path: [...path, key], errors: errors.length > 0 ? errorsBelow(errors, key) : errors };
}
