import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type NameNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Upstream } from '../../subgraphs/upstream.ts';
import type { Link, LocatedLink } from '../links/link.ts';
import { needsKeys, needsSelection } from '../links/needs.ts';
import { bindField } from './bind.ts';
import { fieldsOf, isLeftOut, type ParsedQuery, responseKeyOf, Unplannable } from './parse.ts';
import {
  type Continuation,
  type Edge,
  type FieldShape,
  type Following,
  type Head,
  type ListField,
  type LocatedStep,
  type LookupStep,
  type Next,
  type ObjectShape,
  type Plan,
  type RootEntry,
  type RootStep,
  type Shape,
  TYPE_KEY,
} from './plan.ts';

/** What plans are made over. */
export interface Sources {
  /** The graph, as the audience sees it. */
  readonly schema: GraphQLSchema;
  readonly upstreams: ReadonlyMap<Upstream['name'], Upstream>;
  /** By where they lead away: "CmsArticle.series". */
  readonly links: ReadonlyMap<string, Link | LocatedLink>;
}

/**
 * Splits a query by upstream and by wave: what each is asked, where links lead on, and how the response is written.
 * @throws Unplannable
 */
export function planWaves(sources: Sources, { operation, fields }: ParsedQuery): Plan {
  return new Planning(sources).plan(operation, fields);
}

/** A head that is not split yet: what is asked, and the object that leads on. */
interface Draft {
  readonly key: string;
  readonly node: FieldNode | undefined;
  readonly field: GraphQLField<unknown, unknown>;
  readonly selectionSet: SelectionSetNode | undefined;
}

/** A selection without what is not its upstream's, and how the response is written from what comes of it. */
interface Split {
  readonly own: SelectionSetNode;
  readonly shape: Shape | undefined;
}

class Planning {
  readonly #sources: Sources;
  #lookups = 0;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  plan(operation: Plan['operation'], fields: readonly FieldNode[]): Plan {
    const query = this.#sources.schema.getQueryType();
    if (!query) throw new Unplannable('unknown_field');
    const asked = new Map<Upstream, FieldNode[]>();
    const entries = fields.map((node): RootEntry => {
      const key = responseKeyOf(node);
      if (node.name.value === '__typename') return { key, typeName: query.name };
      const upstream = this.#ownerOf(node);
      const together = asked.get(upstream) ?? [];
      asked.set(upstream, together);
      const field = query.getFields()[node.name.value];
      if (!field) throw new Unplannable('unknown_field');
      const head = together.push(node) - 1;
      return { key, step: [...asked.keys()].indexOf(upstream), head, isRequired: isNonNullType(field.type) };
    });
    const steps = Array.from(asked, ([upstream, nodes]): RootStep => {
      const drafts = nodes.map((node) => ({
        key: responseKeyOf(node),
        node,
        field: rootField(upstream, node.name.value),
        selectionSet: node.selectionSet,
      }));
      return { upstream, ...this.#continuation(upstream, drafts) };
    });
    return { operation, steps, entries, waves: Math.max(0, ...steps.map(wavesOf)) };
  }

