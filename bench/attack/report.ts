import type { Attacked, Fared } from './attack.ts';

/** How many times as long a bystander may wait for its p99 beside attackers, and how much memory the gateway may take, in MB. */
const MAX_SLOWER = 5;
const MAX_RSS_MB = 400;

/** What did not hold; none where all did. */
export function faultsOf({ calm, attacked, rssMb, isAlive }: Attacked): readonly string[] {
  const faults: string[] = [];
  if (!isAlive) faults.push('The gateway ended.');
  if (attacked.failed > 0) faults.push(`${attacked.failed} of the bystander's requests failed.`);
  const slower = attacked.p99 / calm.p99;
  if (slower > MAX_SLOWER) faults.push(`The bystander's p99 was ${slower.toFixed(1)} times as long.`);
  if (rssMb > MAX_RSS_MB) faults.push(`The gateway took ${rssMb.toFixed(0)} MB.`);
  return faults;
}

/** The tables of bench/attack/RESULTS.md. */
export function attackReport(ranOn: string, seconds: number, attack: Attacked): string {
  const { calm, attacked, answered, rssMb, isAlive } = attack;
  return [
    ranOn,
    '',
    `Four callers sent 20 requests a second each for ${seconds} s, to a gateway of \`npm start\`; a bystander requested a public view ten times a second.`,
    '',
    '| The bystander | requests | p50 ms | p99 ms | failed | cores in use |',
    '|---|---:|---:|---:|---:|---:|',
    faredRow('alone', calm),
    faredRow('next to four attackers', attacked),
    '',
    '| What held | bound | this run |',
    '|---|---:|---:|',
    row(["the bystander's p99, times what it is alone", MAX_SLOWER, (attacked.p99 / calm.p99).toFixed(1)]),
    row(["the bystander's requests that failed", 0, attacked.failed]),
    row(['memory of the gateway and its stand-ins, MB', MAX_RSS_MB, rssMb.toFixed(0)]),
    row(['alive at the end', 'yes', isAlive ? 'yes' : 'no']),
    '',
    '| Attacker | answers, by HTTP status |',
    '|---|---|',
    ...Array.from(answered, ([name, counts]) =>
      row([name, Array.from(counts, ([status, count]) => `${status}: ${count}`).join(', ')]),
    ),
    '',
  ].join('\n');
}

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

function faredRow(name: string, { requests, p50, p99, failed, cores }: Fared): string {
  return row([name, requests, p50.toFixed(1), p99.toFixed(1), failed, cores.toFixed(2)]);
}
