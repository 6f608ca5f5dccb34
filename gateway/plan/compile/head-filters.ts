import { parseSelectionSet } from '@graphql-tools/utils';
import { type ArgumentNode, type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import { fieldNamed, selectionOf } from '../../../subgraphs/syntax.ts';
import type { Upstream } from '../../../subgraphs/upstream.ts';
import { COMPOSING_ARGUMENT, type LinkFilter, type LinkFilters } from '../../links/filters.ts';
import type { GivenFilter, HeadFilters, LinkSource, Question } from '../plan.ts';
import { bindField } from './bind.ts';
import { graphField, rootField, type Sources, upstreamOf } from './sources.ts';

/** A root field without its filters across links, and these. */
export interface FilteredField {
  readonly node: FieldNode;
  readonly filters: HeadFilters | undefined;
}

/** Takes the filters across links from a root field of Query. One that is null filters nothing. */
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
  const found = { rows: own.rows, type: argument.type, given: filters, links: new Map(links) };
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

/** How what passes the filter of a link is found: the keys of what it leads to, or the rows that lead there. */
function linkSource(sources: Sources, { on, rows }: LinkFilters, name: string, filter: LinkFilter): LinkSource {
  const { finds } = filter;
  const upstream = upstreamOf(sources, finds.upstream);
  if (finds.by === 'keys') {
    return { name, finds, search: question(upstream, finds.rows.search.field, keysSelection(finds.rows, finds.key)) };
  }
  const { link, key } = finds;
  const needs = parseSelectionSet(link.needs, { noLocation: true }).selections;
  const selection = within(rows.search.path ?? [], selectionOf([fieldNamed(rows.id), ...needs]));
  const lookup = question(upstreamOf(sources, link.lookup.upstream), link.lookup.field, selectionOf([fieldNamed(key)]));
  // An audience that may not see the link does not have its filter either.
  const isSeen = sources.links.has(`${on}.${name}`) && sources.schema.getType(on) !== undefined;
  const args = isSeen ? graphField(sources, on, name).args : [];
  return { name, finds, search: question(upstream, rows.search.field, selection), rows, lookup, args };
}

function question(upstream: Upstream, field: string, selection: SelectionSetNode | undefined): Question {
  return { upstream, bind: bindField(upstream.schema, rootField(upstream, field), fieldNamed(field), selection) };
}

const keysSelection = ({ search }: LinkFilters['rows'], key: string): SelectionSetNode | undefined =>
  search.path && within(search.path, selectionOf([fieldNamed(key)]));

const within = (path: readonly string[], selection: SelectionSetNode): SelectionSetNode =>
  path.reduceRight((inner, name) => selectionOf([fieldNamed(name, inner)]), selection);

/** How many waves of requests filters take at most, ahead of the fields. */
export function wavesOfFilters(filters: readonly (HeadFilters | undefined)[]): number {
  const waves = filters.flatMap((head) =>
    (head?.given ?? []).map(({ link }) => {
      const sources = [...(head?.links.values() ?? [])].filter(({ name }) => link === undefined || name === link);
      return sources.some(({ finds }) => finds.by === 'candidates') ? 2 : 1;
    }),
  );
  return Math.max(0, ...waves);
}
