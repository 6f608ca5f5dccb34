import {
  type FieldNode,
  GraphQLError,
  type GraphQLField,
  getNullableType,
  isListType,
  isNonNullType,
  Kind,
  OperationTypeNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import { fieldNamed, selectionOf } from '../../subgraphs/syntax.ts';
import type { Upstream } from '../../subgraphs/upstream.ts';
import type { Link } from '../links/link.ts';
import { bindField } from './bind.ts';
import { locatedStep } from './located-step.ts';
import { type ParsedOperation, responseKeyOf } from './parse.ts';
import type {
  Continuation,
  Edge,
  Following,
  Head,
  Introspection,
  LocatedStep,
  LookupStep,
  Next,
  Plan,
  RootEntry,
  RootStep,
} from './plan.ts';
import { ownerOf, rootField, type Sources, upstreamOf } from './sources.ts';
import { split } from './split.ts';

/**
 * Splits an operation by upstream and by wave: what each is asked, where links lead on, and how the response is written.
 * @throws GraphQLError where the schema has no operations of that type
 */
export function planWaves(sources: Sources, { operation, fields }: ParsedOperation): Omit<Plan, 'isRenamed'> {
  return new Planning(sources).plan(operation, fields);
}

/** A head that is not split yet: what is asked, and the object that leads on. */
interface Draft {
  readonly key: string;
  readonly node: FieldNode | undefined;
  readonly field: GraphQLField<unknown, unknown>;
  readonly selectionSet: SelectionSetNode | undefined;
}

/** The root fields that are asked of an upstream together. */
interface RootGroup {
  readonly upstream: Upstream;
  readonly nodes: FieldNode[];
}

class Planning {
  readonly #sources: Sources;
  #lookups = 0;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  plan(operation: Plan['operation'], fields: readonly FieldNode[]): Omit<Plan, 'isRenamed'> {
    const type = operation.operation;
    const { schema } = this.#sources;
    const root = schema.getRootType(type);
    if (!root) {
      throw new GraphQLError(`Schema is not configured to execute ${type} operation.`, { nodes: operation });
    }
    const isSerial = type === OperationTypeNode.MUTATION;
    const groups: RootGroup[] = [];
    const entries = fields.map((node): RootEntry => {
      const key = responseKeyOf(node);
      if (node.name.value === TypeNameMetaFieldDef.name) return { key, typeName: root.name };
      if (isIntrospection(node)) return { key, isIntrospection: true };
      const upstream = ownerOf(this.#sources, type, node.name.value);
      const together = isSerial ? undefined : groups.find((group) => group.upstream === upstream);
      const group = together ?? { upstream, nodes: [] };
      if (!together) groups.push(group);
      const head = group.nodes.push(node) - 1;
      const isRequired = isNonNullType(rootField(upstream, node.name.value, type).type);
      return { key, step: groups.indexOf(group), head, isRequired };
    });
    const steps = groups.map(({ upstream, nodes }): RootStep => {
      const drafts = nodes.map((node) => ({
        key: responseKeyOf(node),
        node,
        field: rootField(upstream, node.name.value, type),
        selectionSet: node.selectionSet,
      }));
      return { type, upstream, ...this.#continuation(upstream, drafts) };
    });
    const waves = steps.map(wavesOf);
    return {
      operation,
      steps,
      introspection: introspectionOf(schema, operation, fields.filter(isIntrospection)),
      entries,
      waves: isSerial ? waves.reduce((sum, own) => sum + own, 0) : Math.max(0, ...waves),
    };
  }

  #continuation(upstream: Upstream, drafts: readonly Draft[]): Continuation {
    const edges: Edge[] = [];
    const heads = drafts.map(({ key, node, field: definition, selectionSet }): Head => {
      const own = selectionSet && split(this.#sources, upstream, definition.type, selectionSet, edges);
      const asked = node ?? fieldNamed(definition.name, undefined, key);
      return { key, node, bind: bindField(upstream.schema, definition, asked, own?.own), shape: own?.shape };
    });
    return { heads, edges, nexts: this.#nexts(edges) };
  }

  #nexts(edges: readonly Edge[]): readonly Next[] {
    const lookups = new Map<Upstream, Following[]>();
    const located: LocatedStep[] = [];
    for (const [index, { link, definition, node }] of edges.entries()) {
      if ('search' in link) {
        const step = locatedStep(this.#sources, index, link, node);
        located.push({ ...step, nexts: this.#nexts(step.edges) });
        continue;
      }
      const upstream = upstreamOf(this.#sources, link.lookup.upstream);
      const follows = lookups.get(upstream) ?? [];
      lookups.set(upstream, follows);
      follows.push({ edge: index, link, gives: givenBy(link, upstream, definition) });
    }
    const steps = Array.from(lookups, ([upstream, follows]): LookupStep => {
      const drafts = follows.map(({ edge, link }, head) => ({
        key: `l${head}`,
        node: undefined,
        field: rootField(upstream, link.lookup.field),
        selectionSet: edges[edge]?.node.selectionSet,
      }));
      const id = this.#lookups++;
      return { kind: 'lookup', id, upstream, follows, ...this.#continuation(upstream, drafts) };
    });
    return [...steps, ...located];
  }
}

function givenBy(link: Link, upstream: Upstream, { type }: GraphQLField<unknown, unknown>): Following['gives'] {
  if (!isListType(getNullableType(type))) return 'value';
  const answer = getNullableType(rootField(upstream, link.lookup.field).type);
  const isListOfLists = isListType(answer) && isListType(getNullableType(answer.ofType));
  return isListOfLists ? 'list' : 'values';
}

function wavesOf({ nexts }: Continuation): number {
  const below = nexts.map((next) => (next.kind === 'located' ? 1 : 0) + wavesOf(next));
  return 1 + Math.max(0, ...below);
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
