import { type ArgumentNode, type FieldNode, Kind, print, type ValueNode } from 'graphql';
import { fieldNamed, named, selectionOf } from '../../../subgraphs/syntax.ts';
import type { Upstream } from '../../../subgraphs/upstream.ts';
import type { LinkFilter } from '../../links/filters.ts';
import type { HeadFilter, KeyFetch, KeysStep } from '../plan.ts';
import { bindField } from './bind.ts';
import { rootField, type Sources, upstreamOf } from './sources.ts';

/** A root field without its filters across links, and these. */
export interface FilteredField {
  readonly node: FieldNode;
  readonly given: readonly GivenFilter[];
}

interface GivenFilter {
  readonly filter: LinkFilter;
  readonly value: ValueNode;
}

/** Takes the filters across links from a root field of Query. One that is null filters nothing. */
export function filteredField({ filters }: Sources, node: FieldNode): FilteredField {
  const filterOf = ({ name }: ArgumentNode) =>
    filters.find(({ fields, argument }) => argument === name.value && fields.includes(node.name.value));
  const { arguments: args = [] } = node;
  const given = args.flatMap((argument): GivenFilter[] => {
    const filter = filterOf(argument);
    return filter && argument.value.kind !== Kind.NULL ? [{ filter, value: argument.value }] : [];
  });
  const own = args.filter((argument) => !filterOf(argument));
  return { node: own.length === args.length ? node : { ...node, arguments: own }, given };
}

/**
 * How the keys are fetched that root fields are filtered by: filters that are written alike share a fetch.
 * @param fields those of one upstream
 */
export function keysStep(sources: Sources, upstream: Upstream, fields: readonly FilteredField[]): KeysStep | undefined {
  const fetches = new Map<string, KeyFetch>();
  const filters = fields.flatMap(({ node, given }, head) =>
    given.map(({ filter, value }): HeadFilter => {
      const { target, rows, column, argument } = filter;
      const id = `${target.upstream} ${target.rows.search.field} ${target.key} ${print(value)}`;
      const fetch = fetches.get(id) ?? keyFetch(sources, filter, value);
      fetches.set(id, fetch);
      const own = rootField(upstream, node.name.value).args.find(({ name }) => name === rows.argument);
      if (!own) throw new Error(`"${node.name.value}" has no argument "${rows.argument}".`);
      return { head, fetch, name: argument, argument: rows.argument, type: own.type, and: rows.and, column };
    }),
  );
  return filters.length > 0 ? { fetches: [...fetches.values()], filters } : undefined;
}

function keyFetch(sources: Sources, { target }: LinkFilter, value: ValueNode): KeyFetch {
  const upstream = upstreamOf(sources, target.upstream);
  const { search } = target.rows;
  const definition = rootField(upstream, search.field);
  const node: FieldNode = {
    ...fieldNamed(search.field),
    arguments: [argumentNode(search.filter, value), argumentNode(search.first, { kind: Kind.INT, value: '0' })],
  };
  const selection = search.path?.reduceRight(
    (inner, name) => selectionOf([fieldNamed(name, inner)]),
    selectionOf([fieldNamed(target.key)]),
  );
  return { upstream, bind: bindField(upstream.schema, definition, node, selection), search, key: target.key, value };
}

const argumentNode = (name: string, value: ValueNode): ArgumentNode => ({
  kind: Kind.ARGUMENT,
  name: named(name),
  value,
});
