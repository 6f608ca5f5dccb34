import type { SiteSeriesQuery } from '@chronos-graph/views';
import { part } from './part.ts';
import { type Span, spansOf } from './spans.ts';

/** The recessions that charts shade, and the series that has them. */
export interface Recessions {
  readonly code: string;
  readonly title: string;
  readonly spans: readonly Span[];
}

/** Reads the recessions of a page's answer. @returns undefined where no source has them, or where they did not arrive */
export function recessionsIn(data: Partial<Pick<SiteSeriesQuery, 'recessions'>>): Recessions | undefined {
  const series = part(() => data.recessions);
  return series ? { code: series.code, title: series.title, spans: spansOf(series.observations) } : undefined;
}
