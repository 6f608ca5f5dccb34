import { type FieldNode, type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';
import type { Upstream } from '../../subgraphs/upstream.ts';
import type { Link, LocatedLink } from '../links/link.ts';
import { Unplannable } from './parse.ts';

/** What plans are made over. */
export interface Sources {
  /** The graph, as the audience sees it. */
  readonly schema: GraphQLSchema;
  readonly upstreams: ReadonlyMap<Upstream['name'], Upstream>;
  /** By where they lead away: "CmsArticle.series". */
  readonly links: ReadonlyMap<string, Link | LocatedLink>;
}

/**
 * The upstream that has a root field.
 * @throws Unplannable where none has
 */
export function ownerOf({ upstreams }: Sources, { name }: FieldNode): Upstream {
  for (const upstream of upstreams.values()) {
    if (upstream.schema.getQueryType()?.getFields()[name.value]) return upstream;
  }
  throw new Unplannable('unknown_field');
}

/** @throws Error where a link leads to an upstream that is not there: links are written by us, so this is a mistake of ours */
export function upstreamOf({ upstreams }: Sources, name: Upstream['name']): Upstream {
  const upstream = upstreams.get(name);
  if (!upstream) throw new Error(`A link leads to "${name}", which is not among the upstreams.`);
  return upstream;
}

/**
 * A field of the graph.
 * @throws Unplannable where the audience has none of that name
 */
export function graphField({ schema }: Sources, typeName: string, name: string): GraphQLField<unknown, unknown> {
  const type = schema.getType(typeName);
  const found = isObjectType(type) ? type.getFields()[name] : undefined;
  if (!found) throw new Unplannable('unknown_field');
  return found;
}

/** @throws Error where the upstream has no such root field */
export function rootField({ name, schema }: Upstream, fieldName: string): GraphQLField<unknown, unknown> {
  const found = schema.getQueryType()?.getFields()[fieldName];
  if (!found) throw new Error(`"${name}" has no root field "${fieldName}".`);
  return found;
}
