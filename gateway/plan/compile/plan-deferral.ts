import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLDirective,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../../../subgraphs/common/syntax.ts';
import { applies, isIncluded } from '../../../subgraphs/contract/request.ts';
import type { FieldShape, Shape } from '../../../subgraphs/response/shape.ts';
import {
  type Deferral,
  type DeferredFragment,
  type FieldParts,
  fragmentsAround,
  type ObjectParts,
  type Parts,
} from '../deferral.ts';
import type { Continuation, LocatedStep, Plan } from '../plan.ts';
import { responseKeyOf } from './fields.ts';
import { NODES_PREFIX } from './located-step.ts';

/** An operation as its client wrote it. */
interface DeferringOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly node: OperationDefinitionNode;
  /** Coerced, with their defaults. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Plans the parts that deliver the response of an operation.
 * @param plan of the same operation
 * @returns undefined where each fragment waits only for steps that its surroundings wait for: the response is whole
 */
export function planDeferral(operation: DeferringOperation, plan: Plan): Deferral | undefined {
  const { schema, node } = operation;
  const directive = schema.getDirective('defer');
  const type = schema.getQueryType();
  if (!directive || !type || node.operation !== OperationTypeNode.QUERY) return undefined;
  if (plan.introspection || plan.protoKey !== undefined) return undefined;
  // A required root field that is null makes all data null, but some may already be delivered.
  if (plan.entries.some((entry) => 'isRequired' in entry && entry.isRequired)) return undefined;
  const planner = new DeferralPlanner(operation, directive);
  const selected = [{ selectionSet: node.selectionSet, fragment: undefined }];
  const root = planner.object(type, selected, NO_FRAGMENTS, (key) => rootSource(plan, key));
  const { needs, fragments } = planner;
  const waits = (fragment: DeferredFragment): boolean => {
    const around = [needs, ...fragmentsAround(fragment).map((each) => each.needs)];
    return [...fragment.needs].some((step) => !around.some((each) => each.has(step)));
  };
  return root && fragments.some(waits) ? { needs, fragments, root } : undefined;
}

type Fragments = ReadonlySet<DeferredFragment>;
const NO_FRAGMENTS: ReadonlySet<DeferredFragment> = new Set();

/** A selection set, and the deferred fragment that encloses it. */
interface Selected {
  readonly selectionSet: SelectionSetNode;
  readonly fragment: DeferredFragment | undefined;
}

interface SelectedField {
  readonly node: FieldNode;
  readonly fragment: DeferredFragment | undefined;
}

/** The source of values: the step that loads them, and their shape, which has their links. */
interface Source {
  readonly step: Continuation;
  readonly shape: Shape | undefined;
}

