import { textBytes } from '../common/estimate.ts';
import { createMemo } from '../common/memo.ts';

/**
 * Creates a writer of GraphQL requests over HTTP, `{"query":…,"variables":…}`. It caches the written document: if a
 * document is sent again, only the variables are written.
 */
export function createBodyWriter(): (query: string, variables: unknown) => string {
  const heads = createMemo<string>();
  return (query, variables) => {
    const head = heads.of(query, () => `{"query":${JSON.stringify(query)}`, textBytes);
    return variables === undefined ? `${head}}` : `${head},"variables":${JSON.stringify(variables)}}`;
  };
}
