import { GraphQLError, type GraphQLObjectType, getNamedType, isNonNullType, isObjectType, isUnionType } from 'graphql';
import type { FieldRequest } from '../../request.ts';
import { type FieldMapping, fieldMapping, typeMapping } from '../mapping.ts';
import { toDirectusArguments } from './arguments.ts';
import type { Selection } from './asked.ts';
import { type Reader, readList, readObject } from './assemble.ts';
import { assetUrl } from './assets.ts';
import { Gathering } from './gathering.ts';
import { isJson, objectsOf } from './json.ts';
import { toGraph } from './values.ts';

/** What is asked of an object of Directus, and how the object of the graph is read from it. */
export interface CompiledObject {
  readonly selection: Selection;
  readonly readers: readonly Reader[];
}

/** Compiles what a client asks of an object at a root. `values` are more of Directus's fields to ask for. */
export function compileObject(
  type: GraphQLObjectType,
  fields: readonly FieldRequest[],
  values: readonly string[] = [],
): CompiledObject {
  const gathering = new Gathering(typeMapping(type));
  for (const value of values) gathering.value(value);
  const readers = compileFields(type, fields, gathering);
  return { selection: gathering.selection(), readers };
}

/** The object type of a field, and what is asked of it. */
export function objectOf({ name, definition, selections }: FieldRequest) {
  const type = getNamedType(definition.type);
  if (!isObjectType(type)) throw new TypeError(`${name} is no object.`);
  return { type, fields: selections?.get(type.name) ?? [] };
}

function compileFields(type: GraphQLObjectType, fields: readonly FieldRequest[], gathering: Gathering): Reader[] {
  return fields.map((field) => {
    const { responseKey, name, definition } = field;
    const label = `\`${name}\` of ${type.name}`;
    const reader = { responseKey, label, required: isNonNullType(definition.type) };
    if (name === '__typename') return { ...reader, read: () => type.name };
    return { ...reader, ...compileSource(field, gathering) };
  });
}

/** Where a field is read from. */
type Source = Pick<Reader, 'from' | 'inside' | 'read'>;

/** An argument out of its bounds costs its field alone, and nothing is asked for it. */
function compileSource(field: FieldRequest, gathering: Gathering): Source {
  try {
    return sourceOf(field, fieldMapping(field.definition), gathering);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return {
      read() {
        throw error;
      },
    };
  }
}

function sourceOf(field: FieldRequest, mapping: FieldMapping, gathering: Gathering): Source {
  const { definition, args } = field;
  switch (mapping.kind) {
    case 'value':
      gathering.value(mapping.name);
      return { from: mapping.name, read: (row) => toGraph(definition.type, row[mapping.name]) };
    case 'collection':
      gathering.value(mapping.name);
      return { from: mapping.name, read: (row) => mapping.types.get(String(row[mapping.name])) };
    case 'assetUrl':
      gathering.value(mapping.key);
      return { from: mapping.key, read: (row, { assetBase }) => assetUrl(assetBase, String(row[mapping.key]), args) };
    case 'parts':
    case 'one':
      return objectSource(field, mapping.name, gathering);
    case 'many':
      return listSource(field, mapping.name, gathering);
    case 'any':
      return anySource(field, mapping.name, gathering);
    default:
      throw new TypeError(`${field.name} stands at the root alone.`);
  }
}

function objectSource(field: FieldRequest, name: string, gathering: Gathering): Source {
  const { type, fields } = objectOf(field);
  const inner = gathering.object(name, typeMapping(type));
  const inside = compileFields(type, fields, inner);
  if (inner.selection().fields.length === 0) askFirst(type, inner);
  return {
    from: name,
    inside,
    read: (row, reading, path) => (isJson(row[name]) ? readObject(inside, row[name], reading, path) : null),
  };
}

/** A fixed set of values has no key: where nothing but `__typename` is asked of it, its first value is. */
function askFirst(type: GraphQLObjectType, gathering: Gathering): void {
  const mappings = Object.values(type.getFields()).map(fieldMapping);
  const first = mappings.find(({ kind }) => kind === 'value');
  if (first?.kind === 'value') gathering.value(first.name);
}

function listSource(field: FieldRequest, name: string, gathering: Gathering): Source {
  const { type, fields } = objectOf(field);
  const { key, inner } = gathering.list(name, toDirectusArguments(field), typeMapping(type));
  const inside = compileFields(type, fields, inner);
  return {
    from: key,
    inside,
    read(row, reading, path) {
      const rows = objectsOf(row[key]);
      return rows ? readList(inside, rows, reading, path) : null;
    },
  };
}

function anySource(field: FieldRequest, name: string, gathering: Gathering): Source {
  const union = getNamedType(field.definition.type);
  if (!isUnionType(union)) throw new TypeError(`${field.name} is no union.`);
  const inner = gathering.object(name, { name: union.name });
  inner.value('__typename');
  const members = union.getTypes().map((type): [string, Reader[]] => {
    const of = typeMapping(type);
    return [of.name, compileFields(type, field.selections?.get(type.name) ?? [], inner.member(of))];
  });
  const readersOf = new Map(members);
  return {
    from: name,
    inside: members.flatMap(([, readers]) => readers),
    read(row, reading, path) {
      const item = row[name];
      const readers = isJson(item) ? readersOf.get(String(item.__typename)) : undefined;
      return isJson(item) && readers ? readObject(readers, item, reading, path) : null;
    },
  };
}
