import { parseSelectionSet } from '@graphql-tools/utils';
import { GraphQLError, getNamedType, Kind } from 'graphql';
import type { KeyColumn, RowFilter } from '../../subgraphs/row-filter.ts';
import type { Caller, Upstream } from '../../subgraphs/upstream.ts';
import { fieldNameOf, type Link, type LocatedLink } from './link.ts';

type FilteringUpstream = Pick<Upstream, 'name' | 'schema' | 'rowFilters'>;

/**
 * A filter across a link: an argument of a list that only those rows pass from which the link leads to something that
 * passes a filter of its own.
 */
export interface LinkFilter {
  /** The root fields that take it: "cmsArticles". */
  readonly fields: readonly string[];
  /** "whereRegion". */
  readonly argument: string;
  /** The type of what the link leads to has this filter. */
  readonly type: string;
  readonly description: string;
  /** What an audience has to see to have it, as schema coordinates. */
  readonly needs: readonly string[];
  /** The rows that are filtered. */
  readonly rows: RowFilter;
  /** Their field that holds the link's key. */
  readonly column: KeyColumn;
  /** Where the link leads: whose keys are searched for, and the field that is the key. */
  readonly target: { readonly upstream: Upstream['name']; readonly rows: RowFilter; readonly key: string };
}

/** What the arguments of filters across links begin with. */
export const FILTER_PREFIX = 'where';

/** How many keys a filter across a link finds at most. */
export const MAX_KEYS: Readonly<Record<Caller['audience'], number>> = {
  public: 5_000,
  partner: 10_000,
  internal: 10_000,
};

/** More keys than a filter can be held to. @param name of its argument */
export function tooManyKeys(name: string, most: number): GraphQLError {
  return new GraphQLError(`"${name}" finds more than ${most} keys: add conditions to it.`, {
    extensions: { code: 'LIMIT_EXCEEDED' },
  });
}

/** The filters that links lend to the lists of their parents: of each link whose key is the value of one field. */
export function linkFilters(
  upstreams: readonly FilteringUpstream[],
  links: readonly (Link | LocatedLink)[],
): readonly LinkFilter[] {
  return links.flatMap((link) => ('lookup' in link ? (filterOf(upstreams, link) ?? []) : []));
}

function filterOf(upstreams: readonly FilteringUpstream[], link: Link): LinkFilter | undefined {
  const owner = upstreams.find(({ rowFilters }) => rowFilters?.has(link.on));
  const rows = owner?.rowFilters?.get(link.on);
  const field = keyField(link);
  const column = field === undefined ? undefined : rows?.column(field);
  const target = targetOf(upstreams, link);
  if (!owner || !rows || !column || !target) return undefined;
  const name = fieldNameOf(link);
  const argument = `${FILTER_PREFIX}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const taken = rows.fields.some((root) =>
    owner.schema
      .getQueryType()
      ?.getFields()
      [root]?.args.some((arg) => arg.name === argument),
  );
  if (taken) return undefined;
  return {
    fields: rows.fields,
    argument,
    type: target.filter,
    description: `Only those whose \`${name}\` passes this: at least one, where it is a list. ${link.description}`,
    needs: [
      `${link.on}.${name}`,
      `${link.on}.${field}`,
      target.typeName,
      `${target.typeName}.${target.key}`,
      target.filter,
    ],
    rows,
    column,
    target,
  };
}

/** A value that can be a key of any lookup: a text, and the id of a record. */
const SAMPLE = '5a3c1d2e-7b4f-4c6a-9e8d-0f1a2b3c4d5e';

/** The field that a link's key is the value of, or the values; undefined where the key is made of something else. */
function keyField({ needs, key }: Link): string | undefined {
  const [only, another] = parseSelectionSet(needs, { noLocation: true }).selections;
  if (another || only?.kind !== Kind.FIELD || only.selectionSet || only.arguments?.length) return undefined;
  const field = only.name.value;
  const isItself = (value: unknown): boolean => {
    try {
      return JSON.stringify(key({ [field]: value }, {})) === JSON.stringify(value);
    } catch {
      // A key that is made of the arguments too.
      return false;
    }
  };
  return isItself(SAMPLE) || isItself([SAMPLE]) ? field : undefined;
}

/** What a link leads to: its type, the filter of its rows, and their field that the lookup finds them by. */
function targetOf(upstreams: readonly FilteringUpstream[], { lookup }: Link) {
  const upstream = upstreams.find(({ name }) => name === lookup.upstream);
  const root = upstream?.schema.getQueryType()?.getFields();
  const found = root?.[lookup.field];
  if (!upstream || !root || !found) return undefined;
  const typeName = getNamedType(found.type).name;
  const rows = upstream.rowFilters?.get(typeName);
  const key = rows?.keys.get(lookup.field);
  const filter = rows && root[rows.search.field]?.args.find(({ name }) => name === rows.search.filter);
  if (!rows || key === undefined || !filter) return undefined;
  return { upstream: upstream.name, typeName, rows, key, filter: getNamedType(filter.type).name };
}
