import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import type { Deployment } from '../config/deployment.ts';
import type { Config } from '../config.ts';
import { composeGraph, type Graph } from '../graph/graph.ts';
import { connectUpstreams, type Endpoints } from '../upstreams.ts';

/** A file that is made of the graph. */
export interface SchemaFile {
  /** From the deployment's folder. */
  readonly path: string;
  /** What it holds. */
  readonly text: string;
}

/** Where nobody answers: each upstream then composes from the schema.graphql committed next to it. */
const NOBODY = '127.0.0.1:1';

const SANDBOX = { sandbox: true } as const;

/** The Directus and the Twenty of some settings. Those of the sandbox, and the database, are not asked: nobody answers for them. */
export function endpointsOf({ cms, crm }: Pick<Config, 'cms' | 'crm'>): Endpoints {
  return {
    databaseUrl: `postgres://${NOBODY}/nothing`,
    directus: cms.sandbox ? { url: `http://${NOBODY}` } : cms,
    twenty: crm.sandbox ? { url: `http://${NOBODY}`, apiKey: 'none' } : crm,
  };
}

/** The graph of a deployment, composed from the committed schemas alone. */
export async function composedGraph(deployment: Deployment): Promise<Graph> {
  const upstreams = await connectUpstreams(endpointsOf({ cms: SANDBOX, crm: SANDBOX }), { deployment });
  const graph = composeGraph(upstreams, deployment);
  await Promise.all(upstreams.map((upstream) => upstream.close()));
  return graph;
}

/** The whole graph, as staff see it, and the graph as partners see it. */
export function schemasOf({ seenBy }: Graph): readonly SchemaFile[] {
  return [
    { path: 'schema.graphql', text: markedTextOf(seenBy('internal')) },
    { path: 'client/schema.graphql', text: markedTextOf(seenBy('partner')) },
  ];
}

/** A schema as it is committed: sorted, so that a difference is one. */
export function textOf(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

/** The same with the fields marked that are null only with an error: `@semanticNonNull`. */
function markedTextOf(schema: GraphQLSchema): string {
  return `${printSchemaWithDirectives(lexicographicSortSchema(schema))}\n`;
}
