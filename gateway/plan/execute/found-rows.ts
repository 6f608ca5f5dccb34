import { GraphQLError } from 'graphql';
import { elements, property } from '../../../subgraphs/common/json.ts';
import type { RowFilter } from '../../../subgraphs/contract/row-filter.ts';
import { lostField, type ResponseField, readField } from '../../../subgraphs/response/index.ts';

/** The keys that rows of a list must have, or the error of their search. */
export type FoundKeys = readonly unknown[] | GraphQLError;

/** Returns the value of a complete answer; an error where the answer has errors or no value. */
export function soundValue(field: ResponseField = lostField([])): unknown {
  const { value, errors } = readField(field);
  const [error] = errors;
  if (error) return new GraphQLError(error.message, { extensions: error.extensions });
  return value ?? new GraphQLError('What passes a filter is missing.', { extensions: { code: 'UPSTREAM_FAILED' } });
}

/** Returns the rows of a list or a connection; or their keys, where a search returns keys. */
export function rowsIn({ search: { path } }: RowFilter, value: unknown): readonly unknown[] {
  const [list, ...below] = path ?? [];
  const items = elements(list === undefined ? value : property(value, list));
  return below.length > 0 ? items.map((item) => below.reduce<unknown>(property, item)) : items;
}
