import type { Ingestion } from '../../subgraphs/analytics/ingestion/index.ts';
import { poll } from '../poll.ts';
import type { Change } from './change.ts';

export interface WatchIngestionOptions {
  readonly ingestion: Ingestion;
  /** Interval of polls, in seconds; 0: never. */
  readonly seconds: number;
  /** Receives each successful load, as a change of its series. */
  readonly publish: (change: Change) => void;
}

/**
 * Polls the database for new data. The first poll, which finds the starting point, is immediate. After an outage of the
 * database, the next poll finds all new data.
 * @returns a function that stops the polls and closes the connection
 */
export function watchIngestion({ ingestion, seconds, publish }: WatchIngestionOptions): () => Promise<void> {
  const end =
    seconds > 0 &&
    poll(0, async (hasEnded) => {
      // Requests for the data report that the database cannot be reached.
      const loads = await ingestion.look().catch(() => []);
      if (hasEnded()) return seconds;
      for (const { id, series, at } of loads) {
        publish({
          id: `analytics:${id}`,
          upstream: 'analytics',
          typeName: 'Series',
          event: 'UPDATED',
          key: series,
          at,
        });
      }
      return seconds;
    });
  return async () => {
    if (end) end();
    // The process ends, and with it a connection that cannot be closed properly.
    await ingestion.close().catch(() => {});
  };
}
