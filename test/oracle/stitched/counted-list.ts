import type { IResolvers } from '@graphql-tools/utils';
import { type GraphQLResolveInfo, getNamedType, isObjectType, type SelectionSetNode } from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';
import type { LocatedLink } from '../../../gateway/links/link.ts';
import { boundedFirst } from '../../../gateway/links/located.ts';
import { selectionOf } from '../../../subgraphs/common/syntax.ts';
import type { GraphContext } from './context.ts';

/** What a located link's field answers with: all that it found, once for each way in which the client asks for `nodes`. */
export interface CountedList {
  readonly totalCount: number;
  /** By the response key under which they are asked. */
  readonly nodes: ReadonlyMap<string, readonly unknown[]>;
}

/** The resolvers of the type of a located link's field. */
export function countedListResolvers({ list: { type } }: LocatedLink): IResolvers<CountedList, GraphContext> {
  return {
    [type]: {
      totalCount: (found) => found.totalCount,
      nodes: (found, { first }, _context, info) => {
        return found.nodes.get(String(info.path.key))?.slice(0, boundedFirst(first));
      },
    },
  };
}

/** Each response key under which a client asks a counted list for `nodes`, with what it asks of them. */
export function nodesAsked(info: GraphQLResolveInfo): ReadonlyMap<string, SelectionSetNode> {
  const type = getNamedType(info.returnType);
  if (!isObjectType(type)) throw new Error(`${info.parentType.name}.${info.fieldName} must answer with an object.`);
  const fields = collectSubfields(info.schema, info.fragments, info.variableValues, type, info.fieldNodes);
  const asked = new Map<string, SelectionSetNode>();
  for (const [key, nodes] of fields) {
    const selections = nodes.flatMap((node) => node.selectionSet?.selections ?? []);
    if (nodes[0]?.name.value === 'nodes') asked.set(key, selectionOf(selections));
  }
  return asked;
}
