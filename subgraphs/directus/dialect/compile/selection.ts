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
import { elements, isJsonObject, objectsOf, property } from '../../../common/json.ts';
import { createDerived } from '../../../common/memo.ts';
import type { FieldRequest } from '../../../contract/request.ts';
import type { Layout, Member, ObjectLayout } from '../../../response/layout.ts';
import { isSemanticNonNull } from '../../../schema/semantic-non-null.ts';
import { type FieldMapping, fieldMapping, typeMapping } from '../../schema/mapping.ts';
import { badInput, errorsFor, labelOf } from '../errors.ts';
import { partOf } from '../read/value-parts.ts';
import { graphValues } from '../read/values.ts';
import type { DirectusSelection } from '../requested-field.ts';
import { partsOf, rowArguments, sliceArguments, sliceOf } from './arguments.ts';
import { assetUrl } from './asset-url.ts';
import { type Compiling, MAX_DEPTH } from './compiling.ts';
import { Gathering } from './gathering.ts';

/** The selection on an object of Directus, and the layout of the graph's object in its answer. */
export interface CompiledObject {
  readonly selection: DirectusSelection;
  readonly layout: ObjectLayout;
}

const compiled = createDerived<readonly FieldRequest[], CompiledObject>();

/**
 * Compiles the requested fields of a root's object. The result is cached by the fields, unless a filter in them needs
 * rows first.
 * @param also a further value to request
 */
export function compileObject(
  type: GraphQLObjectType,
  fields: readonly FieldRequest[],
  compiling: Compiling,
  also?: string,
): CompiledObject {
  const { queryLimitMax, assets } = compiling;
  const variant = `${type.name} ${also ?? ''} ${queryLimitMax} ${assets.base} ${assets.transforms}`;
  const known = compiled.get(fields, variant);
  if (known) return known;
  const object = compileObjectWith(type, fields, compiling, (gathering) => {
    if (also !== undefined) gathering.value(also);
  });
  if (!compiling.finds.areUsed) compiled.set(fields, object, variant);
  return object;
}

/** Compiles the requested fields of a root's object, and further values; without a cache. */
export function compileObjectWith(
  type: GraphQLObjectType,
  fields: readonly FieldRequest[],
  compiling: Compiling,
  addAlso: (gathering: Gathering) => void,
): CompiledObject {
  const gathering = new Gathering(typeMapping(type));
  addAlso(gathering);
  const members = compileFields(type, fields, { ...compiling, gathering, depth: 1 });
  return { selection: gathering.selection(), layout: { kind: 'object', isRequired: true, members } };
}

/** Returns the object type of a field, and its requested fields. */
export function objectOf({ name, definition, selections }: FieldRequest) {
  const type = getNamedType(definition.type);
  if (!isObjectType(type)) throw new TypeError(`${name} is no object.`);
  return { type, fields: selections?.get(type.name) ?? [] };
}

/** The context of the compilation of an object's fields. */
interface ObjectContext extends Compiling {
  readonly gathering: Gathering;
  /** Depth of relations; 1 for the root's rows. */
  readonly depth: number;
}

/**
 * Returns the context behind a relation.
 * @throws GraphQLError BAD_USER_INPUT if relations are nested deeper than MAX_DEPTH
 */
function behind(place: ObjectContext): ObjectContext {
  if (place.depth < MAX_DEPTH) return { ...place, depth: place.depth + 1 };
  throw badInput(`Rows of the CMS can be nested ${MAX_DEPTH} deep: request deeper rows separately.`);
}

function compileFields(
  type: GraphQLObjectType,
  fields: readonly FieldRequest[],
  place: ObjectContext,
): readonly Member[] {
  return fields.map((field): Member => {
    const { responseKey: key, name, definition, args } = field;
    if (name === '__typename') return { key, constant: type.name };
    const label = labelOf(`\`${name}\` of ${type.name}`, args);
    const common = {
      isRequired: isNonNullType(definition.type),
      isSemanticNonNull: isSemanticNonNull(definition),
      errorOf: errorsFor(label),
    };
    return { key, ...compileSource(field, { ...place, common }) };
  });
}

/** The source of a field's value. */
type Source = Member extends infer Each ? (Each extends Member ? Omit<Each, 'key'> : never) : never;

/** The context of the compilation of a field, with the common settings of its layout. */
interface FieldContext extends ObjectContext {
  readonly common: Pick<Layout, 'isRequired' | 'isSemanticNonNull' | 'errorOf'>;
}

/** Compiles a field. An argument out of bounds is an error of this field only, which is then not requested. */
function compileSource(field: FieldRequest, place: FieldContext): Source {
  try {
    return sourceOf(field, fieldMapping(field.definition), place);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return {
      layout: { kind: 'value', ...place.common },
      take() {
        throw error;
      },
    };
  }
}

