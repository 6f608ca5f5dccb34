import { GraphQLError } from 'graphql';
import { elements, property } from '../../../subgraphs/json.ts';
import { lostField, type ResponseField, readField } from '../../../subgraphs/response/index.ts';
import type { RowFilter } from '../../../subgraphs/row-filter.ts';

/** The keys that the rows of a list are held to, or why they were not found. */
export type FoundKeys = readonly string[] | GraphQLError;

/** The value of an answer, where nothing in it is missing. */
export function soundValue(field: ResponseField = lostField([])): unknown {
  const { value, errors } = readField(field);
  const [error] = errors;
  if (error) return new GraphQLError(error.message, { extensions: error.extensions });
  return value ?? new GraphQLError('What passes a filter is missing.', { extensions: { code: 'UPSTREAM_FAILED' } });
}

/** The rows of a list, or of a connection; or their keys, where a search answers with these. */
export function rowsIn({ search: { path } }: RowFilter, value: unknown): readonly unknown[] {
  const [list, ...below] = path ?? [];
  const items = elements(list === undefined ? value : property(value, list));
  return below.length > 0 ? items.map((item) => below.reduce<unknown>(property, item)) : items;
}
