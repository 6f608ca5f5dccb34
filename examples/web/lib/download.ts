import { type GraphError, hasCode } from '@chronos-graph/client';
import { type Figures, rangeProblem, readFigures } from './figures.ts';
import { reasonOf } from './missing.ts';

/** Reads which figures of one series a download's address asks for. */
export function variablesOf(url: string, code: string): { code: string; figures: Omit<Figures, 'with'> } {
  const { with: _, ...figures } = readFigures(Object.fromEntries(new URL(url).searchParams));
  return { code: decodeURIComponent(code), figures };
}

/** Refuses a range without days, as HTTP 400. @returns undefined for any other */
export function rangeRefusal(figures: Pick<Figures, 'from' | 'to'>): Response | undefined {
  const problem = rangeProblem(figures);
  return problem === undefined ? undefined : new Response(problem, { status: 400 });
}

/** A file that the visitor saves, and that no cache stores. */
export function attachment(body: string, type: string, name: string): Response {
  // A colon is not for file names on Windows.
  const filename = name.replace(/[^\w.-]/g, '-');
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${filename}"`,
      'cache-control': 'private, no-store',
    },
  });
}

/**
 * Says why there is no file.
 * @param what is not there, where the gateway answered without an error: "series"
 */
export function refusal([error]: readonly GraphError[], what: string): Response {
  if (!error) return new Response(`There is no such ${what}.`, { status: 404 });
  const status = hasCode(error, 'BAD_USER_INPUT') ? 400 : 503;
  return new Response(reasonOf(error), { status });
}
