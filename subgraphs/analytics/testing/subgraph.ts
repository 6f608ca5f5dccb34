import { type ExecutionResult, parse } from 'graphql';
import { inject } from 'vitest';
import type { UpstreamContext } from '../../upstream.ts';
import { type AnalyticsOptions, createAnalytics } from '../index.ts';

/** An answer as a client reads it, and the SQL that it took. */
export interface Answer extends Pick<ExecutionResult, 'errors'> {
  readonly data: Readonly<Record<string, unknown>>;
  readonly statements: readonly string[];
}

/** The subgraph over the tests' database (or another), asked in GraphQL. */
export async function startSubgraph(options: Partial<AnalyticsOptions> = {}) {
  const statements: string[] = [];
  const upstream = await createAnalytics({
    databaseUrl: inject('databaseUrl'),
    onCall: ({ text }) => void statements.push(text),
    statementTimeoutMs: 60_000,
    ...options,
  });
  return {
    async ask(query: string, variables: Record<string, unknown> = {}, context = anonymous()): Promise<Answer> {
      statements.length = 0;
      const result = await upstream.execute({ document: parse(query), variables, context });
      return { ...JSON.parse(JSON.stringify(result)), statements: [...statements] };
    },
    close: () => upstream.close(),
  };
}

/** The context of a client request of its own. */
export function anonymous(): UpstreamContext {
  return { caller: { audience: 'public' } };
}

/** What is left of an answer's errors when the place in the document is left out. */
export function errorsOf({ errors = [] }: Answer) {
  return errors.map(({ message, path, extensions }) => ({ message, path, extensions }));
}
