import { GraphQLID, type GraphQLOutputType, GraphQLString, isListType, isNonNullType, isScalarType } from 'graphql';
import { isJsonObject } from '../../json.ts';
import type { FieldRequest } from '../../request.ts';
import { mappingOf } from '../mapping.ts';

/*
 * Nearly every answer is as it should be. Such a one is written by a writer that is made once for the same selections, and
 * that knows nothing of paths and errors; whatever strays from that, `assemble` writes with care.
 */

/** In the place of a value that is not as it should be. */
export const STRAY = Symbol('stray');

type Write = (value: unknown) => unknown;

const stray: Write = () => STRAY;
const writers = new WeakMap<NonNullable<FieldRequest['selections']>, Write>();

/** The value of a field as the response has it; STRAY where anything in it is not as it should be, or came by itself. */
export function writeWhole({ definition: { type }, selections }: FieldRequest, value: unknown): unknown {
  if (!selections) return STRAY;
  const write = writers.get(selections) ?? writerOf(type, selections);
  writers.set(selections, write);
  return write(value);
}

function writerOf(type: GraphQLOutputType, selections: FieldRequest['selections']): Write {
  const isRequired = isNonNullType(type);
  const write = presentWriter(isRequired ? type.ofType : type, selections);
  return (value) => (value == null ? (isRequired ? STRAY : null) : write(value));
}

function presentWriter(type: GraphQLOutputType, selections: FieldRequest['selections']): Write {
  if (isListType(type)) return listWriter(writerOf(type.ofType, selections));
  if (selections) return objectWriter(selections);
  if (type === GraphQLString || type === GraphQLID) return (value) => (typeof value === 'string' ? value : STRAY);
  if (!isScalarType(type)) return (value) => value;
  return (value) => {
    try {
      return type.serialize(value);
    } catch {
      return STRAY;
    }
  };
}

function listWriter(write: Write): Write {
  return (value) => {
    if (!Array.isArray(value)) return STRAY;
    const items: unknown[] = [];
    for (const item of value) {
      const written = write(item);
      if (written === STRAY) return STRAY;
      items.push(written);
    }
    return items;
  };
}

function objectWriter(selections: NonNullable<FieldRequest['selections']>): Write {
  const [selected] = selections;
  if (!selected) return stray;
  const [typeName, fields] = selected;
  const members = fields.map((field) => ({ key: field.responseKey, ...memberOf(field, typeName) }));
  return (value) => {
    if (!isJsonObject(value)) return STRAY;
    const object: Record<string, unknown> = {};
    for (const { key, name, write } of members) {
      const written = write(name === undefined ? null : value[name]);
      if (written === STRAY) return STRAY;
      object[key] = written;
    }
    return object;
  };
}

/** Where a field is read from, and how its value is written. */
function memberOf(field: FieldRequest, typeName: string): { readonly name?: string; readonly write: Write } {
  if (field.name === '__typename') return { write: () => typeName };
  const mapping = mappingOf(field);
  if (mapping.kind === 'children' || field.responseKey === '__proto__') return { write: stray };
  const write = writerOf(field.definition.type, field.selections);
  return mapping.kind === 'value' ? { name: mapping.name, write } : { write };
}
