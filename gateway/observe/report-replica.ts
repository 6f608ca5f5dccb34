import type { ReplicaState } from '../../subgraphs/analytics/index.ts';

export type ReplicaLog = Pick<Console, 'info' | 'warn'>;

/** Logs whether the database's replica is read from; if not, why, as a warning. */
export function reportReplica({ is, lagSeconds }: ReplicaState, log: ReplicaLog): void {
  if (is === 'current') log.info('The analytics are read from the replica of their database.');
  else log.warn(`The analytics are read from the database itself: ${is === 'away' ? AWAY : behind(lagSeconds)}`);
}

const AWAY = 'its replica does not answer.';

function behind(seconds: number): string {
  if (Number.isFinite(seconds)) return `its replica is ${Math.round(seconds)} s behind.`;
  return 'how far its replica is behind is unknown. `npm run doctor` says why.';
}
