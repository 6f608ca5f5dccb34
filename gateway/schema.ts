import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { composedSchemas } from './schema/composed.ts';

const ROOT = new URL('../', import.meta.url);

const { check } = new Command('npm run schema --')
  .description('Writes the composed graph to schema.graphql, and as partners see it to client/schema.graphql.')
  .option('--check', 'write nothing, and fail when a file is stale')
  .parse()
  .opts<{ check?: true }>();

for (const { path, text } of await composedSchemas()) {
  const file = new URL(path, ROOT);
  if (!check) await writeFile(file, text);
  else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(`${path} is stale: run \`npm run schema\`, look at the difference, and commit it.`);
    process.exitCode = 1;
  }
}
