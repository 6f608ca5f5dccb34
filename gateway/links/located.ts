import { GraphQLError } from 'graphql';

/** Maximum number of nodes that a located link's list returns. */
export const MAX_NODES = 1_000;

/**
 * Checks the argument `first` of a located link's `nodes`, and returns it.
 * @throws GraphQLError BAD_USER_INPUT where it is out of bounds
 */
export function boundedFirst(first: unknown): number {
  if (typeof first === 'number' && first >= 0 && first <= MAX_NODES) return first;
  throw new GraphQLError(`"first" must be from 0 to ${MAX_NODES}, not ${String(first)}.`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/** Returns the error of a located link with too many candidates. */
export function tooManyCandidates(bound: number): GraphQLError {
  return new GraphQLError(`More than ${bound} records may be there: request a smaller region.`, {
    extensions: { code: 'LIMIT_EXCEEDED' },
  });
}
