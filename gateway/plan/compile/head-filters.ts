import { type ArgumentNode, type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import { property } from '../../../subgraphs/json.ts';
import type { RowFilter } from '../../../subgraphs/row-filter.ts';
import { fieldNamed, selectionOf } from '../../../subgraphs/syntax.ts';
import type { Upstream } from '../../../subgraphs/upstream.ts';
import { COMPOSING_ARGUMENT, type LinkFilter, type LinkFilters, OWN_FIELD } from '../../links/filters.ts';
import { needsSelection } from '../../links/needs.ts';
import type { GivenFilter, HeadFilters, KeySource, LinkSource, Question } from '../plan.ts';
import { bindField } from './bind.ts';
import { graphField, rootField, type Sources, upstreamOf } from './sources.ts';

/** A root field without its filters across links, and those filters. */
export interface FilteredField {
  readonly node: FieldNode;
  readonly filters: HeadFilters | undefined;
}

/** Separates the filters across links from a root field of Query. A null filter has no effect. */
export function filteredField(sources: Sources, upstream: Upstream, node: FieldNode): FilteredField {
  const { value: name } = node.name;
  const own = sources.filters.find(({ rows }) => rows.fields.includes(name));
  const { arguments: args = [] } = node;
  const given = own ? args.filter((argument) => isFilter(own, argument)) : [];
  if (!own || given.length === 0) return { node, filters: undefined };
  const plain = { ...node, arguments: args.filter((argument) => !given.includes(argument)) };
  const filters = given.flatMap((argument) => givenFilter(sources, own, name, argument) ?? []);
  const argument = rootField(upstream, name).args.find((each) => each.name === own.rows.argument);
  if (!argument) throw new Error(`"${name}" has no argument "${own.rows.argument}".`);
  const links = Array.from(own.links, ([link, filter]): [string, LinkSource] => [
    link,
    linkSource(sources, own, link, filter),
  ]);
  const found = {
    rows: own.rows,
    type: argument.type,
    given: filters,
    links: new Map(links),
    own: ownSource(upstream, own.rows),
  };
  return { node: plain, filters: filters.length > 0 ? found : undefined };
}

function isFilter({ links }: LinkFilters, { name }: ArgumentNode): boolean {
  return name.value === COMPOSING_ARGUMENT || [...links.values()].some(({ argument }) => argument === name.value);
}

function givenFilter(
  sources: Sources,
  { links }: LinkFilters,
  root: string,
  { name, value }: ArgumentNode,
): GivenFilter | undefined {
  const { name: query = 'Query' } = sources.schema.getQueryType() ?? {};
  const definition = graphField(sources, query, root).args.find((each) => each.name === name.value);
  if (!definition || value.kind === Kind.NULL) return undefined;
  const [link] = [...links].find(([, { argument }]) => argument === name.value) ?? [];
  return { link, type: definition.type, value };
}

/** Finds the keys of the rows that pass their own filter. @returns undefined where that filter has a negation */
function ownSource(upstream: Upstream, rows: RowFilter): KeySource | undefined {
  const column = rows.column(rows.id);
  if (rows.not !== undefined || !column) return undefined;
  const key = { name: rows.id, needs: `{ ${rows.id} }`, of: (row: unknown) => property(row, rows.id) };
  const finds = { by: 'keys', upstream: upstream.name, rows, most: rows.search.most - 1, key, column } as const;
  return { name: OWN_FIELD, finds, rows, ...searchOf(upstream, rows, needsSelection(key.needs)) };
}

/** Plans how to find the keys that pass the filter of a link. */
function linkSource(sources: Sources, { on, rows }: LinkFilters, name: string, { finds }: LinkFilter): LinkSource {
  const upstream = upstreamOf(sources, finds.upstream);
  if (finds.by === 'keys') {
    return { name, finds, rows: finds.rows, ...searchOf(upstream, finds.rows, needsSelection(finds.key.needs)) };
  }
  const { link, key } = finds;
  const needs = selectionOf([fieldNamed(rows.id), ...needsSelection(link.needs).selections]);
  const found = selectionOf([fieldNamed(key)]);
  const lookup = question(upstreamOf(sources, link.lookup.upstream), link.lookup.field, found);
  // An audience that may not see the link has no filter of it.
  const isSeen = sources.links.has(`${on}.${name}`) && sources.schema.getType(on) !== undefined;
  const args = isSeen ? graphField(sources, on, name).args : [];
  return { name, finds, rows, ...searchOf(upstream, rows, needs), lookup, args };
}

/** Plans a search for rows, by their fields or only their keys, and their count. */
function searchOf(upstream: Upstream, { search, count }: RowFilter, fields: SelectionSetNode) {
  const found = search.path && within(search.path, fields);
  const [last, ...path] = count?.path.toReversed() ?? [];
  const counted = last === undefined ? undefined : within(path.toReversed(), selectionOf([fieldNamed(last)]));
  return {
    search: question(upstream, search.field, found),
    count: count && question(upstream, count.field, counted),
  };
}

const within = (path: readonly string[], selection: SelectionSetNode): SelectionSetNode =>
  path.reduceRight((inner, name) => selectionOf([fieldNamed(name, inner)]), selection);

function question(upstream: Upstream, field: string, selection: SelectionSetNode | undefined): Question {
  return { upstream, bind: bindField(upstream.schema, rootField(upstream, field), fieldNamed(field), selection) };
}

/** Returns the maximum number of waves that filters take before their fields. */
export function wavesOfFilters(filters: readonly (HeadFilters | undefined)[]): number {
  const waves = filters.flatMap((head) =>
    (head?.given ?? []).map(({ link }) => {
      const sources = [...(head?.links.values() ?? [])].filter(({ name }) => link === undefined || name === link);
      return sources.some(({ finds }) => finds.by !== 'keys') ? 2 : 1;
    }),
  );
  return Math.max(0, ...waves);
}
