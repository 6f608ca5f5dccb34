import type { GraphQLError } from 'graphql';

/** Twenty keeps back what could have been meant: "Did you mean …?" */
export function withoutSuggestion({ message, locations }: GraphQLError) {
  return { message: message.replace(/ Did you mean .*\?$/s, ''), locations };
}
