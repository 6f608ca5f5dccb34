import type { SchemaNews, UpstreamSource } from '../../subgraphs/upstream.ts';

export interface WatchAnswersOptions {
  readonly sources: readonly UpstreamSource[];
  /** Called with how the upstream is, after each look. */
  readonly report: (news: readonly SchemaNews[]) => Promise<unknown>;
}

/** How long an upstream is left alone after a look, in milliseconds: a null may be right after all. */
const PAUSE_MS = 1_000;

/**
 * Looks at an upstream at once where an answer of its own contradicts its schema, and not only when the next look is due. While
 * a look and the reload that follows are under way, and for a second after, no other begins.
 */
export function watchAnswers({ sources, report }: WatchAnswersOptions): void {
  for (const source of sources) {
    let isLooking = false;
    source.watchAnswers?.(() => {
      if (isLooking) return;
      isLooking = true;
      void source
        .look()
        .then((news) => report([news]))
        .finally(() => {
          setTimeout(() => {
            isLooking = false;
          }, PAUSE_MS).unref();
        });
    });
  }
}
