import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { freePort } from '../../test/ports.ts';
import { machine } from '../machine.ts';
import { exitOnSignals } from '../process.ts';
import { attack } from './attack.ts';
import { startAsNpm } from './gateway.ts';
import { attackReport, faultsOf } from './report.ts';

/* `npm run attack`: ten minutes of four callers that send all they may, and how a bystander fares. */

const flags = new Command('attack')
  .description(
    'Attacks a gateway as four callers at their limits, measures a bystander, and writes bench/attack/RESULTS.md.',
  )
  .option('--seconds <count>', 'how long; another time than 600 writes nothing', '600')
  .parse()
  .opts<{ readonly seconds: string }>();

const seconds = Number(flags.seconds);
if (!(seconds > 0)) throw new Error('--seconds must be a number above 0.');
exitOnSignals();
const ranOn = machine();
await using gateway = await startAsNpm(await freePort());
const attacked = await attack(gateway, {
  calmMs: Math.min(60_000, seconds * 500),
  attackMs: seconds * 1_000,
  say: (message) => console.log(`attack: ${message}`),
});
const report = attackReport(ranOn, seconds, attacked);
console.log(report);
if (seconds === 600) {
  await writeFile(new URL('RESULTS.md', import.meta.url), `# Attacks\n\nWritten by \`npm run attack\`.\n\n${report}`);
}
const faults = faultsOf(attacked);
for (const fault of faults) console.error(`attack: ${fault}`);
if (faults.length > 0) process.exitCode = 1;
