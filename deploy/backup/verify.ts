import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { redacted, secretsOf } from '../../gateway/observe/secrets.ts';
import { writeMetrics } from './verify/metrics.ts';
import { reportText } from './verify/report.ts';
import { type Verification, verifyBackup } from './verify/verification.ts';

const { json, metrics, hold, maxAge, ...options } = new Command('npm run backup:verify --')
  .description(
    'Restores the last backup of pgBackRest into a scratch directory, starts it, and has the doctor and a view look at it. ' +
      'Changes neither the repository nor the server that it is of. Run it as a user other than root; pgBackRest reads ' +
      'its own settings: PGBACKREST_CONFIG and others.',
  )
  .option('--target <time>', "restore this moment instead of the last: '2026-11-29 08:00:00+00'")
  .option('--hold', 'let the restored server run until Ctrl-C, for looking into it and copying from it')
  .option('--json', 'write JSON, for machines')
  .option('--metrics <file>', "write metrics for node_exporter's textfile collector, such as chronos_backup.prom")
  .option('--max-age <hours>', 'how old the last backup may be', positive, 30)
  .option('--scratch <folder>', 'where the scratch directory is made', tmpdir())
  .option('--database <name>', 'the database of the analytics', 'chronos')
  .option('--role <name>', "the gateway's role there", 'chronos_gateway')
  .option('--preload <libraries>', 'what PostgreSQL loads at its start', 'timescaledb')
  .addHelpText('after', '\nThe exit code is 1 if there is a problem.')
  .parse()
  .opts<{
    json?: true;
    metrics?: string;
    hold?: true;
    maxAge: number;
    target?: string;
    scratch: string;
    database: string;
    role: string;
    preload: string;
  }>();

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It must be a number greater than 0.');
  return value;
}

const env = { PGBACKREST_STANZA: 'chronos', ...process.env };
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());

const print = (verification: Verification) => {
  const text = json ? JSON.stringify(verification, null, 2) : reportText(verification);
  console.log(redacted(text, secretsOf(process.env)));
};

const verification = await verifyBackup({
  ...options,
  maxAgeHours: maxAge,
  env,
  signal: interrupted.signal,
  ...(hold && {
    async whileRunning(server, sofar) {
      print(sofar);
      console.error(`It runs until Ctrl-C: ${server.psql(options.database)}`);
      if (!interrupted.signal.aborted) await once(interrupted.signal, 'abort');
    },
  }),
});
if (!hold || verification.restore === undefined) print(verification);
if (metrics !== undefined) await writeMetrics(metrics, verification);
process.exitCode = verification.ok ? 0 : 1;
