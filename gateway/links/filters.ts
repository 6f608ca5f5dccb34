import { parseSelectionSet } from '@graphql-tools/utils';
import { GraphQLError, type GraphQLField, getNamedType, Kind } from 'graphql';
import { isJsonObject, type JsonObject } from '../../subgraphs/json.ts';
import type { KeyColumn, RowFilter } from '../../subgraphs/row-filter.ts';
import type { Caller, Upstream } from '../../subgraphs/upstream.ts';
import { fieldNameOf, type Link, type LocatedLink } from './link.ts';

type FilteringUpstream = Pick<Upstream, 'name' | 'schema' | 'rowFilters'>;

/** The lists of a type whose links filter them. */
export interface LinkFilters {
  /** The type: "CmsArticle". */
  readonly on: string;
  readonly rows: RowFilter;
  /** The type of the lists' own filter: "CmsArticleFilter". */
  readonly type: string;
  /** By the name of the link's field: "region". */
  readonly links: ReadonlyMap<string, LinkFilter>;
}

/** A filter across a link: rows pass it from which the link leads to something that passes a filter of its own. */
export interface LinkFilter {
  /** The argument of the lists: "whereRegion". */
  readonly argument: string;
  /** The type of the filter of what the link leads to. */
  readonly type: string;
  readonly description: string;
  /** What an audience has to see to have it, as schema coordinates. */
  readonly needs: readonly string[];
  readonly finds: KeysOfTarget | Candidates;
}

/** The keys of what passes are searched for, and the rows are held to them. */
export interface KeysOfTarget {
  readonly by: 'keys';
  readonly upstream: Upstream['name'];
  /** Where the link leads. */
  readonly rows: RowFilter;
  /** The field there that is the link's key. */
  readonly key: string;
  /** The field of the filtered rows that holds it. */
  readonly column: KeyColumn;
}

/** The rows themselves are searched for, each is looked up, and those are left whose lookup finds what passes. */
export interface Candidates {
  readonly by: 'candidates';
  /** The upstream of the rows. */
  readonly upstream: Upstream['name'];
  readonly link: Link;
  /** A field of what the lookup finds. */
  readonly key: string;
  /** The argument of the link's lookup that takes the filter. */
  readonly where: string;
  /** The field that tells one row from another. */
  readonly column: KeyColumn;
}

/** What the arguments of filters across links begin with, and the one that composes them. */
export const FILTER_PREFIX = 'where';
export const COMPOSING_ARGUMENT = 'whereLinks';

/** The type of the argument that composes the filters of a type's links. */
export const composingType = (on: string): string => `${on}LinkWhere`;

/** The fields of that type that are no links: the rows' own filter, and what composes. */
export const OWN_FIELD = 'row';
const COMPOSING = [OWN_FIELD, 'and', 'or', 'not'];

/** How many links an argument filters by. @param value coerced */
export function linksIn(argument: string, value: unknown): number {
  if (argument !== COMPOSING_ARGUMENT) return 1;
  return objectsIn(value).reduce((sum, object) => {
    const composed = [object.and, object.or, object.not].reduce<number>(
      (inner, each) => inner + linksIn(argument, each),
      0,
    );
    const own = Object.keys(object).filter((name) => !COMPOSING.includes(name) && object[name] != null);
    return sum + composed + own.length;
  }, 0);
}

const objectsIn = (value: unknown): readonly JsonObject[] => [value].flat().filter(isJsonObject);

/** How many keys a filter across a link finds at most. */
export const MAX_KEYS: Readonly<Record<Caller['audience'], number>> = {
  public: 5_000,
  partner: 10_000,
  internal: 10_000,
};

/** How many rows are looked up at most for a link whose key no field holds. */
export const MAX_CANDIDATES = 1_000;

/** How many filters across links a list takes at most. */
export const MAX_FILTERS = 10;

/** More keys than a filter can be held to. @param name of the link's field */
export function tooManyKeys(name: string, most: number): GraphQLError {
  return refused(`The filter by \`${name}\` finds more than ${most} keys: add conditions to it.`);
}

/** More rows than are looked up for a filter. @param name of the link's field */
export function tooManyRows(name: string, most: number): GraphQLError {
  return refused(`The filter by \`${name}\` looks at more than ${most} rows: add conditions to the list's own filter.`);
}

/** More filters across links than a list takes. */
export function tooManyFilters(count: number): GraphQLError {
  return refused(`A list takes at most ${MAX_FILTERS} filters across links, not ${count}.`);
}

const refused = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED' } });

/**
 * The filters that links lend to the lists of their parents: of each link whose key is the value of one field, and of each
 * whose lookup takes a filter.
 */
