import type { Ingestion } from '../../subgraphs/analytics/ingestion/index.ts';
import type { Change } from './change.ts';

export interface WatchIngestionOptions {
  readonly ingestion: Ingestion;
  /** How often it is looked at, in seconds; 0: never. */
  readonly seconds: number;
  /** Told of each load that has ended well, as a change of its series. */
  readonly tell: (change: Change) => void;
}

/** Looks earlier or later by up to so much of the time: gateways that were started together do not ask together. */
const JITTER = 0.2;

/**
 * Looks for new data from time to time, one look after another; the first look, which finds out where to begin, is at once. A
 * database that is away is looked at again the next time, and loses nothing.
 * @returns ends it, and what it looked at
 */
export function watchIngestion({ ingestion, seconds, tell }: WatchIngestionOptions): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let isOver = seconds === 0;

  async function look(): Promise<void> {
    if (isOver) return;
    // Whoever asks for the data is told that the database is away.
    const loads = await ingestion.look().catch(() => []);
    if (isOver) return;
    for (const { id, series, at } of loads) {
      tell({ id: `analytics:${id}`, upstream: 'analytics', typeName: 'Series', event: 'UPDATED', key: series, at });
    }
    const jitter = 1 + JITTER * (2 * Math.random() - 1);
    timer = setTimeout(() => void look(), seconds * jitter * 1_000).unref();
  }

  void look();
  return async () => {
    isOver = true;
    clearTimeout(timer);
    // The process ends: what can't be closed in order any more is dropped with it.
    await ingestion.close().catch(() => {});
  };
}