  #ownerOf({ name }: FieldNode): Upstream {
    for (const upstream of this.#sources.upstreams.values()) {
      if (upstream.schema.getQueryType()?.getFields()[name.value]) return upstream;
    }
    throw new Unplannable('unknown_field');
  }

  #upstream(name: Upstream['name']): Upstream {
    const upstream = this.#sources.upstreams.get(name);
    if (!upstream) throw new Error(`A link leads to "${name}", which is not among the upstreams.`);
    return upstream;
  }

  #continuation(upstream: Upstream, drafts: readonly Draft[]): Continuation {
    const edges: Edge[] = [];
    const heads = drafts.map(({ key, node, field, selectionSet }): Head => {
      const split = selectionSet && this.#split(upstream, field.type, selectionSet, edges);
      const asked = node ?? { kind: Kind.FIELD, name: named(field.name), alias: named(key) };
      return { key, node, bind: bindField(upstream.schema, field, asked, split?.own), shape: split?.shape };
    });
    return { heads, edges, nexts: this.#nexts(edges) };
  }

  /** What is asked of a value, and what leads on from it: links are added to the edges. */
  #split(upstream: Upstream, of: GraphQLOutputType, selectionSet: SelectionSetNode, edges: Edge[]): Split {
    const type = getNamedType(of);
    if (isObjectType(type)) return this.#splitObject(upstream, type, selectionSet, edges);
    if (!isAbstractType(type)) throw new Unplannable('unknown_field');
    const members = selectionSet.selections.flatMap((selection): [string, Split, SelectionNode][] => {
      // The other thing that a plain selection on an abstract type can hold is the sign that nothing is asked.
      if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
      const name = selection.typeCondition?.name.value ?? type.name;
      const member = upstream.schema.getType(name);
      if (!isObjectType(member)) throw new Unplannable('fragment');
      const split = this.#splitObject(upstream, member, selection.selectionSet, edges);
      return [[name, split, { ...selection, selectionSet: split.own }]];
    });
    if (members.every(([, { shape }]) => !shape)) return { own: selectionSet, shape: undefined };
    const shapes = members.map(([name, split]): [string, ObjectShape] => [name, objectShape(split)]);
    const typeName = field('__typename', undefined, TYPE_KEY);
    return { own: selectionOf([typeName, ...members.map(([, , node]) => node)]), shape: { members: new Map(shapes) } };
  }

  #splitObject(
    upstream: Upstream,
    type: GraphQLObjectType,
    selectionSet: SelectionSetNode,
    edges: Edge[],
  ): Split & { readonly shape: ObjectShape | undefined } {
    const own: FieldNode[] = [];
    const fields = fieldsOf(selectionSet).map((node): FieldShape => {
      const key = responseKeyOf(node);
      const link = this.#sources.links.get(`${type.name}.${node.name.value}`);
      if (link) {
        const needs = needsSelection(link.needs);
        own.push(...fieldsOf(needs));
        const definition = this.#graphField(type.name, node.name.value);
        const edge = edges.push({ key, node, link, definition, needs: needsKeys(needs) }) - 1;
        return { kind: 'link', key, edge };
      }
      const definition = upstream.schema.getType(type.name);
      const ownField = isObjectType(definition) ? definition.getFields()[node.name.value] : undefined;
      if (!ownField && node.name.value !== '__typename') throw new Unplannable('unknown_field');
      const inner = ownField && node.selectionSet && this.#split(upstream, ownField.type, node.selectionSet, edges);
      own.push(inner ? { ...node, selectionSet: inner.own } : node);
      return inner?.shape ? { kind: 'inner', key, shape: inner.shape } : { kind: 'value', key };
    });
    const isWhole = fields.every(({ kind }) => kind === 'value');
    return { own: selectionOf(own), shape: isWhole ? undefined : { fields: fields.filter(isWanted(selectionSet)) } };
  }

  #graphField(typeName: string, name: string): GraphQLField<unknown, unknown> {
    const type = this.#sources.schema.getType(typeName);
    const found = isObjectType(type) ? type.getFields()[name] : undefined;
    if (!found) throw new Unplannable('unknown_field');
    return found;
  }

  #nexts(edges: readonly Edge[]): readonly Next[] {
    const lookups = new Map<Upstream, Following[]>();
    const located: LocatedStep[] = [];
    for (const [index, { link, definition, node }] of edges.entries()) {
      if ('search' in link) {
        located.push(this.#locatedStep(index, link, node));
        continue;
      }
      const upstream = this.#upstream(link.lookup.upstream);
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

  /** Each candidate of the search is asked for its place, and once for each way in which the client asks for `nodes`. */
  #locatedStep(edge: number, link: LocatedLink, node: FieldNode): LocatedStep {
    const search = this.#upstream(link.search.upstream);
    const locate = this.#upstream(link.locate.lookup.upstream);
    const nodeType = search.schema.getType(link.list.node);
    if (!isObjectType(nodeType)) throw new Error(`"${link.search.upstream}" has no type ${link.list.node}.`);
    const edges: Edge[] = [];
    const needs = needsSelection(link.search.needs);
    const candidate: FieldNode[] = [field('node', needs, PLACE_KEY)];
    const fields: FieldShape[] = [];
    const asked = fieldsOf(node.selectionSet ?? selectionOf([])).flatMap((each): ListField[] => {
      const key = responseKeyOf(each);
      if (isLeftOut(each)) return [];
      if (each.name.value === '__typename') return [{ kind: 'typeName', key, typeName: link.list.type }];
      if (each.name.value === 'totalCount') return [{ kind: 'count', key }];
      const split = this.#splitObject(search, nodeType, each.selectionSet ?? selectionOf([]), edges);
      candidate.push(field('node', split.own, NODES_PREFIX + key));
      if (split.shape) fields.push({ kind: 'inner', key, shape: split.shape });
      return [{ kind: 'nodes', key, node: each, definition: this.#graphField(link.list.type, each.name.value) }];
    });
    const shape: ObjectShape = {
      fields: asked.map(({ key }) => fields.find((inner) => inner.key === key) ?? { kind: 'value', key }),
    };
    const searched = rootField(search, link.search.field);
    const connection = selectionOf([field('totalCount'), field('edges', selectionOf(candidate))]);
    const located = rootField(locate, link.locate.lookup.field);
    const found = selectionOf(fieldsOf(needsSelection(link.locate.select)).map(({ alias: _, ...plain }) => plain));
    const head: Head = { key: '', node: undefined, bind: unbound, shape: fields.length > 0 ? shape : undefined };
    return {
      kind: 'located',
      edge,
      link,
      search,
      locate,
      searchFor: bindField(search.schema, searched, field(searched.name), connection),
      locateBy: bindField(locate.schema, located, field(located.name), found),
      placeNeeds: needsKeys(needs),
      asked,
      heads: [head],
      edges,
      nexts: this.#nexts(edges),
    };
  }
}

/** The key of a candidate's place, and what is ahead of those of the nodes that a client asks for. */
export const PLACE_KEY = 'place';
export const NODES_PREFIX = 'nodes_';

function unbound(): never {
  throw new Error('What was located is not asked for by itself.');
}

/** An object in which no link leads away is written too where others of its abstract type are: without the type's key. */
function objectShape({ own, shape }: Split): ObjectShape {
  if (shape && 'fields' in shape) return shape;
  const wanted = fieldsOf(own).filter((node) => !isLeftOut(node));
  return { fields: wanted.map((node) => ({ kind: 'value', key: responseKeyOf(node) })) };
}

/** The one thing that is asked for and not wanted: see NOTHING. */
function isWanted({ selections }: SelectionSetNode) {
  const left = selections.filter((node) => node.kind === Kind.FIELD && isLeftOut(node));
  const keys = left.map((node) => (node.kind === Kind.FIELD ? responseKeyOf(node) : ''));
  return ({ key }: FieldShape): boolean => !keys.includes(key);
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

function rootField({ name, schema }: Upstream, fieldName: string): GraphQLField<unknown, unknown> {
  const found = schema.getQueryType()?.getFields()[fieldName];
  if (!found) throw new Error(`"${name}" has no root field "${fieldName}".`);
  return found;
}

const named = (value: string): NameNode => ({ kind: Kind.NAME, value });

const selectionOf = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections,
});

function field(name: string, selectionSet?: SelectionSetNode, alias?: string): FieldNode {
  return {
    kind: Kind.FIELD,
    name: named(name),
    ...(alias !== undefined && { alias: named(alias) }),
    ...(selectionSet && { selectionSet }),
  };
}
