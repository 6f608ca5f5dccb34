import { delegateToSchema, getUnpathedErrors, resolveExternalValue } from '@graphql-tools/delegate';
import { parseSelectionSet } from '@graphql-tools/utils';
import DataLoader from 'dataloader';
import {
  type FieldNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  isObjectType,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import type { LocatedLink } from '../../../gateway/links/link.ts';
import { tooManyCandidates } from '../../../gateway/links/located.ts';
import { needsSelection } from '../../../gateway/links/needs.ts';
import { isJsonObject, type JsonObject } from '../../../subgraphs/common/json.ts';
import { fieldNamed, selectionOf } from '../../../subgraphs/common/syntax.ts';
import type { GraphContext, GraphSubschema } from './context.ts';
import { type CountedList, nodesAsked } from './counted-list.ts';
import { NEEDS_PREFIX, readNeeds } from './needs.ts';

interface Subschemas {
  readonly search: GraphSubschema;
  readonly locate: GraphSubschema;
}

/** Follows a located link: all parents of a wave in one search and one look at where its findings stand. */
export function locatedLinkResolver(
  link: LocatedLink,
  subschemas: Subschemas,
): GraphQLFieldResolver<JsonObject, GraphContext> {
  const loaders = new WeakMap<GraphContext, Map<FieldNode | undefined, DataLoader<JsonObject, CountedList>>>();
  return (parent, _args, context, info) => {
    const ofRequest = loaders.get(context) ?? new Map<FieldNode | undefined, DataLoader<JsonObject, CountedList>>();
    loaders.set(context, ofRequest);
    const field = info.fieldNodes[0];
    const loader =
      ofRequest.get(field) ??
      new DataLoader<JsonObject, CountedList>(
        (parents) => follow({ link, subschemas, context, info }, parents.map(readNeeds)),
        {
          cache: false,
        },
      );
    ofRequest.set(field, loader);
    return loader.load(parent);
  };
}

interface Following {
  readonly link: LocatedLink;
  readonly subschemas: Subschemas;
  readonly context: GraphContext;
  readonly info: GraphQLResolveInfo;
}

async function follow(following: Following, parents: readonly JsonObject[]): Promise<CountedList[]> {
  const { link } = following;
  const asked = nodesAsked(following.info);
  const candidates = await search(following, parents, asked);
  const places = candidates.map(({ place }) => link.locate.key(place));
  const located = new Map<string, Promise<readonly unknown[]>>();
  for (const parent of parents) {
    const args = link.locate.lookupArgs(parent);
    const key = JSON.stringify(args);
    if (!located.has(key)) located.set(key, locate(following, places, args));
  }
  return Promise.all(
    parents.map(async (parent) => {
      const found = (await located.get(JSON.stringify(link.locate.lookupArgs(parent)))) ?? [];
      const inside = candidates.filter((_, index) => found[index] && link.locate.belongs(found[index], parent));
      const nodes = new Map(Array.from(asked.keys(), (key) => [key, inside.map(({ nodes }) => nodes[key])]));
      return { totalCount: inside.length, nodes };
    }),
  );
}

interface Candidate {
  readonly place: JsonObject;
  readonly nodes: Readonly<Record<string, unknown>>;
}

const PLACE = 'link_place';

/** One search for all parents. Each candidate comes once for its place and once for each way the client asks for it. */
async function search(
  { link, subschemas, context, info }: Following,
  parents: readonly JsonObject[],
  asked: ReadonlyMap<string, SelectionSetNode>,
): Promise<Candidate[]> {
  const { field: rootFieldName, args, bound, needs } = link.search;
  const connection: unknown = await delegateToSchema({
    schema: subschemas.search,
    operation: OperationTypeNode.QUERY,
    fieldName: rootFieldName,
    args: { ...args(parents), first: bound },
    selectionSet: connectionSelection(asked, needsSelection(needs, NEEDS_PREFIX)),
    returnType: rootField(subschemas.search, rootFieldName).type,
    context,
    info,
  });
  if (connection instanceof Error) throw connection;
  if (!isJsonObject(connection) || !Array.isArray(connection.edges)) return [];
  if (Number(connection.totalCount) > bound) throw tooManyCandidates(bound);
  const nodeType = info.schema.getType(link.list.node);
  if (!isObjectType(nodeType)) throw new Error(`The graph has no type ${link.list.node}.`);
  const errors = getUnpathedErrors(connection as Parameters<typeof getUnpathedErrors>[0]) ?? [];
  return connection.edges.filter(isJsonObject).map((edge) => ({
    place: isJsonObject(edge[PLACE]) ? readNeeds(edge[PLACE]) : {},
    nodes: Object.fromEntries(
      Array.from(asked.keys(), (key) => [
        key,
        resolveExternalValue(edge[key], errors, subschemas.search, context, info, nodeType),
      ]),
    ),
  }));
}

async function locate(
  { link, subschemas, context, info }: Following,
  places: readonly unknown[],
  args: JsonObject,
): Promise<readonly unknown[]> {
  const { lookup, select } = link.locate;
  const known = places.filter((place) => place !== null);
  if (known.length === 0) return places;
  const found: unknown = await delegateToSchema({
    schema: subschemas.locate,
    operation: OperationTypeNode.QUERY,
    fieldName: lookup.field,
    args: { ...args, [lookup.keys]: known },
    selectionSet: parseSelectionSet(select, { noLocation: true }),
    returnType: rootField(subschemas.locate, lookup.field).type,
    context,
    info,
  });
  if (found instanceof Error) throw found;
  const answers = Array.isArray(found) ? found.values() : [].values();
  return places.map((place) => (place === null ? null : answers.next().value));
}

function connectionSelection(asked: ReadonlyMap<string, SelectionSetNode>, place: SelectionSetNode): SelectionSetNode {
  const nodes = Array.from(asked, ([key, selectionSet]) => fieldNamed('node', selectionSet, key));
  const edges = selectionOf([fieldNamed('node', place, PLACE), ...nodes]);
  return selectionOf([fieldNamed('totalCount'), fieldNamed('edges', edges)]);
}

function rootField({ schema }: GraphSubschema, fieldName: string): GraphQLField<unknown, unknown> {
  const found = schema.getQueryType()?.getFields()[fieldName];
  if (!found) throw new Error(`A link asks for "${fieldName}", which its upstream does not have.`);
  return found;
}
