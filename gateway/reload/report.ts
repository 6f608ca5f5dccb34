import { type Finding, sentenceOf } from '../../subgraphs/finding.ts';
import type { Reload } from '../graph/generations.ts';
import { SEVERITIES } from '../graph/schema-changes.ts';

/** Where the lines go. */
export type ReloadLog = Pick<Console, 'info' | 'warn' | 'error'>;

/** The most changes of one upstream that are told one by one. */
const MOST = 200;

/** Tells a reload field by field: what breaks queries as a warning, and what could not be served as an error. */
export function reportReload(reload: Reload, log: ReloadLog): void {
  if (reload.outcome === 'kept') {
    const { generation, problem } = reload;
    log.error(`The graph could not be composed anew: generation ${generation} of it goes on serving. ${problem}`);
    return;
  }
  const upstreams = Object.entries(reload.changes);
  const what =
    upstreams.length === 0 ? 'nothing in it changed' : `${upstreams.map(([name]) => name).join(' and ')} changed`;
  log.info(`Generation ${reload.generation} of the graph serves: ${what}.`);
  reportFindings(reload.findings, log);
  for (const [name, changes] of upstreams) {
    const told = SEVERITIES.flatMap((severity) => changes[severity].map((change) => ({ severity, change })));
    for (const { severity, change } of told.slice(0, MOST)) {
      log[severity === 'safe' ? 'info' : 'warn'](`${name}, ${severity}: ${change}`);
    }
    if (told.length > MOST)
      log.warn(`${name}: ${told.length - MOST} more changes; GET /readyz tells staff all of them.`);
  }
}

/** Warns of what is not in the graph, one line each. */
export function reportFindings(findings: readonly Finding[], log: Pick<ReloadLog, 'warn'>): void {
  for (const finding of findings) log.warn(sentenceOf(finding));
}
