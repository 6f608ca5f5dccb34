import {
  type FieldNode,
  type GraphQLObjectType,
  getNamedType,
  isNonNullType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { selectionOf } from '../../../subgraphs/common/syntax.ts';
import { requestError } from '../../errors.ts';
import type { EventField } from '../../events/index.ts';
import type { EventEntry, EventRoot, RootStep } from '../plan.ts';
import { fieldsOf, responseKeyOf } from './fields.ts';
import { rootField, type Sources, upstreamOf } from './sources.ts';
import { planFetch } from './waves.ts';

/**
 * Plans the one root field of a subscription: the root field for the item's type requests the item.
 * @throws GraphQLError BAD_USER_INPUT where a directive leaves that field out
 */
export function planEvent(sources: Sources, root: GraphQLObjectType, fields: readonly FieldNode[]): EventRoot {
  const [node] = fields;
  const definition = node && root.getFields()[node.name.value];
  const field = node && sources.events.get(node.name.value);
  const type = definition && getNamedType(definition.type);
  if (!definition || !field || !isObjectType(type)) {
    throw requestError(400, 'BAD_USER_INPUT', 'Select the one field of the subscription: it is left out.');
  }
  const selected = fieldsOf(node.selectionSet ?? selectionOf([]));
  const entries = selected.map((each): EventEntry => {
    const key = responseKeyOf(each);
    if (each.name.value === '__typename') return { key, typeName: type.name };
    const value = field.values[each.name.value];
    if (!value) return { key, isItem: true };
    const own = type.getFields()[each.name.value];
    return { key, value, isRequired: own !== undefined && isNonNullType(own.type) };
  });
  const items = selected.filter(({ name }) => name.value === field.item.field);
  return { node, definition, field, entries, items: itemSteps(sources, field, items) };
}

/** Plans the request to the item's upstream, for each possible type of the item that the audience may see. */
function itemSteps(sources: Sources, { item }: EventField, nodes: readonly FieldNode[]): EventRoot['items'] {
  if (nodes.length === 0) return new Map();
  const upstream = upstreamOf(sources, item.upstream);
  const visible = item.followed.filter(({ typeName }) => sources.schema.getType(typeName) !== undefined);
  return new Map(
    visible.map(({ typeName, field }): [string, RootStep] => {
      const drafts = nodes.map((node) => ({
        key: responseKeyOf(node),
        node: undefined,
        field: rootField(upstream, field),
        selectionSet: selectionOn(typeName, node.selectionSet),
      }));
      return [typeName, { type: OperationTypeNode.QUERY, ...planFetch(sources, upstream, drafts) }];
    }),
  );
}

/** Returns the part of a plain selection that is on one type: on a union, each selected type has its own fragment. */
function selectionOn(typeName: string, selectionSet: SelectionSetNode = selectionOf([])): SelectionSetNode {
  const fragments = selectionSet.selections.filter((selection) => selection.kind === Kind.INLINE_FRAGMENT);
  const own = fragments.find(({ typeCondition }) => typeCondition?.name.value === typeName);
  if (own) return own.selectionSet;
  return fragments.length > 0 ? selectionOf([]) : selectionSet;
}
