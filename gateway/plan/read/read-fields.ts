import { isJsonObject, type JsonObject, property } from '../../../subgraphs/common/json.ts';
import { createDerived } from '../../../subgraphs/common/memo.ts';
import type { ResponseField } from '../../../subgraphs/response/index.ts';
import type { Layout } from '../../../subgraphs/response/layout.ts';
import { compileReader } from '../../../subgraphs/response/reader.ts';
import { createReading, errorsOf, type Reader, type Reading } from '../../../subgraphs/response/reading.ts';
import type { FieldShape, Shape } from '../../../subgraphs/response/shape.ts';
import type { ResponsePath } from '../errors.ts';
import type { Continuation, Edge, FetchField } from '../plan.ts';
import { objectsIn, type ValueError } from './failed-value.ts';

/** The values of a step's fields, as the response has them, but with null for the fields of links. */
export interface FetchedValues {
  /** By field. */
  readonly values: readonly unknown[];
  readonly reading: Reading;
  /** The errors in the value of each field. */
  readonly errors: readonly (readonly ValueError[])[];
}

/** A link, and its parents. */
export interface LinkParents {
  readonly edge: Edge;
  /** The fields that the link needs, by parent. */
  readonly needs: readonly JsonObject[];
  /** The objects that have the link as a field. */
  readonly parents: readonly Record<string, unknown>[];
}

const readers = createDerived<Layout, Reader>();

/** Returns the reader of a layout for a field: compiled once, and cached as long as the layout exists. */
function readerOf(layout: Layout, { edges }: Continuation, shape: Shape | undefined): Reader {
  return readers.derive(layout, () => compileReader(layout, shape, edges), shape);
}

/**
 * Reads what an upstream answers for the fields of a step.
 * @param requested with the shapes of their values
 * @param fields in the same order; undefined for a field that was not requested
 * @param types receives the types of objects, where a caller needs them
 */
export function readFields(
  step: Continuation,
  requested: readonly Pick<FetchField, 'shape'>[],
  fields: readonly (ResponseField | undefined)[],
  types?: Reading['types'],
): FetchedValues {
  const reading = createReading(step.edges, types);
  const errors: ValueError[][] = fields.map(() => []);
  const values = fields.map((field, index) => {
    if (!field) return null;
    const shape = requested[index]?.shape;
    const known = reading.errors.length;
    const value = readerOf(field.layout, step, shape)(field.value, reading);
    for (const error of field.errors) {
      const paths = placesInShape(step.edges, shape, value, error.path ?? []);
      errors[index]?.push(...paths.map((path) => ({ error, path })));
    }
    if (reading.errors.length > known) {
      const found = errorsOf(reading, known);
      field.onErrors?.(found);
      errors[index]?.push(...found.map((error) => ({ error, path: error.path ?? [] })));
    }
    return value;
  });
  return { values, reading, errors };
}

const fieldsOf = (shape: Shape): readonly FieldShape[] =>
  'fields' in shape ? shape.fields : Array.from(shape.members.values()).flatMap(({ fields }) => fields);

/** Returns an upstream error's paths in the response. An error of a field that a link needs is the link's error. */
function placesInShape(
  edges: readonly Edge[],
  root: Shape | undefined,
  value: unknown,
  path: readonly (string | number)[],
): readonly ResponsePath[] {
  let shape = root;
  let at = value;
  for (const [depth, key] of path.entries()) {
    if (!shape) break;
    if (typeof key === 'number') {
      at = Array.isArray(at) ? at[key] : undefined;
      continue;
    }
    const fields = fieldsOf(shape);
    const field = fields.find((each) => each.key === key);
    if (!field) {
      const links = fields.filter(
        (each) =>
          each.kind === 'link' && edges[each.link]?.needs.some(([need]) => need === key) && hasKey(at, each.key),
      );
      const before = path.slice(0, depth);
      return links.length > 0 ? links.map((link) => [...before, link.key]) : [before];
    }
    at = property(at, key);
    shape = field.kind === 'inner' ? field.shape : undefined;
  }
  return [path];
}

const hasKey = (value: unknown, key: string): boolean => isJsonObject(value) && Object.hasOwn(value, key);

/** Returns the parents of each link of the values. */
export function linkParents({ edges }: Continuation, { values, reading }: FetchedValues): readonly LinkParents[] {
  const { isCarried } = reading;
  // A null that propagates to an outer value removes the parents in it.
  const present = isCarried ? objectsIn(values) : undefined;
  return edges.map((edge, index): LinkParents => {
    const needs = reading.needs[index] ?? [];
    const parents = reading.parents[index] ?? [];
    if (!present) return { edge, needs, parents };
    const isPresent = (_: unknown, nth: number) => present.has(parents[nth]);
    return { edge, needs: needs.filter(isPresent), parents: parents.filter(isPresent) };
  });
}
