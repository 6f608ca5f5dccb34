import type { GraphQLError } from 'graphql';
import { errorAt } from '../../contract/errors.ts';
import type { FieldRequest, OperationRequest } from '../../contract/request.ts';
import { knownField, lostField, orLost, type ResponseField, type UpstreamResponse } from '../../response/index.ts';
import type { Assets } from './compile/compiling.ts';
import { compileRoot } from './compile/roots.ts';
import { type Conversation, createFetchRoot, type FetchAll, type FetchRoot } from './fetch.ts';
import { withExactDecimals } from './read/decimals.ts';

export interface DirectusSession extends Conversation {
  readonly assets: Assets;
  /** Directus's QUERY_LIMIT_MAX, 100 or more; undefined if it has none. */
  readonly queryLimitMax?: number | undefined;
}

/** Answers an operation of the graph from Directus, with all roots in one request where possible. */
export async function answerOperation(
  { fields }: OperationRequest,
  session: DirectusSession,
): Promise<UpstreamResponse> {
  const { queryLimitMax = Number.MAX_SAFE_INTEGER, assets } = session;
  const fetch = withExactDecimals(createFetchRoot(session), queryLimitMax);
  const answer = (field: FieldRequest) => answerField(field, { queryLimitMax, assets }, fetch);
  return { fields: await Promise.all(fields.map((field) => orLost(() => answer(field)))) };
}

/** @throws GraphQLError in place of the field's value */
async function answerField(
  field: FieldRequest,
  server: Parameters<typeof compileRoot>[1],
  fetch: FetchRoot,
): Promise<ResponseField> {
  if (field.name === '__typename') return knownField('Query');
  const errors: GraphQLError[] = [];
  const fetchMore: FetchAll = async (roots) => {
    const answers = await Promise.all(roots.map(fetch));
    errors.push(...answers.flatMap(({ faults }) => faults.map(({ error }) => error)));
    return answers.map(({ value }) => value);
  };
  const { requests, layout, ...root } = await compileRoot(field, server, fetchMore);
  const answers = await Promise.all(requests.map(fetch));
  for (const { error, path } of answers.flatMap(({ faults }) => faults))
    errors.push(errorAt(error, root.locate?.(path.slice(1)) ?? []));
  const values = answers.map(({ value }) => value);
  const value = values.includes(undefined) ? undefined : await root.value(values, fetchMore);
  return value === null && errors.length > 0 ? lostField(errors) : { layout, value, errors };
}
