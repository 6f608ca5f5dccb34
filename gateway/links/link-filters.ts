import { parseSelectionSet } from '@graphql-tools/utils';
import { type GraphQLField, getNamedType, isObjectType, Kind } from 'graphql';
import { isJsonObject } from '../../subgraphs/common/json.ts';
import { upperFirst } from '../../subgraphs/common/words.ts';
import type { RowFilter } from '../../subgraphs/contract/row-filter.ts';
import type { Upstream } from '../../subgraphs/contract/upstream.ts';
import {
  type Candidates,
  COMPOSING,
  COMPOSING_ARGUMENT,
  FILTER_PREFIX,
  type KeysOfTarget,
  type LinkFilter,
  type LinkFilters,
  MAX_CANDIDATES,
} from './filters.ts';
import { fieldNameOf, type Link, type LocatedLink } from './link.ts';

type FilteringUpstream = Pick<Upstream, 'name' | 'schema' | 'lookups' | 'rowFilters'>;

/**
 * Returns the filters that links add to the lists of their parents. A link adds a filter where its key is the value of
 * one field, where its lookup takes a filter, or where it locates its targets.
 */
export function linkFilters(
  upstreams: readonly FilteringUpstream[],
  links: readonly (Link | LocatedLink)[],
): readonly LinkFilters[] {
  return upstreams.flatMap((upstream) =>
    Array.from(upstream.rowFilters ?? [], ([on, rows]): LinkFilters => {
      const type = filterTypeOf(upstream, rows) ?? '';
      const lists = listsOf(upstream, rows, type);
      const filters = links.flatMap((link): [string, LinkFilter][] => {
        const filter = link.on === on ? filterOf(upstreams, { upstream, rows, lists, link }) : undefined;
        return filter ? [[fieldNameOf(link), filter]] : [];
      });
      return { on, fields: new Set(lists.keys()), rows, type, links: new Map(filters) };
    }).filter(({ links, type }) => links.size > 0 && type !== ''),
  );
}

type Lists = ReadonlyMap<string, GraphQLField<unknown, unknown>>;

/**
 * Returns the lists that take the rows' filter, by their schema coordinates: fields of all types, except of writes,
 * events, and lookups.
 */
function listsOf({ schema, lookups }: FilteringUpstream, { argument, keys }: RowFilter, type: string): Lists {
  const others = [schema.getMutationType(), schema.getSubscriptionType()];
  const byKeys = new Set([...lookups, ...keys.keys()].map((lookup) => `Query.${lookup}`));
  const fields = Object.values(schema.getTypeMap()).flatMap((each) => {
    if (!isObjectType(each) || others.includes(each)) return [];
    return Object.values(each.getFields()).map((field) => [`${each.name}.${field.name}`, field] as const);
  });
  const takesFilter = ({ args }: GraphQLField<unknown, unknown>) =>
    args.some((arg) => arg.name === argument && getNamedType(arg.type).name === type);
  return new Map(fields.filter(([coordinate, field]) => !byKeys.has(coordinate) && takesFilter(field)));
}

/** The rows that a link filters. */
interface FilteredBy<Edge = Link | LocatedLink> {
  readonly upstream: FilteringUpstream;
  readonly rows: RowFilter;
  readonly lists: Lists;
  readonly link: Edge;
}

function filterOf(upstreams: readonly FilteringUpstream[], filtered: FilteredBy): LinkFilter | undefined {
  const { lists, link } = filtered;
  const name = fieldNameOf(link);
  const argument = `${FILTER_PREFIX}${upperFirst(name)}`;
  const target = targetOf(upstreams, link);
  const isTaken = [...lists.values()].some(({ args }) => args.some((arg) => arg.name === argument));
  if (!target || isTaken || COMPOSING.includes(name) || argument === COMPOSING_ARGUMENT) return undefined;
  const finds =
    'search' in link
      ? placesOf({ ...filtered, link }, target)
      : (keysOf({ ...filtered, link }, target) ?? candidatesOf({ ...filtered, link }, target));
  return (
    finds && {
      argument,
      type: target.type,
      description: `Only rows whose \`${name}\` leads to a record that passes this condition.`,
      needs: [
        `${link.on}.${name}`,
        ...coordinates(link.on, link.needs),
        target.typeName,
        target.type,
        ...(finds.by === 'keys' ? coordinates(target.typeName, finds.key.needs) : []),
      ],
      finds,
    }
  );
}

interface Target {
  readonly upstream: FilteringUpstream;
  readonly typeName: string;
  readonly rows: RowFilter;
  /** The type of the rows' filter. */
  readonly type: string;
}

