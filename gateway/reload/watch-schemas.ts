import type { SchemaNews, UpstreamSource } from '../../subgraphs/upstream.ts';
import { poll } from '../poll.ts';

export interface WatchOptions {
  readonly sources: readonly UpstreamSource[];
  /** How often the upstreams are polled, in seconds; 0: never. */
  readonly seconds: number;
  /** Receives their state after each poll. */
  readonly report: (news: readonly SchemaNews[]) => unknown;
}

/** How often an upstream that is down is polled: it joins as soon as it is back. */
const DOWN_SECONDS = 5;

/**
 * Polls all upstreams for changes of their schemas. The first poll is soon: an upstream may have been down at the start.
 * @returns ends it
 */
export function watchSchemas({ sources, seconds, report }: WatchOptions): () => void {
  if (seconds === 0) return () => {};
  const soon = Math.min(DOWN_SECONDS, seconds);
  return poll(soon, async (hasEnded) => {
    const news = await Promise.all(sources.map((source) => source.look()));
    if (!hasEnded()) report(news);
    return news.some(({ problem }) => problem !== undefined) ? soon : seconds;
  });
}

interface WatchAnswersOptions {
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
