import { type Finding, sentenceOf } from '../../subgraphs/contract/finding.ts';
import type { Reload } from '../graph/generations.ts';
import { SEVERITIES } from '../graph/schema-changes.ts';

/** Maximum number of an upstream's changes that are logged, one per line. */
const MOST = 200;

/** Logs a reload: each changed field, breaking ones as warnings, and a failed reload as an error. */
export function reportReload(reload: Reload, log: Pick<Console, 'info' | 'warn' | 'error'>): void {
  if (reload.outcome === 'kept') {
    const { generation, problem } = reload;
    log.error(`The graph could not be composed: generation ${generation} goes on serving. ${problem}`);
    return;
  }
  const upstreams = Object.entries(reload.changes);
  const what =
    upstreams.length === 0 ? 'nothing in it changed' : `${upstreams.map(([name]) => name).join(' and ')} changed`;
  log.info(`Generation ${reload.generation} of the graph is in use: ${what}.`);
  reportFindings(reload.findings, log);
  for (const [name, changes] of upstreams) {
    const all = SEVERITIES.flatMap((severity) => changes[severity].map((change) => ({ severity, change })));
    for (const { severity, change } of all.slice(0, MOST)) {
      log[severity === 'safe' ? 'info' : 'warn'](`${name}, ${severity}: ${change}`);
    }
    if (all.length > MOST) log.warn(`${name}: ${all.length - MOST} more changes; GET /readyz shows staff all of them.`);
  }
}

/** Logs each finding as a warning. */
export function reportFindings(findings: readonly Finding[], log: Pick<Console, 'warn'>): void {
  for (const finding of findings) log.warn(sentenceOf(finding));
}
