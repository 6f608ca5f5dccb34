import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { loadDeployment } from '../config/deployment.ts';
import { SEVERITIES } from '../graph/schema-changes.ts';
import { type SchemaChange, schemaChanges } from './changes.ts';
import { composedGraph, schemasOf } from './composed.ts';

const deployment = await loadDeployment(process.env.CHRONOS_CONFIG || undefined);
const folder = fileURLToPath(deployment.folder);
const BUFFER = { maxBuffer: 64 * 1024 * 1024 };

const { base } = new Command('npm run schema:diff --')
  .description('Lists the changes of the composed schemas since a commit; fails if a change breaks clients.')
  .option('--base <commit>', 'the commit to compare with; by default SCHEMA_BASE, else HEAD')
  .parse()
  .opts<{ base?: string }>();

const given = base ?? (process.env.SCHEMA_BASE || undefined);
const commit = await commitOf(given ?? 'HEAD');
if (commit !== undefined) {
  for (const { path, text } of schemasOf(await composedGraph(deployment))) {
    const before = await committed(commit, path);
    if (before === undefined) console.log(`${path} is new: ${given ?? 'HEAD'} has none.`);
    else report(path, await schemaChanges(before, text));
  }
} else if (given === undefined) console.log('This is not a git checkout: there is no schema to compare with.');
else {
  console.error(`"${given}" is not a commit here: name one by --base or SCHEMA_BASE, or fetch it.`);
  process.exitCode = 2;
}

function report(path: string, changes: readonly SchemaChange[]): void {
  const count = SEVERITIES.map((each) => `${changes.filter(({ severity }) => severity === each).length} ${each}`);
  console.log(`${path}, compared with ${given ?? 'HEAD'}: ${count.join(', ')}`);
  for (const { severity, message } of changes) console.log(`  ${severity.padEnd(11)}${message}`);
  if (changes.every(({ severity }) => severity !== 'breaking')) return;
  console.error(`${path}: deprecate first what clients may use, and remove it in a later release.`);
  process.exitCode = 1;
}

async function commitOf(name: string): Promise<string | undefined> {
  return git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`).then(
    (answer) => answer.trim(),
    () => undefined,
  );
}

/** Reads a file of a commit. @returns undefined where the commit does not have it */
async function committed(commit: string, path: string): Promise<string | undefined> {
  const known = await git('ls-tree', '--name-only', commit, '--', path);
  return known === '' ? undefined : git('show', `${commit}:./${path}`);
}

async function git(...args: string[]): Promise<string> {
  return (await promisify(execFile)('git', args, { cwd: folder, ...BUFFER })).stdout;
}
