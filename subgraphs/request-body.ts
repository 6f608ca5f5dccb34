/** How many texts are kept as JSON: as many as there are documents that are sent again and again. */
const MAX_HEADS = 1_000;

/**
 * Makes a writer of requests as GraphQL over HTTP has them, `{"query":…,"variables":…}`: of a document that is sent again, the
 * variables alone are written.
 */
export function createBodyWriter(): (query: string, variables: unknown) => string {
  const heads = new Map<string, string>();
  return (query, variables) => {
    let head = heads.get(query);
    if (head === undefined) {
      head = `{"query":${JSON.stringify(query)}`;
      if (heads.size >= MAX_HEADS) heads.clear();
      heads.set(query, head);
    }
    return variables === undefined ? `${head}}` : `${head},"variables":${JSON.stringify(variables)}}`;
  };
}
