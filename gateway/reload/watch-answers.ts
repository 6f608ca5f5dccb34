import type { SchemaNews, UpstreamSource } from '../../subgraphs/upstream.ts';

export interface WatchAnswersOptions {
  readonly sources: readonly UpstreamSource[];
  /** Receives the upstream's state after each poll. */
  readonly report: (news: readonly SchemaNews[]) => Promise<unknown>;
}

/** How long an upstream is not polled again, in milliseconds: a null may be correct after all. */
const PAUSE_MS = 1_000;

/**
 * Polls an upstream at once when an answer contradicts its schema. During a poll and the reload that follows, and for a second
 * after, no other poll begins.
 */
export function watchAnswers({ sources, report }: WatchAnswersOptions): void {
  for (const source of sources) {
    let isPolling = false;
    source.watchAnswers?.(() => {
      if (isPolling) return;
      isPolling = true;
      void source
        .look()
        .then((news) => report([news]))
        .finally(() => {
          setTimeout(() => {
            isPolling = false;
          }, PAUSE_MS).unref();
        });
    });
  }
}
