import { type GraphQLInputObjectType, getNamedType, isInputObjectType } from 'graphql';
import { type InputMapping, inputMapping } from '../mapping.ts';

/** A filter of Directus. */
type Filter = Readonly<Record<string, unknown>>;

/** What no value meets: a filter of Directus that is false for every row. */
const NEVER: Filter = { _null: true, _nnull: true };

/**
 * A filter of the graph in Directus's names and in the forms that it takes. Directus refuses an empty `_in`, an empty text
 * and null, and reads but the first of several parts of a date.
 * @returns undefined where every row meets it
 */
export function toDirectusFilter(type: GraphQLInputObjectType, value: unknown): Filter | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = type.getFields();
  const all = Object.entries(value).flatMap(([name, operand]): Filter[] => {
    const field = fields[name];
    if (!field) return [];
    if (name === '_and' || name === '_or') return group(name, type, operand);
    const target = getNamedType(field.type);
    return isInputObjectType(target)
      ? nested(inputMapping(field), target, operand)
      : operator(name, target.name, operand);
  });
  return joined(all);
}

/** Several conditions as one: side by side where their names allow it. */
function joined(all: readonly Filter[]): Filter | undefined {
  const [first, ...rest] = all;
  if (!first || rest.length === 0) return first;
  if (all.includes(NEVER)) return NEVER;
  const names = all.flatMap((filter) => Object.keys(filter));
  return new Set(names).size === names.length ? Object.assign({}, ...all) : { _and: all };
}

function group(name: '_and' | '_or', type: GraphQLInputObjectType, operand: unknown): Filter[] {
  if (!Array.isArray(operand)) return [];
  const members = operand.map((member) => toDirectusFilter(type, member));
  const real = members.filter((member) => member !== undefined);
  // One alternative that every row meets makes the whole one that every row meets.
  if (real.length === 0 || (name === '_or' && real.length < members.length)) return [];
  return [{ [name]: real }];
}

function nested({ name, collections }: InputMapping, target: GraphQLInputObjectType, operand: unknown): Filter[] {
  const inner = toDirectusFilter(target, operand);
  if (!inner) return [];
  if (name.endsWith('_func')) return Object.entries(inner).map(([part, of]) => ({ [name]: { [part]: of } }));
  return [{ [name]: collections ? named(inner, collections) : inner }];
}

/** The names of collections for the names of types. */
function named(filter: Filter, collections: ReadonlyMap<string, string>): Filter {
  const of = (value: unknown) => (typeof value === 'string' ? (collections.get(value) ?? value) : value);
  return Object.fromEntries(
    Object.entries(filter).map(([name, value]) => [name, Array.isArray(value) ? value.map(of) : of(value)]),
  );
}

function operator(name: string, scalar: string, operand: unknown): Filter[] {
  // Directus takes a big integer as a text alone.
  const written = (value: unknown) => (scalar === 'BigInt' ? String(value) : value);
  if (name === '_in' || name === '_nin') return membership(name, operand, written);
  if (operand === null || operand === undefined) return withoutValue[name] ?? [];
  if (operand === '') return withEmptyText[name] ?? [{ [name]: operand }];
  return [{ [name]: Array.isArray(operand) ? operand.map(written) : written(operand) }];
}

function membership(name: '_in' | '_nin', operand: unknown, written: (value: unknown) => unknown): Filter[] {
  if (!Array.isArray(operand)) return [];
  const values = operand.filter((value) => value !== null);
  if (values.length > 0) return [{ [name]: values.map(written) }];
  return name === '_in' ? [NEVER] : [];
}

/** What comparing with null means. Any other operator without an operand is none. */
const withoutValue: Readonly<Record<string, Filter[]>> = { _eq: [{ _null: true }], _neq: [{ _nnull: true }] };

/** What comparing with an empty text means, without one. */
const withEmptyText: Readonly<Record<string, Filter[]>> = {
  _eq: [{ _empty: true, _nnull: true }],
  _neq: [{ _nempty: true }],
  ...every(['_contains', '_icontains', '_starts_with', '_istarts_with', '_ends_with', '_iends_with'], { _nnull: true }),
  ...every(['_ncontains', '_nstarts_with', '_nistarts_with', '_nends_with', '_niends_with'], NEVER),
};

function every(names: readonly string[], filter: Filter): Record<string, Filter[]> {
  return Object.fromEntries(names.map((name) => [name, [filter]]));
}