/** Returns the target of a link; undefined where it has no filter. */
function targetOf(upstreams: readonly FilteringUpstream[], link: Link | LocatedLink): Target | undefined {
  const name = 'search' in link ? link.search.upstream : link.lookup.upstream;
  const upstream = upstreams.find((each) => each.name === name);
  const lookup = upstream && 'lookup' in link ? rootOf(upstream, link.lookup.field) : undefined;
  const typeName = 'search' in link ? link.list.node : lookup && getNamedType(lookup.type).name;
  const rows = typeName === undefined ? undefined : upstream?.rowFilters?.get(typeName);
  const type = upstream && rows && filterTypeOf(upstream, rows);
  return upstream && typeName && rows && type ? { upstream, typeName, rows, type } : undefined;
}

function filterTypeOf(upstream: FilteringUpstream, { search, argument: filter }: RowFilter): string | undefined {
  const argument = rootOf(upstream, search.field)?.args.find(({ name }) => name === filter);
  return argument && getNamedType(argument.type).name;
}

const rootOf = ({ schema }: FilteringUpstream, field: string): GraphQLField<unknown, unknown> | undefined =>
  schema.getQueryType()?.getFields()[field];

/** A value that is a valid key of any lookup: a string, and a record id. */
const SAMPLE = '5a3c1d2e-7b4f-4c6a-9e8d-0f1a2b3c4d5e';

function keysOf({ rows, link }: FilteredBy<Link>, { upstream, rows: targetRows }: Target): KeysOfTarget | undefined {
  const [field, another] = fieldsIn(link.needs);
  const column = field === undefined || another !== undefined ? undefined : rows.column(field);
  const key = targetRows.keys.get(link.lookup.field);
  if (field === undefined || !column || key === undefined) return undefined;
  const isItself = (value: unknown): boolean => {
    try {
      return JSON.stringify(link.key({ [field]: value }, {})) === JSON.stringify(value);
    } catch {
      // The key also depends on the arguments.
      return false;
    }
  };
  if (!isItself(SAMPLE) && !isItself([SAMPLE])) return undefined;
  const of = (target: unknown) => (isJsonObject(target) ? target[key] : target);
  const most = targetRows.search.most - 1;
  return {
    by: 'keys',
    upstream: upstream.name,
    rows: targetRows,
    most,
    key: { name: key, needs: `{ ${key} }`, of },
    column,
  };
}

function candidatesOf({ upstream, rows, link }: FilteredBy<Link>, target: Target): Candidates | undefined {
  const lookup = rootOf(target.upstream, link.lookup.field);
  const where = lookup?.args.find(({ type }) => getNamedType(type).name === target.type);
  const column = rows.column(rows.id);
  if (!where || !column || rows.search.path === undefined) return undefined;
  return { by: 'candidates', upstream: upstream.name, link, key: target.rows.id, where: where.name, column };
}

/**
 * Returns the filter of a located link: the rows are filtered by the places of its targets. It is given by the lookup
 * only what fields of the same names have, and belongs to the row that the lookup finds.
 */
function placesOf({ rows, link }: FilteredBy<LocatedLink>, { upstream, rows: targetRows }: Target) {
  const { locate, search } = link;
  const field = rows.keys.get(locate.lookup.field);
  const column = field === undefined ? undefined : rows.column(field);
  const isInside = (id: string): boolean => locate.belongs({ [rows.id]: SAMPLE }, { [rows.id]: id });
  const parent = Object.fromEntries(fieldsIn(link.needs).map((name) => [name, name]));
  const isOfParent = Object.entries(locate.lookupArgs(parent)).every(([name, value]) => name === value);
  if (!column || !isOfParent || !isInside(SAMPLE) || isInside('')) return undefined;
  const key = { name: `${link.on}.${fieldNameOf(link)}`, needs: search.needs, of: locate.key };
  const most = Math.min(search.bound, MAX_CANDIDATES);
  return { by: 'keys', upstream: upstream.name, rows: targetRows, most, key, column } as const;
}

/** Returns the top-level fields of a selection on a type, as schema coordinates. */
const coordinates = (typeName: string, selection: string): readonly string[] =>
  fieldsIn(selection).map((field) => `${typeName}.${field}`);

function fieldsIn(selection: string): readonly string[] {
  const { selections } = parseSelectionSet(selection, { noLocation: true });
  return selections.flatMap((each) => (each.kind === Kind.FIELD ? [each.name.value] : []));
}
