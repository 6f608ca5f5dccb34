import type { Frequency, SiteCatalogQueryVariables } from '@chronos-graph/views';

/** The filters of the catalogue, by the address of its page. */
export interface CatalogAsked {
  readonly search: string;
  readonly frequency: Frequency | '';
  readonly indicator: string;
  /** The code of the region that they are about. */
  readonly region: string;
  readonly variables: SiteCatalogQueryVariables;
}

export const FREQUENCIES: readonly Frequency[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'ANNUAL'];

const PAGE = 25;

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** Reads `?search=&frequency=&indicator=&region=&after=&before=`; what is not among the choices is as if it was not there. */
export function readCatalog(query: Query): CatalogAsked {
  const search = text(query.search).slice(0, 200);
  const frequency = FREQUENCIES.find((each) => each === query.frequency) ?? '';
  const indicator = text(query.indicator);
  const region = text(query.region);
  const before = text(query.before);
  const after = text(query.after);
  return {
    search,
    frequency,
    indicator,
    region,
    variables: {
      search: search || null,
      frequency: frequency || null,
      indicator: indicator || null,
      region: region || null,
      orderBy: search ? 'RELEVANCE' : 'CODE_ASC',
      ...(before ? { last: PAGE, before } : { first: PAGE, after: after || null }),
    },
  };
}

/** The same, on another page of it. */
export function catalogQuery(
  { search, frequency, indicator, region }: CatalogAsked,
  page: { readonly after?: string | null; readonly before?: string | null },
): string {
  const query = new URLSearchParams({
    ...(search && { search }),
    ...(frequency && { frequency }),
    ...(indicator && { indicator }),
    ...(region && { region }),
    ...(page.after && { after: page.after }),
    ...(page.before && { before: page.before }),
  });
  return `?${query}`;
}

function text(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}
