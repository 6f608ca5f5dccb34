import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLField,
  isObjectType,
  Kind,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { fieldNamed, named, selectionOf } from '../../../subgraphs/common/syntax.ts';
import type { RowFilter } from '../../../subgraphs/contract/row-filter.ts';
import type { Upstream } from '../../../subgraphs/contract/upstream.ts';
import { COMPOSING_ARGUMENT, FILTER_PREFIX, type LinkFilter, type LinkFilters } from '../../links/filters.ts';
import { needsSelection } from '../../links/needs.ts';
import type { FieldQuery, GivenFilter, LinkSource, ListFilters } from '../plan.ts';
import { bindField, FILTER_VARIABLE } from './bind.ts';
import { graphField, rootField, type Sources, upstreamOf } from './sources.ts';

/**
 * Replaces the filters across links of a list by a variable, whose value is the list's own filter in the request. A null
 * filter has no effect.
 * @param definition of the field in its upstream's schema
 * @param found receives the filters
 */
export function filteredField(
  sources: Sources,
  typeName: string,
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
  found: ListFilters[],
): FieldNode {
  const { name, arguments: args = [] } = node;
  if (args.length === 0) return node;
  const own = sources.filters.find(({ fields }) => fields.has(`${typeName}.${name.value}`));
  if (!own) return node;
  const names = [COMPOSING_ARGUMENT, ...Array.from(own.links.values(), ({ argument }) => argument)];
  const filtering = args.filter((argument) => names.includes(argument.name.value));
  if (filtering.length === 0) return node;
  const others = args.filter((argument) => !filtering.includes(argument));
  const field = graphField(sources, typeName, name.value);
  const across = filtering.flatMap((argument) => givenFilter(own, field, argument) ?? []);
  if (across.length === 0) return { ...node, arguments: others };
  const argument = definition.args.find((each) => each.name === own.rows.argument);
  if (!argument) throw new Error(`"${typeName}.${name.value}" has no argument "${own.rows.argument}".`);
  const isOwn = (each: ArgumentNode) => each.name.value === argument.name;
  const given = others.find(isOwn)?.value;
  const variable = `${FILTER_VARIABLE}${found.length}`;
  const links = new Map(
    Array.from(own.links, ([link, filter]) => [link, linkSource(sources, own, link, filter)] as const),
  );
  found.push({ variable, given, rows: own.rows, type: argument.type, across, links });
  const value = { kind: Kind.VARIABLE, name: named(variable) } as const;
  const filter = { kind: Kind.ARGUMENT, name: named(argument.name), value } as const;
  return { ...node, arguments: [...others.filter((each) => !isOwn(each)), filter] };
}

/** Whether arguments in a selection can be filters across links, by their names. */
export function hasFilterArgument(field: FieldNode): boolean {
  let isFound = false;
  visit(field, {
    Argument({ name: { value } }) {
      isFound ||= value.startsWith(FILTER_PREFIX) && value !== FILTER_PREFIX;
    },
  });
  return isFound;
}

function givenFilter(
  { links }: LinkFilters,
  field: GraphQLField<unknown, unknown>,
  { name, value }: ArgumentNode,
): GivenFilter | undefined {
  const definition = field.args.find((each) => each.name === name.value);
  if (!definition || value.kind === Kind.NULL) return undefined;
  const [link] = [...links].find(([, { argument }]) => argument === name.value) ?? [];
  return { link, type: definition.type, value };
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
  const lookup = fieldQuery(upstreamOf(sources, link.lookup.upstream), link.lookup.field, found);
  const type = sources.schema.getType(on);
  // An audience that may not see the link has no filter of it.
  const args = (isObjectType(type) && type.getFields()[name]?.args) || [];
  return { name, finds, rows, ...searchOf(upstream, rows, needs), lookup, args };
}

/** Plans a search for rows, by their fields or only their keys, and their count. */
function searchOf(upstream: Upstream, { search, count }: RowFilter, fields: SelectionSetNode) {
  const found = search.path && within(search.path, fields);
  const [last, ...path] = count?.path.toReversed() ?? [];
  const counted = last === undefined ? undefined : within(path.toReversed(), selectionOf([fieldNamed(last)]));
  return {
    search: fieldQuery(upstream, search.field, found),
    count: count && fieldQuery(upstream, count.field, counted),
  };
}

const within = (path: readonly string[], selection: SelectionSetNode): SelectionSetNode =>
  path.reduceRight((inner, name) => selectionOf([fieldNamed(name, inner)]), selection);

function fieldQuery(upstream: Upstream, field: string, selection: SelectionSetNode | undefined): FieldQuery {
  return { upstream, bind: bindField(upstream.schema, rootField(upstream, field), fieldNamed(field), selection) };
}

/** Returns the maximum number of waves that filters take before their lists. */
export function wavesOfFilters(filters: readonly ListFilters[]): number {
  const waves = filters.flatMap(({ across, links }) =>
    across.map(({ link }) => {
      const sources = [...links.values()].filter(({ name }) => link === undefined || name === link);
      return sources.some(({ finds }) => finds.by !== 'keys') ? 2 : 1;
    }),
  );
  return Math.max(0, ...waves);
}
