import { type ExecutionResult, parse } from 'graphql';
import { inject } from 'vitest';
import type { UpstreamContext } from '../../contract/upstream.ts';
import { type AnalyticsOptions, createAnalytics } from '../index.ts';

/** An answer as a client reads it, and its SQL statements. */
export interface Answer extends Pick<ExecutionResult, 'errors'> {
  readonly data: Readonly<Record<string, unknown>>;
  readonly statements: readonly string[];
}

/** Starts the subgraph on the tests' database (or another), for queries in GraphQL. */
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

/** Returns the context of a new client request. */
export function anonymous(): UpstreamContext {
  return { caller: { audience: 'public' } };
}

/** Returns an answer's errors by path, as its statements end in any order, without their locations in the document. */
export function errorsOf({ errors = [] }: Answer) {
  return errors
    .map(({ message, path, extensions }) => ({ message, path, extensions }))
    .toSorted((one, other) => String(one.path).localeCompare(String(other.path)));
}
