import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fieldNamed, selectionOf } from '../../../subgraphs/common/syntax.ts';
import type { Upstream } from '../../../subgraphs/contract/upstream.ts';
import type { FieldShape, ObjectShape, Shape } from '../../../subgraphs/response/shape.ts';
import { needsSelection } from '../../links/needs.ts';
import type { Edge, ListFilters } from '../plan.ts';
import { fieldsOf, responseKeyOf } from './fields.ts';
import { filteredField } from './list-filters.ts';
import { graphField, type Sources } from './sources.ts';

/** A root field of an upstream, before its selection is split. */
export interface Draft {
  readonly key: string;
  /** Undefined where the gateway provides the arguments. */
  readonly node: FieldNode | undefined;
  readonly field: GraphQLField<unknown, unknown>;
  readonly selectionSet: SelectionSetNode | undefined;
  /** Name of the argument that takes keys. */
  readonly keys?: string;
}

/** The part of a selection that its upstream answers, and the shape that writes the response from that answer. */
export interface Split {
  readonly own: SelectionSetNode;
  /** Undefined where the response contains the answer unchanged. */
  readonly shape: Shape | undefined;
}

/** The links and the filters across links of a selection. */
interface FoundLinks {
  readonly edges: Edge[];
  readonly filters: ListFilters[];
}

/** A split selection on an object type. */
interface ObjectSplit extends Split {
  readonly shape: ObjectShape | undefined;
}

/**
 * Splits the selection on a value into the upstream's own fields and links.
 * @param found receives the links and filters
 */
export function split(
  sources: Sources,
  upstream: Upstream,
  of: GraphQLOutputType,
  selectionSet: SelectionSetNode,
  found: FoundLinks,
): Split {
  const type = getNamedType(of);
  if (isObjectType(type)) return splitObject(sources, upstream, type, selectionSet, found);
  if (!isAbstractType(type)) throw new Error(`Nothing is selected of ${type.name}.`);
  const members = selectionSet.selections.flatMap((selection): [string, ObjectSplit, SelectionNode][] => {
    if (selection.kind !== Kind.INLINE_FRAGMENT)
      throw new Error('A plain selection on an abstract type has fragments alone.');
    const name = selection.typeCondition?.name.value ?? type.name;
    const member = upstream.schema.getType(name);
    if (!isObjectType(member)) throw new Error(`"${upstream.name}" has no type ${name}.`);
    const inner = splitObject(sources, upstream, member, selection.selectionSet, found);
    return [[name, inner, { ...selection, selectionSet: inner.own }]];
  });
  if (members.every(([, { shape }]) => !shape)) return { own: selectionSet, shape: undefined };
  const shapes = members.map(([name, { own, shape }]): [string, ObjectShape] => {
    // A shape omits the key of the type, which only links need.
    return [name, shape ?? { fields: fieldsOf(own).map((node) => ({ kind: 'value', key: responseKeyOf(node) })) }];
  });
  const typeName = fieldNamed('__typename', undefined, `${sources.prefix}__typename`);
  return { own: selectionOf([typeName, ...members.map(([, , node]) => node)]), shape: { members: new Map(shapes) } };
}

function splitObject(
  sources: Sources,
  upstream: Upstream,
  type: GraphQLObjectType,
  selectionSet: SelectionSetNode,
  found: FoundLinks,
): ObjectSplit {
  const own: FieldNode[] = [];
  const fields = fieldsOf(selectionSet).map((node): FieldShape => {
    const key = responseKeyOf(node);
    const link = sources.links.get(`${type.name}.${node.name.value}`);
    if (link) {
      const fields = fieldsOf(needsSelection(link.needs, sources.prefix));
      own.push(...fields);
      const needs = fields.map((each) => [responseKeyOf(each), each.name.value] as const);
      const definition = graphField(sources, type.name, node.name.value);
      const edge = found.edges.push({ key, node, link, definition, needs }) - 1;
      return { kind: 'link', key, link: edge };
    }
    const ownField = type.getFields()[node.name.value];
    if (!ownField && node.name.value !== '__typename') {
      throw new Error(`"${upstream.name}" has no field ${type.name}.${node.name.value}.`);
    }
    const filtered = ownField ? filteredField(sources, type.name, ownField, node, found.filters) : node;
    const inner = ownField && node.selectionSet && split(sources, upstream, ownField.type, node.selectionSet, found);
    own.push(inner ? { ...filtered, selectionSet: inner.own } : filtered);
    return inner?.shape ? { kind: 'inner', key, shape: inner.shape } : { kind: 'value', key };
  });
  const isWhole = fields.every(({ kind }) => kind === 'value');
  return { own: selectionOf(own), shape: isWhole ? undefined : { fields } };
}
