import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { composeGraph } from './graph/graph.ts';
import { connectUpstreams } from './upstreams.ts';

const FILE = new URL('../schema.graphql', import.meta.url);

/** Where nobody answers: each upstream then composes from the schema.graphql committed beside it. */
const NOBODY = '127.0.0.1:1';

/** The whole graph, as staff see it, sorted: composed from the committed schemas alone. */
async function committedGraph(): Promise<string> {
  const upstreams = await connectUpstreams({
    databaseUrl: `postgres://${NOBODY}/nothing`,
    directus: { url: `http://${NOBODY}` },
    twenty: { url: `http://${NOBODY}`, apiKey: 'none' },
  });
  const { internal } = composeGraph(upstreams);
  await Promise.all(upstreams.map((upstream) => upstream.close()));
  return `${printSchema(lexicographicSortSchema(internal))}\n`;
}

const { check } = new Command('npm run schema --')
  .description('Writes the composed graph to schema.graphql.')
  .option('--check', 'write nothing, and fail when the file is stale')
  .parse()
  .opts<{ check?: true }>();

const graph = await committedGraph();
if (!check) await writeFile(FILE, graph);
else if ((await readFile(FILE, 'utf8').catch(() => '')) !== graph) {
  console.error('schema.graphql is stale: run `npm run schema`, look at the difference, and commit it.');
  process.exitCode = 1;
}
