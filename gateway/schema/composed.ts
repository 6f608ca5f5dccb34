import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { composeGraph } from '../graph/graph.ts';
import { connectUpstreams } from '../upstreams.ts';

/** A file of the repository that holds a schema. */
export interface SchemaFile {
  /** From the repository's root. */
  readonly path: string;
  /** What it holds, sorted. */
  readonly text: string;
}

/** Where nobody answers: each upstream then composes from the schema.graphql committed beside it. */
const NOBODY = '127.0.0.1:1';

/** The whole graph, as staff see it, and the graph as partners see it: composed from the committed schemas alone. */
export async function composedSchemas(): Promise<readonly SchemaFile[]> {
  const upstreams = await connectUpstreams({
    databaseUrl: `postgres://${NOBODY}/nothing`,
    directus: { url: `http://${NOBODY}` },
    twenty: { url: `http://${NOBODY}`, apiKey: 'none' },
  });
  const { internal, partner } = composeGraph(upstreams);
  await Promise.all(upstreams.map((upstream) => upstream.close()));
  return [
    { path: 'schema.graphql', text: textOf(internal) },
    { path: 'client/schema.graphql', text: textOf(partner) },
  ];
}

/** A schema as it is committed: sorted, so that a difference is one. */
export function textOf(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
