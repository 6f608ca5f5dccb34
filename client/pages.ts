import { GraphError } from './errors.ts';

/** A page of a list, by Relay's cursor connections specification, with rows in `edges` or in `nodes`. */
export interface Connection<Node> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null | undefined };
  readonly edges?: ReadonlyArray<{ readonly node?: Node } | null> | null | undefined;
  readonly nodes?: ReadonlyArray<Node> | null | undefined;
}

/** Bounds for reading a list. */
export interface PagesBounds {
  /** Maximum number of rows. Default: all. */
  readonly limit?: number | undefined;
  /** Maximum number of pages; a longer list throws a GraphError TOO_MANY_PAGES. Default 1,000. */
  readonly maxPages?: number | undefined;
}

/**
 * Yields the rows of a list. Requests a page when its first row is read.
 * @param readPage returns the page after a cursor, or the first page for undefined; null is an empty list
 * @throws GraphError TOO_MANY_PAGES; TypeError where the operation does not lead to all pages
 */
export async function* readPages<Node>(
  readPage: (after: string | undefined) => Promise<Connection<Node> | null | undefined>,
  { limit = Number.POSITIVE_INFINITY, maxPages = 1_000 }: PagesBounds,
): AsyncGenerator<NonNullable<Node>, void, undefined> {
  const cursors = new Set<string>();
  let after: string | undefined;
  let rows = 0;
  for (let page = 0; rows < limit; page += 1) {
    if (page >= maxPages) {
      const remedy = 'Request larger pages (first) or fewer rows (limit), or allow more pages (maxPages).';
      throw new GraphError('TOO_MANY_PAGES', `The list has more than ${maxPages} pages. ${remedy}`);
    }
    const connection = await readPage(after);
    if (!connection) return;
    const next = nextCursor(connection, cursors);
    for (const node of nodesOf(connection)) {
      if (rows >= limit) return;
      rows += 1;
      yield node;
    }
    if (next === undefined) return;
    cursors.add(next);
    after = next;
  }
}

/**
 * Returns the cursor of the next page; undefined after the last page.
 * @param cursors those of the pages before
 * @throws TypeError where the operation does not lead to all pages: a part of a list is not the list
 */
function nextCursor({ pageInfo }: Connection<unknown>, cursors: ReadonlySet<string>): string | undefined {
  const { hasNextPage, endCursor } = pageInfo ?? {};
  if (hasNextPage === undefined || (hasNextPage && endCursor === undefined))
    throw new TypeError('The operation does not select all of the list’s `pageInfo { hasNextPage endCursor }`.');
  if (!hasNextPage || !endCursor) return undefined;
  if (!cursors.has(endCursor)) return endCursor;
  throw new TypeError('The list has the same page twice: give it `after: $after` in the operation.');
}

function nodesOf<Node>({ edges, nodes }: Connection<Node>): NonNullable<Node>[] {
  const all = nodes ?? edges?.map((edge) => edge?.node) ?? [];
  return all.filter((node): node is NonNullable<Node> => node !== null && node !== undefined);
}