export function linkFilters(
  upstreams: readonly FilteringUpstream[],
  links: readonly (Link | LocatedLink)[],
): readonly LinkFilters[] {
  return upstreams.flatMap((upstream) =>
    Array.from(upstream.rowFilters ?? [], ([on, rows]): LinkFilters => {
      const own = links.filter((link) => link.on === on && 'lookup' in link);
      const filters = own.flatMap((link): [string, LinkFilter][] => {
        const filter = 'lookup' in link ? filterOf(upstreams, { upstream, rows, link }) : undefined;
        return filter ? [[fieldNameOf(link), filter]] : [];
      });
      return { on, rows, type: filterTypeOf(upstream, rows) ?? '', links: new Map(filters) };
    }).filter(({ links, type }) => links.size > 0 && type !== ''),
  );
}

interface FilteredBy {
  readonly upstream: FilteringUpstream;
  readonly rows: RowFilter;
  readonly link: Link;
}

function filterOf(upstreams: readonly FilteringUpstream[], filtered: FilteredBy): LinkFilter | undefined {
  const { upstream, rows, link } = filtered;
  const name = fieldNameOf(link);
  const argument = `${FILTER_PREFIX}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const target = targetOf(upstreams, link);
  const isTaken = rows.fields.some((root) => rootOf(upstream, root)?.args.some((arg) => arg.name === argument));
  if (!target || isTaken || COMPOSING.includes(name) || argument === COMPOSING_ARGUMENT) return undefined;
  const finds = keysOf(filtered, target) ?? candidatesOf(filtered, target);
  return (
    finds && {
      argument,
      type: target.type,
      description: `Only those whose \`${name}\` passes this: at least one, where it is a list. ${link.description}`,
      needs: [
        `${link.on}.${name}`,
        ...fieldsIn(link.needs).map((field) => `${link.on}.${field}`),
        target.typeName,
        target.type,
        ...(finds.by === 'keys' ? [`${target.typeName}.${finds.key}`] : []),
      ],
      finds,
    }
  );
}

interface Target {
  readonly upstream: FilteringUpstream;
  readonly typeName: string;
  readonly rows: RowFilter;
  /** The type of the filter of its rows. */
  readonly type: string;
}

/** What a link leads to, where that has a filter. */
function targetOf(upstreams: readonly FilteringUpstream[], { lookup }: Link): Target | undefined {
  const upstream = upstreams.find(({ name }) => name === lookup.upstream);
  const found = upstream && rootOf(upstream, lookup.field);
  const typeName = found && getNamedType(found.type).name;
  const rows = typeName === undefined ? undefined : upstream?.rowFilters?.get(typeName);
  const type = upstream && rows && filterTypeOf(upstream, rows);
  return upstream && typeName && rows && type ? { upstream, typeName, rows, type } : undefined;
}

function filterTypeOf(upstream: FilteringUpstream, { search }: RowFilter): string | undefined {
  const argument = rootOf(upstream, search.field)?.args.find(({ name }) => name === search.filter);
  return argument && getNamedType(argument.type).name;
}

const rootOf = ({ schema }: FilteringUpstream, field: string): GraphQLField<unknown, unknown> | undefined =>
  schema.getQueryType()?.getFields()[field];

/** A value that can be a key of any lookup: a text, and the id of a record. */
const SAMPLE = '5a3c1d2e-7b4f-4c6a-9e8d-0f1a2b3c4d5e';

function keysOf({ rows, link }: FilteredBy, { upstream, rows: targetRows }: Target): KeysOfTarget | undefined {
  const [field, another] = fieldsIn(link.needs);
  const column = field === undefined || another !== undefined ? undefined : rows.column(field);
  const key = targetRows.keys.get(link.lookup.field);
  if (field === undefined || !column || key === undefined) return undefined;
  const isItself = (value: unknown): boolean => {
    try {
      return JSON.stringify(link.key({ [field]: value }, {})) === JSON.stringify(value);
    } catch {
      // A key that is made of the arguments too.
      return false;
    }
  };
  if (!isItself(SAMPLE) && !isItself([SAMPLE])) return undefined;
  return { by: 'keys', upstream: upstream.name, rows: targetRows, key, column };
}

function candidatesOf({ upstream, rows, link }: FilteredBy, target: Target): Candidates | undefined {
  const lookup = rootOf(target.upstream, link.lookup.field);
  const where = lookup?.args.find(({ type }) => getNamedType(type).name === target.type);
  const column = rows.column(rows.id);
  if (!where || !column || rows.search.path === undefined) return undefined;
  return { by: 'candidates', upstream: upstream.name, link, key: target.rows.id, where: where.name, column };
}

/** The fields at the top of a selection. */
function fieldsIn(selection: string): readonly string[] {
  const { selections } = parseSelectionSet(selection, { noLocation: true });
  return selections.flatMap((each) => (each.kind === Kind.FIELD ? [each.name.value] : []));
}
