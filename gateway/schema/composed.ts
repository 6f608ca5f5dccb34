import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import type { Deployment } from '../config/deployment.ts';
import type { Config } from '../config.ts';
import { composeGraph, type Graph } from '../graph/graph.ts';
import { connectUpstreams, type Endpoints } from '../upstreams.ts';

/** A file that is generated from the graph. */
export interface SchemaFile {
  /** Relative to the deployment's folder. */
  readonly path: string;
  readonly text: string;
}

/** An address without a server: each upstream then uses its committed schema.graphql. */
const NOBODY = '127.0.0.1:1';

const SANDBOX = { sandbox: true } as const;

/** Returns the endpoints of the settings; the database and the sandbox's servers get the unused address. */
export function endpointsOf({ cms, crm }: Pick<Config, 'cms' | 'crm'>): Endpoints {
  return {
    databaseUrl: `postgres://${NOBODY}/nothing`,
    directus: cms.sandbox ? { url: `http://${NOBODY}` } : cms,
    twenty: crm.sandbox ? { url: `http://${NOBODY}`, apiKey: 'none' } : crm,
  };
}

/** Composes the graph of a deployment only from committed schemas. */
export async function composedGraph(deployment: Deployment): Promise<Graph> {
  const upstreams = await connectUpstreams(endpointsOf({ cms: SANDBOX, crm: SANDBOX }), { deployment });
  const graph = composeGraph(upstreams, deployment);
  await Promise.all(upstreams.map((upstream) => upstream.close()));
  return graph;
}

/** Makes the files of the schemas for staff, which is the whole graph, and for partners. */
export function schemasOf({ seenBy }: Graph): readonly SchemaFile[] {
  return [
    { path: 'schema.graphql', text: markedTextOf(seenBy('internal')) },
    { path: 'client/schema.graphql', text: markedTextOf(seenBy('partner')) },
  ];
}

/** Prints a schema for a commit: sorted, so that a diff shows only changes. */
export function textOf(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

/** Prints a sorted schema, and marks the fields that are null only with an error: `@semanticNonNull`. */
function markedTextOf(schema: GraphQLSchema): string {
  return `${printSchemaWithDirectives(lexicographicSortSchema(schema))}\n`;
}
