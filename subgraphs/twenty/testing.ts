import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Upstream, UpstreamCall, UpstreamContext } from '../contract/upstream.ts';
import { execute } from '../testing/execute.ts';
import { connectTwenty } from './index.ts';

export const context: UpstreamContext = { caller: { audience: 'internal' } };
export const API_KEY = 'a key';

/** The id of the n-th company of the sandbox's records. */
export const company = (n: number): string => `c0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
/** The id of the n-th person of the sandbox's records. */
export const person = (n: number): string => `9e000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
/** Lakefront Capital: the company with more than 60 people. */
export const LAKEFRONT = company(9);
/** A valid id that no record has. */
export const MISSING = '00000000-0000-4000-8000-000000000000';

/** Queries an upstream, and returns its answer as JSON, like a client's. */
export async function askUpstream(upstream: Upstream, query: string, variables?: Record<string, unknown>) {
  return JSON.parse(JSON.stringify(await execute(upstream, { document: parse(query), variables, context })));
}

/** Starts a server, and the upstream over it, for the tests of a file. `calls` has the calls of the current test. */
export function useTwenty(start: (options: { apiKey: string }) => Promise<{ url: string; close(): Promise<void> }>) {
  const calls: UpstreamCall[] = [];
  let upstream: Upstream | undefined;
  let server: Awaited<ReturnType<typeof start>> | undefined;
  beforeAll(async () => {
    server = await start({ apiKey: API_KEY });
    upstream = await connectTwenty({
      url: server.url,
      apiKey: API_KEY,
      onCall: (call) => void calls.push(call),
    }).load();
  });
  beforeEach(() => {
    calls.length = 0;
  });
  afterAll(async () => {
    await upstream?.close();
    await server?.close();
  });
  const running = (): Upstream => {
    if (!upstream) throw new Error('The upstream runs in tests only.');
    return upstream;
  };
  return {
    calls,
    upstream: running,
    ask: (query: string, variables?: Record<string, unknown>) => askUpstream(running(), query, variables),
  };
}
