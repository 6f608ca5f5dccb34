import { isJsonObject, type JsonObject } from '../../subgraphs/json.ts';
import type { Continuation, ObjectShape, Shape } from './plan.ts';
import { TYPE_KEY } from './plan.ts';

/** A place in the response, or in an answer. */
export type Place = readonly (string | number)[];

/** For each head, the values that came for it: one for a root field, one for each key of a lookup. */
export type Values = readonly (readonly unknown[])[];

/** For each edge, the parents that it leads away from, in the order in which they stand in the values. */
export function parentsIn({ heads, edges }: Continuation, values: Values): readonly (readonly JsonObject[])[] {
  const parents = edges.map((): JsonObject[] => []);
  for (const [index, { shape }] of heads.entries()) {
    if (shape) for (const value of values[index] ?? []) collect(shape, value, parents);
  }
  return parents;
}

function collect(shape: Shape, value: unknown, parents: readonly JsonObject[][]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(shape, item, parents);
    return;
  }
  if (!isJsonObject(value)) return;
  for (const field of shapeOf(shape, value).fields) {
    if (field.kind === 'link') parents[field.edge]?.push(value);
    else if (field.kind === 'inner') collect(field.shape, value[field.key], parents);
  }
}

/**
 * Writes the response for the values: under its keys, in its order, with what the links lead to.
 * @param found for each edge, what it leads to from each of its parents, in their order
 */
export function emit({ heads }: Continuation, values: Values, found: Values): Values {
  const taken = found.map(() => 0);
  const take = (edge: number): unknown => {
    const nth = taken[edge] ?? 0;
    taken[edge] = nth + 1;
    return found[edge]?.[nth];
  };
  return heads.map(({ shape }, index) => {
    const ofHead = values[index] ?? [];
    return shape ? ofHead.map((value) => write(shape, value, take)) : ofHead;
  });
}

function write(shape: Shape, value: unknown, take: (edge: number) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => write(shape, item, take));
  if (!isJsonObject(value)) return value;
  const written: Record<string, unknown> = {};
  for (const field of shapeOf(shape, value).fields) {
    const { key } = field;
    if (field.kind === 'value') written[key] = value[key];
    else if (field.kind === 'link') written[key] = take(field.edge) ?? null;
    else written[key] = write(field.shape, value[key], take);
  }
  return written;
}

/** A parent: which head's value it is in, the nth, and where in it. */
export interface Standing {
  readonly head: number;
  readonly nth: number;
  readonly place: Place;
}

/** For each edge, where its parents stand, in the same order as `parentsIn` gives them. Only errors need to know. */
export function standingsIn({ heads, edges }: Continuation, values: Values): readonly (readonly Standing[])[] {
  const standings = edges.map((): Standing[] => []);
  const walk = (shape: Shape, value: unknown, at: Standing): void => {
    const inside = (key: string | number): Standing => ({ ...at, place: [...at.place, key] });
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(shape, item, inside(index));
      return;
    }
    if (!isJsonObject(value)) return;
    for (const field of shapeOf(shape, value).fields) {
      if (field.kind === 'link') standings[field.edge]?.push(at);
      else if (field.kind === 'inner') walk(field.shape, value[field.key], inside(field.key));
    }
  };
  for (const [head, { shape }] of heads.entries()) {
    for (const [nth, value] of (values[head] ?? []).entries()) if (shape) walk(shape, value, { head, nth, place: [] });
  }
  return standings;
}

const NOTHING: ObjectShape = { fields: [] };

function shapeOf(shape: Shape, value: JsonObject): ObjectShape {
  if ('fields' in shape) return shape;
  return shape.members.get(String(value[TYPE_KEY])) ?? NOTHING;
}
