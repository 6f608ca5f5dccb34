import { createMemo } from '../memo.ts';

/**
 * Makes a writer of requests as GraphQL over HTTP has them, `{"query":…,"variables":…}`: of a document that is sent again, the
 * variables alone are written.
 */
export function createBodyWriter(): (query: string, variables: unknown) => string {
  const heads = createMemo<string>();
  return (query, variables) => {
    const head = heads.of(
      query,
      () => `{"query":${JSON.stringify(query)}`,
      (made) => 2 * made.length,
    );
    return variables === undefined ? `${head}}` : `${head},"variables":${JSON.stringify(variables)}}`;
  };
}
