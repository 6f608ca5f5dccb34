import { type GraphQLField, getNamedType, getNullableType, isCompositeType, isListType } from 'graphql';
import { LIST_SIZE, listSizeOf, PAGE_SIZE, WEIGHTS } from '../../limits/cost-weights.ts';

/**
 * What a field counts for in the cost of an operation (limits/cost.ts), in short: "Cost: × `first`, else × 200."
 * @param typeName whose field it is
 * @returns undefined for the one point that most fields are
 */
export function costNote(typeName: string, field: GraphQLField<unknown, unknown>): string | undefined {
  const coordinate = `${typeName}.${field.name}`;
  const weight = WEIGHTS[coordinate];
  const notes = [weight === undefined ? undefined : `${number(weight)} points`, timesOf(typeName, field)];
  const told = notes.filter((note) => note !== undefined);
  return told.length === 0 ? undefined : `Cost: ${told.join(', ')}.`;
}

function timesOf(typeName: string, field: GraphQLField<unknown, unknown>): string | undefined {
  const { args, type } = field;
  if (!isCompositeType(getNamedType(type))) return undefined;
  const length = listSizeOf(typeName, field);
  const sizes = args.filter(({ name }) => ['first', 'last', 'limit'].includes(name));
  const [size] = sizes;
  if (!size)
    return length === undefined
      ? undefined
      : `× ${typeof length === 'number' ? number(length) : `each of \`${length}\``}`;
  const unasked = [size.defaultValue, length, isListType(getNullableType(type)) ? LIST_SIZE : PAGE_SIZE];
  const names = sizes.map(({ name }) => `\`${name}\``).join(' or ');
  return `× ${names}, else × ${number(unasked.find((each) => typeof each === 'number') ?? LIST_SIZE)}`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