function sourceOf(field: FieldRequest, mapping: FieldMapping, place: FieldContext): Source {
  const { definition, args } = field;
  const { gathering, common } = place;
  const valueAt = (name: string, read: (value: unknown) => unknown, isOfText = false): Source => ({
    name,
    layout: { kind: 'value', ...common, isText: isOfText, read },
  });
  switch (mapping.kind) {
    case 'value':
      return valueAt(gathering.value(mapping.name), graphValues(definition.type), isText(definition.type));
    case 'decimal':
      return valueAt(gathering.decimal(mapping.name), exactDecimal);
    case 'collection':
      return valueAt(gathering.value(mapping.name), (value) => mapping.types.get(String(value)));
    case 'assetUrl':
      return valueAt(gathering.value(mapping.key), (value) => assetUrl(place.assets, String(value), args));
    case 'rowCount':
      // Counts distinct keys: a role with row permissions cannot request `countAll` of groups.
      gathering.object(mapping.name, { name: mapping.of }).value(mapping.key);
      return valueAt(mapping.name, (counts) => graphValues(definition.type)(property(counts, mapping.key)));
    case 'reference': {
      behind(place);
      const key = gathering.object(mapping.name, { name: mapping.of }).value(mapping.key);
      return valueAt(mapping.name, (row) => (isJsonObject(row) ? String(row[key]) : null));
    }
    case 'valueParts':
      return valueAt(gathering.value(mapping.value), partsReader(field));
    case 'parts':
      return objectSource(field, mapping.name, place);
    case 'one':
      return objectSource(field, mapping.name, { ...place, ...behind(place) });
    case 'many':
      return listSource(field, mapping.name, { ...place, ...behind(place) });
    case 'any':
      return anySource(field, mapping, { ...place, ...behind(place) });
    default:
      throw new TypeError(`${field.name} is a root field only.`);
  }
}

/** @throws GraphQLError that replaces a decimal that could not be read exactly */
function exactDecimal(value: unknown): unknown {
  if (value instanceof GraphQLError) throw value;
  return value;
}

/** Whether the values of a type are Directus's strings unchanged. */
function isText(of: GraphQLOutputType): boolean {
  const type = getNullableType(of);
  return type === GraphQLString || type === GraphQLID;
}

/** Returns a function that reads the parts of a value: null for JSON that is no list. */
function partsReader(field: FieldRequest): (value: unknown) => unknown {
  const { type, fields } = objectOf(field);
  const parts = fields.map(({ responseKey, definition }) => ({ responseKey, part: nameOfValue(definition) }));
  // A value has all parts of its type, or none.
  const [any = ''] = Object.values(type.getFields()).map(nameOfValue);
  const partIn = (value: unknown, part: string | undefined) => (part === undefined ? type.name : partOf(part, value));
  return (value) => {
    if (partOf(any, value) === null) return null;
    return Object.fromEntries(parts.map(({ responseKey, part }) => [responseKey, partIn(value, part)]));
  };
}

/** Returns Directus's name of a value; undefined for `__typename`. */
function nameOfValue({ extensions: { directus } }: FieldRequest['definition']): string | undefined {
  return directus?.kind === 'value' ? directus.name : undefined;
}

function objectSource(field: FieldRequest, name: string, place: FieldContext): Source {
  const { type, fields } = objectOf(field);
  const inner = place.gathering.object(name, typeMapping(type));
  const members = compileFields(type, fields, { ...place, gathering: inner });
  // A fixed set of values has no key: if only `__typename` is requested, its first value is, too.
  const [first] = Object.values(type.getFields()).flatMap((each) => nameOfValue(each) ?? []);
  if (inner.selection().fields.length === 0 && first !== undefined) inner.value(first);
  return { name, layout: { kind: 'object', ...place.common, members } };
}

/** Requests a list in parts of at most QUERY_LIMIT_MAX rows. If Directus refuses one part, it refuses all. */
function listSource(field: FieldRequest, name: string, place: FieldContext): Source {
  const { type, fields } = objectOf(field);
  const args = rowArguments(field, place);
  const order = orderOf(field);
  const parts = partsOf(sliceOf(field), place.queryLimitMax).map((slice) => {
    const ownArgs = [...args, ...sliceArguments(slice)];
    const { key, inner } = place.gathering.list(name, ownArgs, typeMapping(type), order?.by);
    const members = compileFields(type, fields, { ...place, gathering: inner });
    return { key, members, sorted: order?.isDescending ? inner.value(order.by) : undefined };
  });
  const [first, ...others] = parts;
  if (!first) return { constant: [] };
  const { key, members, sorted } = first;
  const layout: Layout = {
    kind: 'list',
    ...place.common,
    of: { kind: 'object', isRequired: true, members },
    arrange: sorted === undefined ? undefined : (rows) => nullsFirst(rows, sorted),
  };
  if (others.length === 0) return { name: key, layout };
  return {
    layout,
    take: (row) => (Array.isArray(row[key]) ? parts.flatMap((part) => objectsOf(row[part.key]) ?? []) : row[key]),
  };
}

/** Returns the first field that rows are sorted by. */
function orderOf({ args }: FieldRequest): { readonly by: string; readonly isDescending: boolean } | undefined {
  const [word] = elements(args.sort);
  return typeof word === 'string' ? { by: word.replace(/^-/, ''), isDescending: word.startsWith('-') } : undefined;
}

/** Moves nulls to the front, as a descending order has them; Directus's second sort puts them last. */
function nullsFirst<Row>(rows: readonly Row[], sorted: string): readonly Row[] {
  const isNull = (row: Row) => property(row, sorted) === null;
  return [...rows.filter(isNull), ...rows.filter((row) => !isNull(row))];
}

function anySource(
  field: FieldRequest,
  { name, isAmbiguous }: Extract<FieldMapping, { kind: 'any' }>,
  place: FieldContext,
): Source {
  const union = getNamedType(field.definition.type);
  if (!isUnionType(union)) throw new TypeError(`${field.name} is no union.`);
  const inner = place.gathering.object(name, { name: union.name });
  inner.value('__typename');
  const objects = union.getTypes().map((type) => {
    const of = typeMapping(type);
    const gathering = inner.member(of, isAmbiguous);
    const members = compileFields(type, field.selections?.get(type.name) ?? [], { ...place, gathering });
    const object: ObjectLayout = { kind: 'object', isRequired: true, members };
    return [of.name, { typeName: type.name, object }] as const;
  });
  return { name, layout: { kind: 'any', ...place.common, typeKey: '__typename', members: new Map(objects) } };
}
