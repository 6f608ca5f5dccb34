import type { FieldNode } from 'graphql';
import { fieldNamed, selectionOf } from '../../../subgraphs/common/syntax.ts';
import type { Upstream } from '../../../subgraphs/contract/upstream.ts';
import type { LocatedLink } from '../../links/link.ts';
import { needsSelection } from '../../links/needs.ts';
import type { ListField } from '../plan.ts';
import { fieldsOf, responseKeyOf } from './fields.ts';
import { graphField, rootField, type Sources, upstreamOf } from './sources.ts';

/** The response key of a candidate's place, and the prefix of the response keys of the client's nodes. */
export const PLACE_KEY = 'place';
export const NODES_PREFIX = 'nodes_';

/** Plans a located link: the search requests each candidate's place, and its node once for each selection of `nodes`. */
export function locatedStep(sources: Sources, { list, search, locate }: LocatedLink, node: FieldNode) {
  const draft = (name: Upstream['name'], field: string) => {
    const upstream = upstreamOf(sources, name);
    return { upstream, key: field, node: undefined, field: rootField(upstream, field) };
  };
  const candidate: FieldNode[] = [fieldNamed('node', needsSelection(search.needs), PLACE_KEY)];
  const selected = fieldsOf(node.selectionSet ?? selectionOf([])).map((each): ListField => {
    const key = responseKeyOf(each);
    if (each.name.value === '__typename') return { kind: 'typeName', key, typeName: list.type };
    if (each.name.value === 'totalCount') return { kind: 'count', key };
    candidate.push(fieldNamed('node', each.selectionSet, NODES_PREFIX + key));
    return { kind: 'nodes', key, node: each, definition: graphField(sources, list.type, each.name.value) };
  });
  const connection = selectionOf([fieldNamed('totalCount'), fieldNamed('edges', selectionOf(candidate))]);
  const { upstream, field, keys } = locate.lookup;
  return {
    search: { ...draft(search.upstream, search.field), selectionSet: connection },
    locate: { ...draft(upstream, field), selectionSet: needsSelection(locate.select), keys },
    selected,
  };
}
