import { Command } from 'commander';
import { redacted, secretsOf } from '../gateway/observe/secrets.ts';
import { examine } from './examine.ts';
import { report } from './report.ts';

const { json } = new Command('npm run doctor --')
  .description('Checks the servers that the settings name, and says how to correct what is wrong. Changes nothing.')
  .option('--json', 'write JSON, for machines')
  .addHelpText('after', '\nThe exit code is 1 if something failed.')
  .parse()
  .opts<{ json?: true }>();

const examination = await examine(process.env);
const text = json ? JSON.stringify(examination, null, 2) : report(examination);
// An upstream's own error message may repeat secrets that it was sent.
console.log(redacted(text, secretsOf(process.env)));
process.exitCode = examination.ok ? 0 : 1;
