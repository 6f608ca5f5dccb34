import { type GraphQLInputType, getNullableType, isInputObjectType, isListType } from 'graphql';
import { isJsonObject } from '../../common/json.ts';
import { scalars } from '../../schema/scalars.ts';

/**
 * Converts a coerced input value to JSON that Twenty accepts.
 * @param type its type in the graph
 */
export function wireValue(type: GraphQLInputType, value: unknown): unknown {
  const nullable = getNullableType(type);
  if (value == null) return value;
  if (isListType(nullable)) {
    const items = Array.isArray(value) ? value : [value];
    return items.map((item) => wireValue(nullable.ofType, item));
  }
  if (isInputObjectType(nullable)) {
    const fields = nullable.getFields();
    const entries = Object.entries(isJsonObject(value) ? value : {});
    return Object.fromEntries(
      entries.map(([name, each]) => [name, fields[name] && wireValue(fields[name].type, each)]),
    );
  }
  if (value instanceof Date) return nullable === scalars.Date ? value.toISOString().slice(0, 10) : value.toISOString();
  if (typeof value === 'bigint') return value.toString();
  return nullable === scalars.UUID ? String(value).toLowerCase() : value;
}
