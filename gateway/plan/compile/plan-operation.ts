import {
  type DocumentNode,
  type FieldNode,
  getOperationAST,
  isNonNullType,
  Kind,
  OperationTypeNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import { selectionOf } from '../../../subgraphs/common/syntax.ts';
import type { Upstream } from '../../../subgraphs/contract/upstream.ts';
import type { Introspection, Plan, RootEntry, RootStep } from '../plan.ts';
import { fieldsOf, responseKeyOf } from './fields.ts';
import { planEvent } from './plan-event.ts';
import { findRoot, type Sources } from './sources.ts';
import type { Draft } from './split.ts';
import { isFiltered, planFetch, wavesOf } from './waves.ts';

/** The root fields that one request to an upstream contains. */
interface RootGroup {
  readonly upstream: Upstream;
  /** Whether they wait for the results of their filters across links. */
  readonly waits: boolean;
  readonly drafts: Draft[];
}

/**
 * Splits an operation by upstream and by wave: the requests, the links to follow, and the shape of the response.
 * @param document in its plainest form, with one operation: see `plainDocument`
 * @throws Error where the schema has no operations of that type: the document is then not valid
 */
export function planOperation(sources: Sources, document: DocumentNode): Omit<Plan, 'protoKey' | 'history'> {
  const operation = getOperationAST(document);
  if (!operation) throw new Error('A document in its plainest form has one operation.');
  const fields = fieldsOf(operation.selectionSet);
  const type = operation.operation;
  const root = sources.schema.getRootType(type);
  if (!root) throw new Error(`The schema has no operations of type ${type}.`);
  if (type === OperationTypeNode.SUBSCRIPTION) {
    const event = planEvent(sources, root, fields);
    const waves = Math.max(0, ...Array.from(event.items.values(), wavesOf));
    return { operation, steps: [], entries: [], event, waves };
  }
  const isSerial = type === OperationTypeNode.MUTATION;
  const groups: RootGroup[] = [];
  const entries = fields.map((node): RootEntry => {
    const key = responseKeyOf(node);
    if (node.name.value === TypeNameMetaFieldDef.name) return { key, typeName: root.name };
    if (isIntrospection(node)) return { key, isIntrospection: true };
    const { upstream, field } = findRoot(sources, type, node.name.value);
    const draft = { key, node, field, selectionSet: node.selectionSet };
    const waits = isFiltered(sources, upstream, draft);
    const isTogether = (group: RootGroup) => group.upstream === upstream && group.waits === waits;
    const together = isSerial ? undefined : groups.find(isTogether);
    const group = together ?? { upstream, waits, drafts: [] };
    if (!together) groups.push(group);
    const index = group.drafts.push(draft) - 1;
    const isRequired = isNonNullType(field.type);
    return { key, step: groups.indexOf(group), field: index, isRequired };
  });
  const steps = groups.map(({ upstream, drafts }): RootStep => ({ type, ...planFetch(sources, upstream, drafts) }));
  const counts = steps.map(wavesOf);
  return {
    operation,
    steps,
    introspection: introspectionOf(sources.schema, operation, fields.filter(isIntrospection)),
    entries,
    waves: isSerial ? counts.reduce((sum, own) => sum + own, 0) : Math.max(0, ...counts),
  };
}

const isIntrospection = ({ name }: FieldNode): boolean =>
  name.value === SchemaMetaFieldDef.name || name.value === TypeMetaFieldDef.name;

function introspectionOf(
  schema: Introspection['schema'],
  operation: Plan['operation'],
  fields: readonly FieldNode[],
): Introspection | undefined {
  if (fields.length === 0) return undefined;
  const definitions = [{ ...operation, selectionSet: selectionOf(fields) }];
  return { schema, document: { kind: Kind.DOCUMENT, definitions } };
}
