import { type GraphQLField, type GraphQLSchema, isObjectType, type OperationTypeNode } from 'graphql';
import type { Upstream } from '../../../subgraphs/contract/upstream.ts';
import type { EventField } from '../../events/index.ts';
import type { LinkFilters } from '../../links/filters.ts';
import type { Link, LocatedLink } from '../../links/link.ts';

/** The inputs of the compilation of plans. */
export interface Sources {
  /** The graph, as the audience sees it. */
  readonly schema: GraphQLSchema;
  readonly upstreams: ReadonlyMap<Upstream['name'], Upstream>;
  /** By type and field, such as "CmsArticle.series". */
  readonly links: ReadonlyMap<string, Link | LocatedLink>;
  /** The prefix of every response key that the plan adds: see `freePrefix`. */
  readonly prefix: string;
  /** By their names. */
  readonly events: ReadonlyMap<string, EventField>;
  readonly filters: readonly LinkFilters[];
}

/**
 * Finds a root field of the client's operation, and its upstream.
 * @throws Error where no upstream has it
 */
export function findRoot({ upstreams }: Sources, type: OperationTypeNode, name: string) {
  for (const upstream of upstreams.values()) {
    const field = upstream.schema.getRootType(type)?.getFields()[name];
    if (field) return { upstream, field };
  }
  throw new Error(`No upstream has the root field "${name}".`);
}

/** @throws Error where a link leads to an unknown upstream: links are part of this code, so this is a bug in it */
export function upstreamOf({ upstreams }: Sources, name: Upstream['name']): Upstream {
  const upstream = upstreams.get(name);
  if (!upstream) throw new Error(`A link leads to "${name}", which is not among the upstreams.`);
  return upstream;
}

/**
 * Returns a field of the graph.
 * @throws Error where the audience has no such field
 */
export function graphField({ schema }: Sources, typeName: string, name: string): GraphQLField<unknown, unknown> {
  const type = schema.getType(typeName);
  const found = isObjectType(type) ? type.getFields()[name] : undefined;
  if (!found) throw new Error(`The graph has no field ${typeName}.${name}.`);
  return found;
}

/** @throws Error where the upstream has no such field of queries */
export function rootField({ name, schema }: Upstream, fieldName: string): GraphQLField<unknown, unknown> {
  const found = schema.getQueryType()?.getFields()[fieldName];
  if (!found) throw new Error(`"${name}" has no root field "${fieldName}".`);
  return found;
}
