import {
  GraphQLError,
  GraphQLID,
  type GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
  getNamedType,
  getNullableType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { isJsonObject, objectsOf, property } from '../../json.ts';
import type { Layout, ObjectLayout } from '../../layout.ts';
import { createDerived } from '../../memo.ts';
import type { FieldRequest } from '../../request.ts';
import { type FieldMapping, fieldMapping, typeMapping } from '../schema/mapping.ts';
import { partsOf, rowArguments, sliceArguments, sliceOf } from './arguments.ts';
import type { Selection } from './asked.ts';
import { type Reader, readList, readObject } from './assemble.ts';
import { assetUrl } from './assets.ts';
import { type Compiling, MAX_DEPTH } from './compiling.ts';
import { badInput, labelOf } from './errors.ts';
import { Gathering } from './gathering.ts';
import { layoutOf } from './layout.ts';
import { partOf } from './value-parts.ts';
import { graphValues } from './values.ts';

/** What is asked of an object of Directus, and how the object of the graph is read from it. */
export interface CompiledObject {
  readonly selection: Selection;
  readonly readers: readonly Reader[];
  /** How it stands in an answer that is as it should be; undefined where there is more to it. The same for the same fields. */
  readonly layout: ObjectLayout | undefined;
}

const compiled = createDerived<readonly FieldRequest[], CompiledObject>();

/**
 * Compiles what a client asks of an object at a root, and a value that is asked besides. It is the same for the same
 * fields, but where a filter in them had rows to be found first.
 */
export function compileObject(
  type: GraphQLObjectType,
  fields: readonly FieldRequest[],
  compiling: Compiling,
  also?: string,
): CompiledObject {
  const beside = `${type.name} ${also ?? ''} ${compiling.queryLimitMax} ${compiling.assetBase}`;
  const known = compiled.get(fields, beside);
  if (known) return known;
  const object = compileObjectWith(type, fields, compiling, (gathering) => {
    if (also !== undefined) gathering.value(also);
  });
  if (compiling.finds.wereAsked) return { ...object, layout: undefined };
  compiled.set(fields, object, beside);
  return object;
}

/** The same, with more than a value that is asked besides. */
export function compileObjectWith(
  type: GraphQLObjectType,
  fields: readonly FieldRequest[],
  compiling: Compiling,
  askAlso: (gathering: Gathering) => void,
): CompiledObject {
  const gathering = new Gathering(typeMapping(type));
  askAlso(gathering);
  const readers = compileFields(type, fields, { ...compiling, gathering, depth: 1 });
  return { selection: gathering.selection(), readers, layout: layoutOf(readers) };
}

/** The object type of a field, and what is asked of it. */
export function objectOf({ name, definition, selections }: FieldRequest) {
  const type = getNamedType(definition.type);
  if (!isObjectType(type)) throw new TypeError(`${name} is no object.`);
  return { type, fields: selections?.get(type.name) ?? [] };
}

/** Where the fields of an object are compiled. */
interface Place extends Compiling {
  readonly gathering: Gathering;
  /** How many relations lead there, from the root's own rows, which are the first. */
  readonly depth: number;
}

/**
 * The place behind a relation, before anything is asked there.
 * @throws GraphQLError BAD_USER_INPUT where relations go deeper than Directus follows them
 */
function behind(place: Place): Place {
  if (place.depth < MAX_DEPTH) return { ...place, depth: place.depth + 1 };
  throw badInput(`Rows of the CMS can be nested ${MAX_DEPTH} deep: ask for what is deeper in another request.`);
}

function compileFields(type: GraphQLObjectType, fields: readonly FieldRequest[], place: Place): Reader[] {
  return fields.map((field) => {
    const { responseKey, name, definition, args } = field;
    const label = labelOf(`\`${name}\` of ${type.name}`, args);
    const reader = { responseKey, label, required: isNonNullType(definition.type) };
    if (name === '__typename') return { ...reader, constant: type.name, read: () => type.name };
    return { ...reader, ...compileSource(field, place) };
  });
}

/** Where a field is read from. */
type Source = Pick<Reader, 'from' | 'inside' | 'layout' | 'read'>;

/** An argument out of its bounds costs its field alone, and nothing is asked for it. */
function compileSource(field: FieldRequest, place: Place): Source {
  try {
    return sourceOf(field, fieldMapping(field.definition), place);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return {
      read() {
        throw error;
      },
    };
  }
}

function sourceOf(field: FieldRequest, mapping: FieldMapping, place: Place): Source {
  const { definition, args } = field;
  switch (mapping.kind) {
    case 'value':
      return valueSource(field, mapping.name, place, graphValues(definition.type), isText(definition.type));
    case 'decimal': {
      const from = place.gathering.decimal(mapping.name);
      const layout: Layout = { kind: 'value', isRequired: isNonNullType(definition.type), read: exactDecimal };
      return { from, layout, read: (row) => exactDecimal(row[from]) };
    }
    case 'collection':
      return valueSource(field, mapping.name, place, (value) => mapping.types.get(String(value)));
    case 'assetUrl':
      return valueSource(field, mapping.key, place, (value) => assetUrl(place.assetBase, String(value), args));
    case 'rowCount':
      return countSource(mapping, place);
    case 'reference': {
      behind(place);
      place.gathering.object(mapping.name, { name: mapping.of, key: mapping.key });
      const read = (row: unknown) => (isJsonObject(row) ? String(row[mapping.key]) : null);
      return { from: mapping.name, read: (row) => read(row[mapping.name]) };
    }
    case 'valueParts':
      return valuePartsSource(field, mapping.value, place);
    case 'parts':
      return objectSource(field, mapping.name, place);
    case 'one':
      return objectSource(field, mapping.name, behind(place));
    case 'many':
      return listSource(field, mapping.name, behind(place));
    case 'any':
      return anySource(field, mapping.name, behind(place));
    default:
      throw new TypeError(`${field.name} stands at the root alone.`);
  }
}

function valueSource(
  { definition }: FieldRequest,
  name: string,
  { gathering }: Place,
  read: (value: unknown) => unknown,
  isText = false,
): Source {
  const from = gathering.value(name);
  const layout: Layout = { kind: 'value', isRequired: isNonNullType(definition.type), isText, read };
  return { from, layout, read: (row) => read(row[from]) };
}

/** @throws GraphQLError in the place of one that could not be read exactly */
function exactDecimal(value: unknown): unknown {
  if (value instanceof GraphQLError) throw value;
  return value;
}

/** Whether texts are its values as they come. */
function isText(of: GraphQLOutputType): boolean {
  const type = getNullableType(of);
  return type === GraphQLString || type === GraphQLID;
}

/** An object for every value, so that a part of null is null. */
function valuePartsSource(field: FieldRequest, name: string, { gathering }: Place): Source {
  const { type, fields } = objectOf(field);
  const from = gathering.value(name);
  const parts = fields.map(({ responseKey, definition }) => {
    const mapping = definition.name === '__typename' ? undefined : fieldMapping(definition);
    return { responseKey, part: mapping?.kind === 'value' ? mapping.name : undefined };
  });
  const read = (value: unknown) =>
    Object.fromEntries(
      parts.map(({ responseKey, part }) => [responseKey, part === undefined ? type.name : partOf(part, value)]),
    );
  return { from, read: (row) => read(row[from]) };
}

/** By the different keys: a role that is bound by a rule cannot ask Directus for `countAll` of groups. */
function countSource({ name, of, key }: FieldMapping & { kind: 'rowCount' }, { gathering }: Place): Source {
  gathering.object(name, { name: of }).value(key);
  return { from: name, read: (row) => (isJsonObject(row[name]) ? row[name][key] : null) };
}

function objectSource(field: FieldRequest, name: string, place: Place): Source {
  const { type, fields } = objectOf(field);
  const inner = place.gathering.object(name, typeMapping(type));
  const inside = compileFields(type, fields, { ...place, gathering: inner });
  if (inner.selection().fields.length === 0) askFirst(type, inner);
  const layout = layoutOf(inside);
  return {
    from: name,
    inside,
    layout: layout && { ...layout, isRequired: isNonNullType(field.definition.type) },
    read: (row, reading, path) => (isJsonObject(row[name]) ? readObject(inside, row[name], reading, path) : null),
  };
}

/** A fixed set of values has no key: where nothing but `__typename` is asked of it, its first value is. */
function askFirst(type: GraphQLObjectType, gathering: Gathering): void {
  const mappings = Object.values(type.getFields()).map(fieldMapping);
  const first = mappings.find(({ kind }) => kind === 'value');
  if (first?.kind === 'value') gathering.value(first.name);
}

/** Asked for in as many parts as Directus gives it in. Where one is refused, all are. */
function listSource(field: FieldRequest, name: string, place: Place): Source {
  const { type, fields } = objectOf(field);
  const args = rowArguments(field, place);
  const order = orderOf(field);
  const parts = partsOf(sliceOf(field), place.queryLimitMax).map((slice) => {
    const { key, inner } = place.gathering.list(
      name,
      [...args, ...sliceArguments(slice)],
      typeMapping(type),
      order?.by,
    );
    const inside = compileFields(type, fields, { ...place, gathering: inner });
    return { key, inside, sorted: order?.isDescending ? inner.value(order.by) : undefined };
  });
  const [first] = parts;
  if (!first) return { read: () => [] };
  const row = layoutOf(first.inside);
  const { sorted } = first;
  const layout: Layout | undefined =
    row && parts.length === 1
      ? {
          kind: 'list',
          isRequired: isNonNullType(field.definition.type),
          of: row,
          arrange: sorted === undefined ? undefined : (rows) => nullsFirst(rows, sorted),
        }
      : undefined;
  return {
    from: first.key,
    inside: first.inside,
    layout,
    read(row, reading, path) {
      const rows = parts.flatMap(({ key }) => objectsOf(row[key]) ?? []);
      if (!Array.isArray(row[first.key])) return null;
      return readList(first.inside, nullsFirst(rows, first.sorted), reading, path);
    },
  };
}

interface Order {
  readonly by: string;
  readonly isDescending: boolean;
}

/** What rows are sorted by first. */
function orderOf({ args }: FieldRequest): Order | undefined {
  const [word]: unknown[] = Array.isArray(args.sort) ? args.sort : [];
  if (typeof word !== 'string') return undefined;
  return word.startsWith('-') ? { by: word.slice(1), isDescending: true } : { by: word, isDescending: false };
}

/** Highest first begins with what has no value. Directus puts that last where it sorts rows once more. */
function nullsFirst<Row>(rows: readonly Row[], sorted: string | undefined): readonly Row[] {
  if (sorted === undefined) return rows;
  const isNull = (row: Row) => property(row, sorted) === null;
  return [...rows.filter(isNull), ...rows.filter((row) => !isNull(row))];
}

function anySource(field: FieldRequest, name: string, place: Place): Source {
  const union = getNamedType(field.definition.type);
  if (!isUnionType(union)) throw new TypeError(`${field.name} is no union.`);
  const inner = place.gathering.object(name, { name: union.name });
  inner.value('__typename');
  const members = union.getTypes().map((type): [string, Reader[], string] => {
    const of = typeMapping(type);
    const gathering = inner.member(of);
    return [of.name, compileFields(type, field.selections?.get(type.name) ?? [], { ...place, gathering }), type.name];
  });
  const readersOf = new Map(members.map(([typeName, readers]) => [typeName, readers]));
  return {
    from: name,
    inside: members.flatMap(([, readers]) => readers),
    layout: anyLayout(members, isNonNullType(field.definition.type)),
    read(row, reading, path) {
      const item = row[name];
      const readers = isJsonObject(item) ? readersOf.get(String(item.__typename)) : undefined;
      return isJsonObject(item) && readers ? readObject(readers, item, reading, path) : null;
    },
  };
}

/** @param members each by the type of Directus, with its readers and the type of the graph */
function anyLayout(members: readonly [string, readonly Reader[], string][], isRequired: boolean): Layout | undefined {
  const layouts = new Map<string, { typeName: string; object: ObjectLayout }>();
  for (const [of, readers, typeName] of members) {
    const object = layoutOf(readers);
    if (!object) return undefined;
    layouts.set(of, { typeName, object });
  }
  return { kind: 'any', isRequired, typeKey: '__typename', members: layouts };
}
