import { type GraphQLObjectType, getNamedType, isLeafType, isObjectType } from 'graphql';
import { property } from '../../common/json.ts';
import { createDerived } from '../../common/memo.ts';
import type { FieldRequest } from '../../contract/request.ts';
import { type FieldMapping, mappingOf } from '../schema/mapping.ts';

/** A selection in Twenty's names; empty for a leaf. Twenty ignores or refuses aliases, arguments and directives. */
export interface Selection {
  readonly [field: string]: Selection;
}

/** A connection below a field's value that must be requested separately, when its parents are known. */
export interface Hop {
  /** Twenty's names of the fields from the value to the objects that have the connection. */
  readonly path: readonly string[];
  readonly field: FieldRequest;
  readonly mapping: FieldMapping & { readonly kind: 'children' };
}

/** Returns a client's selection of a field's value, for any fragments and aliases. */
export function subfields(field: FieldRequest): readonly FieldRequest[] {
  // Twenty has no interfaces and no unions: the value has one possible type.
  const [fields = []] = field.selections?.values() ?? [];
  return fields;
}

const compiled = createDerived<object, Selection>();

/**
 * Returns the selection for Twenty of a field's value: without nested connections, and with the ids that they need. It
 * is the same object for the same selections.
 */
export function selectionOf(field: FieldRequest): Selection {
  const { selections, definition } = field;
  if (!selections) return compileSelection(field);
  return compiled.derive(selections, () => compileSelection(field), getNamedType(definition.type).name);
}

function compileSelection(field: FieldRequest): Selection {
  const type = getNamedType(field.definition.type);
  const selections = subfields(field).flatMap((subfield): Selection[] => {
    if (subfield.name === '__typename') return [];
    const mapping = mappingOf(subfield);
    if (mapping.kind !== 'value') return [{ id: {} }];
    if (isRecord(type) && isRecord(getNamedType(subfield.definition.type))) {
      return [{ [mapping.name]: relatedSelection(subfield) }];
    }
    const relation = isRecord(type) && mapping.name.endsWith('Id') ? mapping.name.slice(0, -2) : '';
    return [
      { [mapping.name]: subfield.selections ? selectionOf(subfield) : {} },
      isRecord(type) && isRecord(getNamedType(type.getFields()[relation]?.type)) ? { [relation]: { id: {} } } : {},
    ];
  });
  return [...selections, ...(isObjectType(type) ? implied(type, selections) : [])].reduce(merge, {});
}

/** Returns the selection of a related record: Twenty drops its relations unless `deletedAt` is selected. */
function relatedSelection(field: FieldRequest): Selection {
  const type = getNamedType(field.definition.type);
  const selection = selectionOf(field);
  const fields = isRecord(type) ? type.getFields() : {};
  const isLeading = Object.keys(selection).some((name) => isRecord(getNamedType(fields[name]?.type)));
  return isLeading && 'deletedAt' in fields ? merge(selection, { deletedAt: {} }) : selection;
}

/** Whether a type is a record, and not a part of a record. */
export function isRecord(type: unknown): type is GraphQLObjectType {
  return isObjectType(type) && 'id' in type.getFields();
}

/** Returns additional required fields: Twenty fails on edges without their node, and on an empty selection. */
function implied(type: GraphQLObjectType, selections: readonly Selection[]): readonly Selection[] {
  const { node, id, totalCount, ...others } = type.getFields();
  if (node && !id) return [{ node: { id: {} } }];
  if (selections.length > 0) return [];
  const leaf = id ?? totalCount ?? Object.values(others).find((field) => isLeafType(getNamedType(field.type)));
  return leaf ? [{ [leaf.name]: {} }] : [];
}

/** Merges two selections. */
export function merge(one: Selection, other: Selection): Selection {
  const merged: Record<string, Selection> = { ...one };
  for (const [field, selection] of Object.entries(other)) merged[field] = merge(merged[field] ?? {}, selection);
  return merged;
}

/** Writes the selection as text: `{ id name { firstName } }`; empty for a leaf. */
export function printSelection(selection: Selection): string {
  const fields = Object.entries(selection).map(([field, sub]) => field + printSelection(sub));
  return fields.length > 0 ? ` { ${fields.join(' ')} }` : '';
}

const hops = createDerived<object, readonly Hop[]>();

/** Returns the connections below a field's value. */
export function hopsBelow(field: FieldRequest): readonly Hop[] {
  const { selections } = field;
  return selections ? hops.derive(selections, () => findHops(field, [])) : [];
}

function findHops(field: FieldRequest, path: readonly string[]): readonly Hop[] {
  return subfields(field).flatMap((subfield): readonly Hop[] => {
    if (!subfield.selections) return [];
    const mapping = mappingOf(subfield);
    if (mapping.kind === 'children') return [{ path, field: subfield, mapping }];
    return mapping.kind === 'value' ? findHops(subfield, [...path, mapping.name]) : [];
  });
}

/** Returns the objects at a path below a value, including those in lists. */
export function objectsAt(value: unknown, path: readonly string[]): readonly object[] {
  let level: readonly unknown[] = [value].flat();
  for (const name of path) level = level.flatMap((each) => property(each, name));
  return level.filter((each) => typeof each === 'object' && each !== null);
}
