import { Command } from 'commander';
import { redacted, secretsOf } from '../gateway/observe/secrets.ts';
import { examine } from './examine.ts';
import { report } from './report.ts';

const { json } = new Command('npm run doctor --')
  .description('Examines what the settings name, and says what to do about what is wrong. Changes nothing.')
  .option('--json', 'write JSON, for machines')
  .addHelpText('after', '\nThe exit code is 1 where something failed.')
  .parse()
  .opts<{ json?: true }>();

const examination = await examine(process.env);
const text = json ? JSON.stringify(examination, null, 2) : report(examination);
// An upstream's problem is told in its own words: those may be what it was sent.
console.log(redacted(text, secretsOf(process.env)));
process.exitCode = examination.ok ? 0 : 1;
