import { GraphQLError } from 'graphql';

/** The most nodes that a located link's list gives at once. */
export const MAX_NODES = 1_000;

/**
 * The argument `first` of a located link's `nodes`, where it is within its bounds.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function boundedFirst(first: unknown): number {
  if (typeof first === 'number' && first >= 0 && first <= MAX_NODES) return first;
  throw new GraphQLError(`"first" must be from 0 to ${MAX_NODES}, not ${String(first)}.`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/** More candidates than a located link looks at. */
export function tooManyCandidates(bound: number): GraphQLError {
  return new GraphQLError(`More than ${bound} records may stand there: ask for a smaller region.`, {
    extensions: { code: 'LIMIT_EXCEEDED' },
  });
}
