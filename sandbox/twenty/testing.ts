import { afterAll, beforeAll } from 'vitest';
import { type RunningTwenty, startTwenty, type TwentyRecords } from './index.ts';

export interface Asking {
  /** Asks with the API key, and gives back the whole answer. */
  ask(query: string, variables?: Record<string, unknown>): Promise<unknown>;
  /** Posts any body, with the API key unless the headers say otherwise. */
  post(path: string, body: string, init?: RequestInit): Promise<Response>;
}

const API_KEY = 'key';

/** Starts a stand-in of its own for the tests of one `describe` or file. */
export function useTwenty(records?: TwentyRecords): Asking {
  let twenty: RunningTwenty;
  beforeAll(async () => {
    twenty = await startTwenty({ apiKey: API_KEY, ...(records && { records }) });
  });
  afterAll(() => twenty.close());

  const post: Asking['post'] = (path, body, init) =>
    fetch(twenty.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${API_KEY}` },
      ...init,
      body,
    });
  return {
    post,
    ask: async (query, variables) => (await post('/graphql', JSON.stringify({ query, variables }))).json(),
  };
}

/** An error as Twenty answers it, for one root field of a request. */
export function refused(field: string, message: string, extensions: Record<string, unknown>) {
  return { data: { [field]: null }, errors: [{ message, extensions }] };
}

export function badInput(subCode: string, userFriendlyMessage = 'An error occurred.') {
  return { subCode, userFriendlyMessage, code: 'BAD_USER_INPUT' };
}
