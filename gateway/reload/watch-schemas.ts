import type { SchemaNews, UpstreamSource } from '../../subgraphs/contract/upstream.ts';
import { poll } from '../poll.ts';

export interface WatchOptions {
  readonly sources: readonly UpstreamSource[];
  /** Interval of polls, in seconds; 0: never. */
  readonly seconds: number;
  /** Receives the upstreams' states after each poll. */
  readonly report: (news: readonly SchemaNews[]) => unknown;
}

/** Interval of polls of an upstream that is down, so that it joins soon after it is back. */
const DOWN_SECONDS = 5;

/**
 * Polls all upstreams for changes of their schemas. The first poll is soon: an upstream may have been down at the start.
 * @returns a function that stops the polls
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

/** Pause after a poll of an upstream, in milliseconds: a null can be correct. */
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
