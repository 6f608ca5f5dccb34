import { type GraphQLInputType, getNullableType, isEnumType, isInputObjectType, isListType } from 'graphql';

/** A JSON value as it is written in a document. @param type what it is for: an enum value is written bare */
export function literal(type: GraphQLInputType, value: unknown): string {
  return write(type, value, (inner, each) => literal(inner, each));
}

/**
 * A JSON value as it is written in a document, with other text in place of its parts: the fields of an object, the
 * items of a list.
 */
export function write(
  type: GraphQLInputType,
  value: unknown,
  part: (type: GraphQLInputType, value: unknown) => string,
): string {
  const nullable = getNullableType(type);
  if (value === null) return 'null';
  if (isListType(nullable)) {
    if (!Array.isArray(value)) return write(nullable.ofType, value, part);
    return `[${value.map((item) => part(nullable.ofType, item)).join(', ')}]`;
  }
  if (isInputObjectType(nullable) && isObject(value)) {
    const fields = nullable.getFields();
    const entries = Object.entries(value).map(([name, each]) => {
      const field = fields[name];
      if (!field) throw new Error(`${nullable.name} has no field "${name}".`);
      return `${name}: ${part(field.type, each)}`;
    });
    return `{ ${entries.join(', ')} }`;
  }
  return isEnumType(nullable) ? String(value) : untyped(value);
}

/** A value of a scalar, which may be any JSON. */
function untyped(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(untyped).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, each]) => `${name}: ${untyped(each)}`)
    .join(', ')} }`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
