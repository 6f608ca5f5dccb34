import { GraphError } from './errors.ts';

/** A page of a list, as Relay's cursor connections specification has it: rows in `edges`, or plainly in `nodes`. */
export interface Connection<Node> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null | undefined };
  readonly edges?: ReadonlyArray<{ readonly node?: Node } | null> | null | undefined;
  readonly nodes?: ReadonlyArray<Node> | null | undefined;
}

/** How far a list is read. */
export interface PagesBounds {
  /** Ends after so many rows. All where absent. */
  readonly limit?: number | undefined;
  /** Throws a GraphError of code TOO_MANY_PAGES where the list has more pages. Default 1,000. */
  readonly maxPages?: number | undefined;
}

/**
 * The rows of a list, page after page; a page is requested when its first row is.
 * Ends where there is no next page, or where a cursor comes again, which would go round for ever.
 * @param askPage the page after a cursor, the first one after undefined; null is an empty list
 */
export async function* readPages<Node>(
  askPage: (after: string | undefined) => Promise<Connection<Node> | null | undefined>,
  { limit = Number.POSITIVE_INFINITY, maxPages = 1_000 }: PagesBounds,
): AsyncGenerator<NonNullable<Node>, void, undefined> {
  const cursors = new Set<string>();
  let after: string | undefined;
  let rows = 0;
  for (let page = 0; rows < limit; page += 1) {
    if (page >= maxPages) {
      const remedy = 'Ask for larger pages (first), for fewer rows (limit), or allow more pages (maxPages).';
      throw new GraphError('TOO_MANY_PAGES', `The list has more than ${maxPages} pages. ${remedy}`);
    }
    const connection = await askPage(after);
    if (!connection) return;
    for (const node of nodesOf(connection)) {
      if (rows >= limit) return;
      rows += 1;
      yield node;
    }
    const { hasNextPage, endCursor } = connection.pageInfo;
    if (!hasNextPage || typeof endCursor !== 'string' || cursors.has(endCursor)) return;
    cursors.add(endCursor);
    after = endCursor;
  }
}

function nodesOf<Node>({ edges, nodes }: Connection<Node>): NonNullable<Node>[] {
  const all = nodes ?? edges?.map((edge) => edge?.node) ?? [];
  return all.filter((node): node is NonNullable<Node> => node !== null && node !== undefined);
}