class DeferralPlanner {
  readonly needs = new Set<Continuation>();
  readonly fragments: DeferredFragment[] = [];
  readonly #operation: DeferringOperation;
  readonly #directive: GraphQLDirective;
  readonly #named: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(operation: DeferringOperation, directive: GraphQLDirective) {
    this.#operation = operation;
    this.#directive = directive;
    this.#named = fragmentsOf(operation.document);
  }

  /**
   * Plans the parts of an object.
   * @param within the fragments that have the object
   * @param sourceOf finds the source of the value of a response key
   */
  object(
    type: GraphQLObjectType,
    selected: readonly Selected[],
    within: Fragments,
    sourceOf: (key: string) => Source | undefined,
  ): ObjectParts | undefined {
    const before = this.fragments.length;
    const selectedFields = this.#collect(type, selected);
    const fragments = this.fragments.slice(before);
    const fields = Array.from(selectedFields, ([key, own]): FieldParts => {
      const owners = ownersOf(own);
      const source = sourceOf(key);
      const waiting = owners.size > 0 ? Array.from(owners, ({ needs }) => needs) : [this.needs];
      if (source) for (const needs of waiting) needs.add(source.step);
      const definition = type.getFields()[own[0]?.node.name.value ?? ''];
      const below = definition && source && this.#value(definition.type, own, owners, source);
      return { key, fragments: isSame(owners, within) ? undefined : owners, below };
    });
    const isWhole = fragments.length === 0 && fields.every((field) => !field.fragments && !field.below);
    return isWhole ? undefined : { fragments, fields };
  }

  #value(of: GraphQLOutputType, fields: readonly SelectedField[], owners: Fragments, source: Source): Parts {
    const type = getNamedType(of);
    const selected = fields.flatMap(({ node: { selectionSet }, fragment }) =>
      selectionSet ? [{ selectionSet, fragment }] : [],
    );
    const objectOf = (possible: GraphQLObjectType) =>
      this.object(possible, selected, owners, (key) => sourceBelow(source, possible.name, key));
    if (isObjectType(type)) return objectOf(type);
    if (!isAbstractType(type)) return undefined;
    const members = this.#operation.schema.getPossibleTypes(type).flatMap((possible): [string, ObjectParts][] => {
      const parts = objectOf(possible);
      return parts ? [[possible.name, parts]] : [];
    });
    return members.length > 0 ? { members: new Map(members) } : undefined;
  }

  /** Collects fields by response key, and adds the fragments that are deferred here. */
  #collect(type: GraphQLObjectType, selected: readonly Selected[]): ReadonlyMap<string, readonly SelectedField[]> {
    const { schema, variables } = this.#operation;
    const fields = new Map<string, SelectedField[]>();
    const add = ({ selectionSet, fragment }: Selected): void => {
      for (const node of selectionSet.selections) {
        if (!isIncluded(node, variables)) continue;
        if (node.kind === Kind.FIELD) {
          const key = responseKeyOf(node);
          fields.set(key, [...(fields.get(key) ?? []), { node, fragment }]);
          continue;
        }
        const inner = node.kind === Kind.FRAGMENT_SPREAD ? this.#named.get(node.name.value) : node;
        if (!inner || !applies(schema, inner.typeCondition, type)) continue;
        const { if: isDeferred = false, label } = getDirectiveValues(this.#directive, node, variables) ?? {};
        if (isDeferred !== true) {
          add({ selectionSet: inner.selectionSet, fragment });
          continue;
        }
        const deferred = {
          label: label == null ? undefined : String(label),
          parent: fragment,
          needs: new Set<Continuation>(),
        };
        this.fragments.push(deferred);
        add({ selectionSet: inner.selectionSet, fragment: deferred });
      }
    };
    for (const each of selected) add(each);
    return fields;
  }
}

/** Returns the fragments that deliver a field: none where it is not deferred, only the outer of nested fragments. */
function ownersOf(fields: readonly SelectedField[]): Fragments {
  const all = new Set(fields.map(({ fragment }) => fragment));
  const outer = new Set<DeferredFragment>();
  for (const fragment of all) {
    if (!fragment) return NO_FRAGMENTS;
    if (!fragmentsAround(fragment).some((each) => all.has(each))) outer.add(fragment);
  }
  return outer;
}

const isSame = (one: Fragments, other: Fragments): boolean =>
  one.size === other.size && [...one].every((each) => other.has(each));

function rootSource({ entries, steps }: Plan, key: string): Source | undefined {
  const entry = entries.find((each) => each.key === key);
  const step = entry && 'step' in entry ? steps[entry.step] : undefined;
  return entry && 'field' in entry && step ? { step, shape: step.fields[entry.field]?.shape } : undefined;
}

function sourceBelow({ step, shape }: Source, typeName: string, key: string): Source {
  const field = fieldsOf(shape, typeName).find((each) => each.key === key);
  if (field?.kind === 'inner') return { step, shape: field.shape };
  return field?.kind === 'link' ? targetOf(step, field.link) : { step, shape: undefined };
}

function fieldsOf(shape: Shape | undefined, typeName: string): readonly FieldShape[] {
  if (!shape) return [];
  return 'fields' in shape ? shape.fields : (shape.members.get(typeName)?.fields ?? []);
}

/** Finds the source of the values that a link leads to. */
function targetOf({ nexts }: Continuation, link: number): Source {
  for (const step of nexts) {
    if (step.kind === 'located') {
      if (step.edge === link) return { step, shape: listShape(step) };
      continue;
    }
    const index = step.follows.findIndex(({ edge }) => edge === link);
    if (index >= 0) return { step, shape: step.fields[index]?.shape };
  }
  throw new Error('A link of a plan is not followed.');
}

/** Returns the shape of a located link's list: its nodes are the nodes of the search. */
function listShape({ fields: [search] }: LocatedStep): Shape {
  const edges = fieldsOf(search?.shape, '').find(({ kind }) => kind === 'inner');
  const candidates = edges?.kind === 'inner' ? fieldsOf(edges.shape, '') : [];
  const nodes = candidates.filter(({ key }) => key.startsWith(NODES_PREFIX));
  return { fields: nodes.map((node) => ({ ...node, key: node.key.slice(NODES_PREFIX.length) })) };
}
