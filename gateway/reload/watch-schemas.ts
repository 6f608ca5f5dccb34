import type { SchemaNews, UpstreamSource } from '../../subgraphs/upstream.ts';

export interface WatchOptions {
  readonly sources: readonly UpstreamSource[];
  /** How often the upstreams are looked at, in seconds; 0: never. */
  readonly seconds: number;
  /** Told how they are, each time. */
  readonly tell: (news: readonly SchemaNews[]) => unknown;
}

/** How often one that is down is looked at: it joins as soon as it comes. */
const DOWN_SECONDS = 5;

/** Looks earlier or later by up to so much of the time: gateways that were started together do not ask together. */
const JITTER = 0.2;

/**
 * Looks at all upstreams from time to time, one look after another.
 * @returns ends it
 */
export function watchSchemas({ sources, seconds, tell }: WatchOptions): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isOver = seconds === 0;

  function wait(isDown: boolean): void {
    if (isOver) return;
    const mean = isDown ? Math.min(DOWN_SECONDS, seconds) : seconds;
    const jitter = 1 + JITTER * (2 * Math.random() - 1);
    timer = setTimeout(() => void look(), mean * jitter * 1_000).unref();
  }

  async function look(): Promise<void> {
    const news = await Promise.all(sources.map((source) => source.look()));
    if (isOver) return;
    tell(news);
    wait(news.some(({ problem }) => problem !== undefined));
  }

  // The first look is soon: an upstream may have been down when its schema was read.
  wait(true);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
