import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { composeGraph, type Graph } from '../graph/graph.ts';
import { connectUpstreams } from '../upstreams.ts';

/** A file of the repository that is made of the graph. */
export interface SchemaFile {
  /** From the repository's root. */
  readonly path: string;
  /** What it holds. */
  readonly text: string;
}

/** Where nobody answers: each upstream then composes from the schema.graphql committed beside it. */
const NOBODY = '127.0.0.1:1';

/** The graph, composed from the committed schemas alone. */
export async function composedGraph(): Promise<Graph> {
  const upstreams = await connectUpstreams({
    databaseUrl: `postgres://${NOBODY}/nothing`,
    directus: { url: `http://${NOBODY}` },
    twenty: { url: `http://${NOBODY}`, apiKey: 'none' },
  });
  const graph = composeGraph(upstreams);
  await Promise.all(upstreams.map((upstream) => upstream.close()));
  return graph;
}

/** The whole graph, as staff see it, and the graph as partners see it. */
export function schemasOf({ internal, partner }: Graph): readonly SchemaFile[] {
  return [
    { path: 'schema.graphql', text: textOf(internal) },
    { path: 'client/schema.graphql', text: textOf(partner) },
  ];
}

/** A schema as it is committed: sorted, so that a difference is one. */
export function textOf(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
