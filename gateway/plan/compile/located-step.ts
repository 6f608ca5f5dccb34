import { type FieldNode, isObjectType } from 'graphql';
import { fieldNamed, selectionOf } from '../../../subgraphs/common/syntax.ts';
import type { FieldShape } from '../../../subgraphs/response/shape.ts';
import type { LocatedLink } from '../../links/link.ts';
import { needsKeys, needsSelection } from '../../links/needs.ts';
import type { Edge, ListField, ListFilters, LocatedStep } from '../plan.ts';
import { bindField } from './bind.ts';
import { fieldsOf, responseKeyOf } from './parse.ts';
import { graphField, rootField, type Sources, upstreamOf } from './sources.ts';
import { splitObject } from './split.ts';

/** The response key of a candidate's place, and the prefix of the response keys of the client's nodes. */
export const PLACE_KEY = 'place';
export const NODES_PREFIX = 'nodes_';

/**
 * Plans a located link: the search requests each candidate's place, and its node once for each selection of `nodes`.
 * @param edge the link's index among the edges of the previous step
 * @returns the step, without the steps that follow its own edges
 */
export function locatedStep(
  sources: Sources,
  edge: number,
  link: LocatedLink,
  node: FieldNode,
): Omit<LocatedStep, 'nexts'> {
  const search = upstreamOf(sources, link.search.upstream);
  const locate = upstreamOf(sources, link.locate.lookup.upstream);
  const nodeType = search.schema.getType(link.list.node);
  if (!isObjectType(nodeType)) throw new Error(`"${link.search.upstream}" has no type ${link.list.node}.`);
  const edges: Edge[] = [];
  const filters: ListFilters[] = [];
  const needs = needsSelection(link.search.needs);
  const candidate: FieldNode[] = [fieldNamed('node', needs, PLACE_KEY)];
  const nodes: FieldShape[] = [{ kind: 'value', key: PLACE_KEY }];
  const selected = fieldsOf(node.selectionSet ?? selectionOf([])).map((each): ListField => {
    const key = responseKeyOf(each);
    if (each.name.value === '__typename') return { kind: 'typeName', key, typeName: link.list.type };
    if (each.name.value === 'totalCount') return { kind: 'count', key };
    const { own, shape } = splitObject(sources, search, nodeType, each.selectionSet ?? selectionOf([]), {
      edges,
      filters,
    });
    candidate.push(fieldNamed('node', own, NODES_PREFIX + key));
    nodes.push(shape ? { kind: 'inner', key: NODES_PREFIX + key, shape } : { kind: 'value', key: NODES_PREFIX + key });
    return { kind: 'nodes', key, node: each, definition: graphField(sources, link.list.type, each.name.value) };
  });
  const searched = rootField(search, link.search.field);
  const connection = selectionOf([fieldNamed('totalCount'), fieldNamed('edges', selectionOf(candidate))]);
  const located = rootField(locate, link.locate.lookup.field);
  const found = needsSelection(link.locate.select);
  return {
    kind: 'located',
    edge,
    link,
    search: {
      upstream: search,
      bind: bindField(search.schema, searched, fieldNamed(searched.name), connection),
      filters: filters.length > 0 ? filters : undefined,
    },
    locate: {
      upstream: locate,
      bind: bindField(locate.schema, located, fieldNamed(located.name), found),
      keys: link.locate.lookup.keys,
    },
    searchShape: {
      fields: [
        { kind: 'value', key: 'totalCount' },
        { kind: 'inner', key: 'edges', shape: { fields: nodes } },
      ],
    },
    placeNeeds: needsKeys(needs),
    selected,
    edges,
  };
}
