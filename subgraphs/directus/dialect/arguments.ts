import { type GraphQLArgument, isInputObjectType } from 'graphql';
import type { FieldRequest } from '../../request.ts';
import { DEFAULT_LIMIT, MAX_LIMIT } from '../graph/lists.ts';
import { argumentMapping } from '../mapping.ts';
import type { AskedArgument } from './asked.ts';
import { badInput } from './errors.ts';
import { toDirectusFilter } from './filter.ts';

/**
 * The arguments of a list as Directus takes them. The limit always goes with them: Directus's own is silent.
 * @throws GraphQLError BAD_USER_INPUT for a number out of its bounds
 */
export function toDirectusArguments({ definition, args }: FieldRequest): AskedArgument[] {
  return definition.args.flatMap((argument) => {
    const value = toDirectusValue(argument, args[argument.name]);
    return value === undefined ? [] : [{ ...argumentMapping(argument), value }];
  });
}

function toDirectusValue({ name, type }: GraphQLArgument, value: unknown): unknown {
  if (isInputObjectType(type)) return toDirectusFilter(type, value);
  if (name === 'limit') return bounded(name, value ?? DEFAULT_LIMIT, 0, MAX_LIMIT);
  const isEmpty = value === '' || (Array.isArray(value) && value.length === 0);
  if (value === null || value === undefined || isEmpty) return undefined;
  if (name === 'page') return bounded(name, value, 1);
  return name === 'offset' ? bounded(name, value, 0) : value;
}

/**
 * A number that a client gave, where it is within its bounds.
 * @throws GraphQLError BAD_USER_INPUT that says the bounds
 */
export function bounded(name: string, value: unknown, min: number, max = Number.POSITIVE_INFINITY): number {
  if (typeof value === 'number' && value >= min && value <= max) return value;
  const bounds = max === Number.POSITIVE_INFINITY ? `${min} or more` : `${min} to ${max}`;
  throw badInput(`\`${name}\` must be ${bounds}, not ${String(value)}.`);
}
