import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningTwenty, startTwenty } from './index.ts';

interface Recording {
  readonly name: string;
  readonly request: {
    readonly query: string;
    readonly variables?: Record<string, unknown>;
    readonly token?: 'none' | 'invalid';
  };
  readonly response: { readonly status: number; readonly body: unknown };
}

const recordings: Recording[] = JSON.parse(readFileSync(new URL('./data/recordings.json', import.meta.url), 'utf8'));

/** What a real Twenty 2.21 answered. The `write:` recordings build on one another: all run in order, on one server. */
describe('replays what a real Twenty answered', () => {
  let twenty: RunningTwenty;

  beforeAll(async () => {
    twenty = await startTwenty({ apiKey: 'key' });
  });
  afterAll(() => twenty.close());

  test.each(recordings)('$name', async ({ request: { token, ...body }, response: recorded }) => {
    const authorization =
      token === 'none' ? {} : { authorization: `Bearer ${token === 'invalid' ? 'no token' : 'key'}` };
    const response = await fetch(`${twenty.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify(body),
    });
    expect({ status: response.status, body: await response.json() }).toEqual(recorded);
  });

  test('all of them', () => expect(recordings).toHaveLength(66));
});
