import type { GraphQLError } from 'graphql';
import { elements, isJsonObject, property } from '../../common/json.ts';
import { type UpstreamErrorCode, upstreamError } from '../../contract/errors.ts';
import type { TransportAnswer } from '../../transport/index.ts';
import type { UpstreamRoot } from '../schema/mapping.ts';

/** A fault, before the paths that it affects are known. */
export interface LocatedError {
  readonly error: GraphQLError;
  /** Twenty has no such record. */
  readonly isMiss?: boolean;
  /** The request named a field that the workspace does not have: its schema has changed. */
  readonly isContradiction?: boolean;
  /** It may be of another root field of the request: requested by itself, each has its own faults. */
  readonly isAmbiguous?: boolean;
}

export function fault(
  code: UpstreamErrorCode,
  message: string,
  { cause, ...marks }: Omit<LocatedError, 'error'> & { readonly cause?: unknown } = {},
): LocatedError {
  return { error: upstreamError('twenty', code, message, { cause }), ...marks };
}

/** The result of one root field. */
export interface FieldOutcome {
  readonly data: unknown;
  readonly faults: readonly LocatedError[];
}

export const succeeded = (data: unknown): FieldOutcome => ({ data, faults: [] });
export const refused = (refusal: LocatedError): FieldOutcome => ({ data: null, faults: [refusal] });

/** The result of one request: Twenty's answer, or the error. */
export type TwentyAnswer = TransportAnswer | GraphQLError;

/** Returns the result of each root field of a request, by its name. */
export function readAnswer(
  roots: readonly UpstreamRoot[],
  answer: TwentyAnswer | undefined,
): ReadonlyMap<string, FieldOutcome> {
  if (!answer) return toAll(roots, [fault('UPSTREAM_FAILED', 'Twenty was not asked.')]);
  if (answer instanceof Error) return toAll(roots, [{ error: answer }]);
  const data = property(answer.body, 'data');
  const errors = elements(property(answer.body, 'errors'));
  if (!isJsonObject(data)) {
    const faults = different(errors.map((error) => faultOf(error, false)));
    return toAll(roots, faults.length > 0 ? faults : [noGraphQL(answer.status)]);
  }
  if (errors.length === 0) return new Map(roots.map(({ name }) => [name, { data: data[name] ?? null, faults: NONE }]));
  return attribute(roots, data, different(errors.map((error) => faultOf(error, true))));
}

const NONE: readonly LocatedError[] = [];

/** Removes duplicates: two equal errors are of two root fields, and each field gets one. */
function different(faults: readonly LocatedError[]): readonly LocatedError[] {
  return Array.from(
    new Map(faults.map((each) => [`${each.error.extensions.code} ${each.error.message}`, each])).values(),
  );
}

/** Assigns faults to the root fields that are null, or to all if none is: Twenty's errors have no path. */
function attribute(
  roots: readonly UpstreamRoot[],
  data: Readonly<Record<string, unknown>>,
  faults: readonly LocatedError[],
): ReadonlyMap<string, FieldOutcome> {
  const failed = roots.filter(({ name }) => data[name] == null);
  const blamed = failed.length > 0 ? failed : roots;
  const isAmbiguous = blamed.length > 1 && faults.length > 1;
  const own = faults.map((each) => ({ ...each, isAmbiguous }));
  return new Map(
    roots.map((root) => [root.name, { data: data[root.name] ?? null, faults: blamed.includes(root) ? own : NONE }]),
  );
}

function toAll(roots: readonly UpstreamRoot[], faults: readonly LocatedError[]): ReadonlyMap<string, FieldOutcome> {
  return new Map(roots.map(({ name }) => [name, { data: null, faults }]));
}

const unauthenticated = () => fault('UPSTREAM_UNAUTHENTICATED', "Twenty refused the gateway's API key.");
const rateLimited = () => fault('UPSTREAM_RATE_LIMITED', 'Twenty received too many requests. Try again later.');

function noGraphQL(status: number): LocatedError {
  if (status === 401 || status === 403) return unauthenticated();
  if (status === 429) return rateLimited();
  return fault('UPSTREAM_FAILED', `Twenty answered HTTP ${status} without a GraphQL response.`);
}

const extension = (error: unknown, name: string) => property(property(error, 'extensions'), name);

/** Whether an error is of Twenty's rate limit, which it reports with status 200, like any other error. */
export const isOverLimit = (error: unknown): boolean =>
  ['code', 'subCode'].some((name) => extension(error, name) === 'LIMIT_REACHED');

/** Twenty 2.21's messages for an order and for a filter by a field that it does not have. */
const UNKNOWN_FIELD: ReadonlySet<unknown> = new Set(['FIELD_NOT_FOUND', 'INVALID_ARGS_FILTER']);

/** Twenty 2.21's messages for root fields that it does not have: of a request with others, and of one without. */
const MIXED = 'This query cannot be executed as a single request. Please split it into separate queries.';
const UNKNOWN_ROOT = /^Cannot query field "\w+" on type "(Query|Mutation)"/;

/**
 * Converts an error of Twenty to the gateway's error. An error that a client can correct has Twenty's message; an
 * internal error of Twenty has a general message.
 * @param hasData whether root fields were executed: a FORBIDDEN before that is about the API key, not about a record
 */
function faultOf(error: unknown, hasData: boolean): LocatedError {
  const message = String(property(error, 'message'));
  const code = extension(error, 'code');
  if (isOverLimit(error)) return rateLimited();
  if (code === 'UNAUTHENTICATED' || (code === 'FORBIDDEN' && !hasData)) return unauthenticated();
  if (code === 'FORBIDDEN') return fault(code, message);
  if (code === 'NOT_FOUND') return fault('BAD_USER_INPUT', message, { isMiss: true });
  if (message === MIXED || UNKNOWN_ROOT.test(message)) {
    const marks = { isContradiction: true, isAmbiguous: message === MIXED };
    return fault('UPSTREAM_FAILED', 'Twenty no longer has this object.', marks);
  }
  if (code === 'BAD_USER_INPUT')
    return fault(code, message, { isContradiction: UNKNOWN_FIELD.has(extension(error, 'subCode')) });
  return fault('UPSTREAM_FAILED', 'Twenty failed to answer this.', { cause: new Error(message) });
}
