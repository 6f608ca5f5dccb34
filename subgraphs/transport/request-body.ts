import { createMemo } from '../memo.ts';

/**
 * Makes a writer of requests as GraphQL over HTTP has them, `{"query":…,"variables":…}`: of a document that is sent again, the
 * variables alone are written.
 */
export function createBodyWriter(): (query: string, variables: unknown) => string {
  const heads = createMemo<string>();
  return (query, variables) => {
    let head = heads.get(query);
    if (head === undefined) {
      head = `{"query":${JSON.stringify(query)}`;
      heads.set(query, head, 2 * head.length);
    }
    return variables === undefined ? `${head}}` : `${head},"variables":${JSON.stringify(variables)}}`;
  };
}
