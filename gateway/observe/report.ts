import type { ReplicaState } from '../../subgraphs/analytics/index.ts';
import type { Revalidation } from '../cache/index.ts';
import type { MaskError } from '../errors.ts';

/** Logs whether the database's replica is read from; if not, why, as a warning. */
export function reportReplica({ is, lagSeconds }: ReplicaState, log: Pick<Console, 'info' | 'warn'>): void {
  if (is === 'current') log.info('The analytics are read from the replica of their database.');
  else log.warn(`The analytics are read from the database itself: ${is === 'away' ? AWAY : behind(lagSeconds)}`);
}

const AWAY = 'its replica does not answer.';

function behind(seconds: number): string {
  if (Number.isFinite(seconds)) return `its replica is ${Math.round(seconds)} s behind.`;
  return 'the lag of its replica is unknown. `npm run doctor` says why.';
}

/**
 * Reports an answer that could not be revalidated next to a request, which has its own line: as a warning, with the hash
 * of the operation and the codes of the errors.
 * @param maskError gives an unexpected error an id, and reports it under that id
 */
export function reportRevalidation(
  { hash, errors }: Revalidation,
  log: Pick<Console, 'warn'>,
  maskError: MaskError,
): void {
  if (errors.length === 0) return;
  const codes = new Set(errors.map((error) => String(maskError(error).extensions.code)));
  log.warn(`The cached answer of operation ${hash} is stale, and could not be revalidated: ${[...codes].join(', ')}.`);
}
