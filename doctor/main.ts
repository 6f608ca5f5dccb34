import { Command } from 'commander';
import { examine } from './examine.ts';
import { report } from './report.ts';

const { json } = new Command('npm run doctor --')
  .description('Examines what the settings name, and says what to do about what is wrong. Changes nothing.')
  .option('--json', 'write JSON, for machines')
  .addHelpText('after', '\nThe exit code is 1 where something failed.')
  .parse()
  .opts<{ json?: true }>();

const examination = await examine(process.env);
console.log(json ? JSON.stringify(examination, null, 2) : report(examination));
process.exitCode = examination.ok ? 0 : 1;
