import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { writeSchemas } from '../deploy/grants.ts';
import { sentenceOf } from '../subgraphs/contract/finding.ts';
import { loadDeployment } from './config/deployment.ts';
import { settingsPage } from './config/settings-page.ts';
import { readConfig } from './config.ts';
import { composedGraph, type SchemaFile, schemasOf, textOf } from './schema/composed.ts';
import { referenceOf } from './schema/reference/reference.ts';
import { introspectUpstreams } from './schema/upstreams.ts';

const { check, upstreams } = new Command('npm run schema --')
  .description(
    'Writes the composed graph to schema.graphql, as partners see it to client/schema.graphql, and for readers to docs/reference/; docs/settings.md; and the schemas in deploy/grants.sql.',
  )
  .option('--check', 'write nothing, and fail when a file is stale')
  .option(
    '--upstreams',
    'first write the schemas of the Directus and the Twenty of the settings to subgraphs/*/schema.graphql',
  )
  .parse()
  .opts<{ check?: true; upstreams?: true }>();

const deployment = await loadDeployment(process.env.CHRONOS_CONFIG || undefined);
if (upstreams) await takeUpstreams();

const graph = await composedGraph(deployment);
for (const finding of graph.findings) console.error(sentenceOf(finding));
const ofGraph = [...schemasOf(graph), ...referenceOf(graph)];
const project = new URL('..', import.meta.url);
const grants = await readFile(new URL('deploy/grants.sql', project), 'utf8');
await put(project, { path: 'docs/settings.md', text: settingsPage() });
await put(project, { path: 'deploy/grants.sql', text: writeSchemas(grants) });
for (const file of ofGraph) await put(deployment.folder, file);

async function put(folder: URL, { path, text }: SchemaFile): Promise<void> {
  const file = new URL(path, folder);
  if (!check) await write(file, text);
  else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(`${path} is stale: run \`npm run schema\`, look at the difference, and commit it.`);
    process.exitCode = 1;
  }
}

async function write(file: URL, text: string): Promise<void> {
  await mkdir(new URL('.', file), { recursive: true });
  await writeFile(file, text);
}

async function takeUpstreams(): Promise<void> {
  for (const { subject, path, introspected } of await introspectUpstreams(readConfig(process.env))) {
    if (!introspected) console.log(`${subject} is the sandbox's: ${path} stays as it is.`);
    else if (!introspected.schema) {
      console.error(`${introspected.problem} ${path} stays as it is.`);
      process.exitCode = 1;
    } else await write(new URL(path, deployment.folder), textOf(introspected.schema));
  }
}
