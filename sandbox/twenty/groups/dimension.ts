import { badInput, internalError, type TwentyError } from '../errors.ts';
import { type Column, isObject, type Kind } from '../model/column.ts';
import type { Comparable } from '../model/compare.ts';
import type { CompositeField, ObjectType, RelationField, ScalarField } from '../model/object-type.ts';
import { follow } from '../query/filter.ts';
import { NO_ROW, type Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import { compileGranularity, isGranularity } from './granularity.ts';

/** One thing that records are grouped by. */
export interface Dimension {
  /** As an order names it: field, part or granularity. */
  readonly path: readonly string[];
  /** How its values compare. */
  readonly column: Comparable;
  read(row: Row): unknown;
  /** A group's value as it is answered. */
  show(value: unknown): unknown;
}

/**
 * Reads a `groupBy` argument: a list of objects of one key each. An object without keys groups nothing.
 * @throws TwentyError for an unknown field, one that cannot be grouped by, or several in one object
 */
export function readDimensions(
  workspace: Workspace,
  object: ObjectType,
  groupBy: readonly unknown[],
): readonly Dimension[] {
  return groupBy.flatMap((item) => {
    const entries = Object.entries(item ?? {});
    const [entry, another] = entries;
    if (another) throw tooMany('fields');
    return entry ? readDimension(workspace, object, ...entry) : [];
  });
}

function readDimension(workspace: Workspace, object: ObjectType, name: string, value: unknown): Dimension[] {
  const field = object.fields.get(name);
  if (!field) throw refused(`Unidentified field in groupBy: ${name}`);
  if (field.type === 'scalar' && field.column.kind.endsWith('RELATION'))
    return [joinDimension(workspace, object, name)];
  if (!object.groupable.has(name)) throw refused(`Field "${name}" is not supported in groupBy`);
  if (value === true && field.type !== 'scalar') {
    throw internalError(`column ${object.singular}.${name} does not exist`);
  }
  switch (field.type) {
    case 'scalar':
      return [readScalar(field, value, `field "${name}"`)];
    case 'composite':
      return readPart(field, value);
    default:
      return readNested(workspace, field, value);
  }
}

/** A join column is not grouped by itself: it is the id of the record that it leads to, null where that is deleted. */
function joinDimension(workspace: Workspace, object: ObjectType, name: string): Dimension {
  for (const field of object.fields.values()) {
    if (field.type !== 'toOne' || field.joinColumn !== name) continue;
    const read = (row: Row) => follow(workspace, field, row)?.id ?? null;
    return { path: [name], column: { kind: 'UUID', options: [] }, read, show: asStored };
  }
  throw refused(`Field "${name}" is not supported in groupBy`);
}

function readScalar({ name, column }: ScalarField, value: unknown, place: string): Dimension {
  if (value === true) return columnDimension([name], column);
  if (!isObject(value)) throw refused(`Invalid groupBy definition for ${place}`);
  const isDate = column.kind === 'DATE_TIME' || column.kind === 'DATE';
  if (!isDate || !isGranularity(value.granularity)) {
    throw refused(`Field "${name}" does not support nested subfields in groupBy`);
  }
  const { bucket, names } = compileGranularity(column.kind === 'DATE', value);
  const read = (row: Row) => {
    const date = column.read(row);
    return typeof date === 'string' ? bucket(date) : null;
  };
  return { path: [name, value.granularity], column: { kind: 'DATE', options: names }, read, show: asStored };
}

function columnDimension(path: readonly string[], column: Column): Dimension {
  return { path, column, read: (row) => column.read(row) ?? null, show: SHOWN[column.kind] ?? asStored };
}

function readPart(field: CompositeField, value: unknown): Dimension[] {
  if (!isObject(value)) throw refused(`Invalid groupBy definition for field "${field.name}"`);
  const [entry, another] = Object.entries(value);
  if (another) throw tooMany('subfields');
  if (!entry) return [];
  const [part, isWanted] = entry;
  const column = field.columns.get(part);
  if (!column) throw refused(`Composite subfield "${part}" is not supported in groupBy for "${field.name}"`);
  if (isWanted === true) return [columnDimension([field.name, part], column)];
  throw refused(`Composite subfield "${part}" must be set to true in groupBy for "${field.name}"`);
}

/** A field of the record that a relation leads to. */
function readNested(workspace: Workspace, relation: RelationField, value: unknown): Dimension[] {
  const { name, target } = relation;
  if (!isObject(value)) throw refused(`Invalid groupBy definition for field "${name}"`);
  const [entry, another] = Object.entries(value);
  if (another) throw tooMany('subfields');
  const [nested, inner] = entry ?? ['undefined', undefined];
  const field = target.fields.get(nested);
  if (!field || (field.type === 'scalar' && field.column.kind.endsWith('RELATION'))) {
    throw refused(`Nested field "${nested}" not found in target object "${target.singular}"`);
  }
  if (field.type !== 'scalar' && field.type !== 'composite') {
    throw refused(
      `Cannot group by a relation field of the relation field: "${nested}" is a relation field of "${target.singular}"`,
    );
  }
  if (nested !== 'id' && !target.groupable.has(nested)) {
    throw refused(`Nested field "${nested}" is not supported in groupBy`);
  }
  if (field.type === 'composite' && !isObject(inner)) {
    throw refused(`Composite field "${nested}" requires a subfield to be specified`);
  }
  const place = `nested field "${name}.${nested}"`;
  const dimensions = field.type === 'composite' ? readPart(field, inner) : [readScalar(field, inner, place)];
  return dimensions.map((dimension) => ({
    ...dimension,
    path: [name, ...dimension.path],
    read: (row) => dimension.read(follow(workspace, relation, row) ?? NO_ROW),
  }));
}

function refused(message: string): TwentyError {
  return badInput('INVALID_QUERY_INPUT', message);
}

function tooMany(what: 'fields' | 'subfields'): TwentyError {
  return refused(`You cannot provide multiple ${what} in one GroupByInput, split them into multiple GroupByInput`);
}

function asStored(value: unknown): unknown {
  return value;
}

/** What is answered of values that the driver of Twenty's database hands out as texts. */
const SHOWN: Readonly<Partial<Record<Kind, (value: unknown) => unknown>>> = {
  NUMERIC: (value) => (typeof value === 'number' ? String(value) : value),
  MULTI_SELECT: (value) => (Array.isArray(value) ? `{${value.join(',')}}` : value),
};
