import type { ReplicaState } from '../../subgraphs/analytics/index.ts';

/** Where the lines go. */
export type ReplicaLog = Pick<Console, 'info' | 'warn'>;

/** Tells whether the database's replica is read from, and why not: as a warning then. */
export function reportReplica({ is, lagSeconds }: ReplicaState, log: ReplicaLog): void {
  if (is === 'current') log.info('The analytics are read from the replica of their database.');
  else log.warn(`The analytics are read from the database itself: ${is === 'away' ? AWAY : behind(lagSeconds)}`);
}

const AWAY = 'its replica does not answer.';

function behind(seconds: number): string {
  if (Number.isFinite(seconds)) return `its replica is ${Math.round(seconds)} s behind.`;
  return 'how far its replica is behind can’t be told. `npm run doctor` says why.';
}
