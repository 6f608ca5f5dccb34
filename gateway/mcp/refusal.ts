import type { GraphQLFormattedError } from 'graphql';

/** Writes the errors of a refused operation, one per line. */
export function refusalOf(errors: readonly GraphQLFormattedError[]): string {
  return errors.map(({ message, extensions }) => [extensions?.code, message].filter(Boolean).join(': ')).join('\n');
}
