import { Command } from 'commander';
import { messageOf } from '../subgraphs/common/message-of.ts';
import { openBucket } from './assets/bucket.ts';
import { openFiles } from './assets/files.ts';
import { deleteMoved, type MoveOptions, moveFiles, type Outcome } from './assets/move.ts';

const SETTINGS = [
  '  DIRECTUS_URL            where Directus answers, for example http://127.0.0.1:8055',
  '  DIRECTUS_ADMIN_TOKEN    a static token of an administrator of Directus',
  '  ASSETS_FOLDER           the folder of its local storage: STORAGE_LOCAL_ROOT of Directus',
  '  STORAGE_R2_ENDPOINT     https://<account>.r2.cloudflarestorage.com',
  '  STORAGE_R2_BUCKET, STORAGE_R2_KEY, STORAGE_R2_SECRET',
  '                          the bucket, and a token that may read and write its objects, as Directus has them',
  '  STORAGE_R2_REGION       optional: auto by default',
].join('\n');

const REQUIRED = [
  'DIRECTUS_URL',
  'DIRECTUS_ADMIN_TOKEN',
  'ASSETS_FOLDER',
  'STORAGE_R2_ENDPOINT',
  'STORAGE_R2_BUCKET',
  'STORAGE_R2_KEY',
  'STORAGE_R2_SECRET',
] as const;

function readOptions(env: NodeJS.ProcessEnv, { from, to }: Pick<MoveOptions, 'from' | 'to'>): MoveOptions {
  const missing = REQUIRED.filter((name) => !env[name]);
  if (missing.length > 0) throw new Error(`Set ${missing.join(', ')}.\n${SETTINGS}`);
  const setting = (name: (typeof REQUIRED)[number]) => env[name] ?? '';
  const bucket = openBucket({
    endpoint: setting('STORAGE_R2_ENDPOINT'),
    bucket: setting('STORAGE_R2_BUCKET'),
    key: setting('STORAGE_R2_KEY'),
    secret: setting('STORAGE_R2_SECRET'),
    region: env.STORAGE_R2_REGION || 'auto',
  });
  const files = openFiles(setting('DIRECTUS_URL'), setting('DIRECTUS_ADMIN_TOKEN'));
  return { files, folder: setting('ASSETS_FOLDER'), bucket, from, to };
}

function report({ done, problems }: Outcome, what: string): void {
  for (const problem of problems) console.error(problem);
  console.log(`${done} files ${what}, ${problems.length} not.`);
  if (problems.length > 0) process.exitCode = 1;
}

await new Command('assets:move')
  .description("Moves the files of Directus to its bucket. Each one's size and hash are checked. Safe to run again.")
  .option('--from <location>', 'a location of Directus that is a folder', 'local')
  .option('--to <location>', 'a location of Directus that is the bucket', 'r2')
  .option('--delete', 'then delete the copies in the folder that are the same in the bucket')
  .addHelpText('after', `\nSettings (environment):\n${SETTINGS}`)
  .action(async (given: { from: string; to: string; delete?: boolean }) => {
    try {
      const options = readOptions(process.env, given);
      report(await moveFiles(options), `moved from ${given.from} to ${given.to}`);
      if (given.delete) report(await deleteMoved(options), `deleted from ${options.folder}`);
    } catch (error) {
      console.error(messageOf(error));
      process.exitCode = 1;
    }
  })
  .parseAsync();
