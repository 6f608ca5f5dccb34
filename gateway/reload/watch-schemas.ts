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
