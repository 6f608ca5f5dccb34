import { expect, inject, test } from 'vitest';
import { start } from '../process.ts';
import '../provided.ts';

const LIMIT = 20;

test('WORKERS=2: workers count together what callers use', { timeout: 90_000 }, async () => {
  const gateway = start({
    CHRONOS_SANDBOX: 'true',
    PORT: '0',
    DATABASE_URL: inject('databaseUrl'),
    WORKERS: '2',
    RATES: `public=${LIMIT}/1000000`,
  });
  const url = String(/http:\S+\/graphql/.exec(await gateway.printed(/Try:\n/)));
  // On a connection of its own each: the workers take them in turn.
  const ask = async () => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: '{"query":"{ __typename }"}',
    });
    await response.text();
    return { status: response.status, left: /r=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1] };
  };
  const answers: Awaited<ReturnType<typeof ask>>[] = [];
  for (let turn = 0; turn < 2 * LIMIT; turn += 1) answers.push(await ask());
  expect(answers.filter(({ status }) => status === 200)).toEqual(
    Array.from({ length: LIMIT }, (_, turn) => ({ status: 200, left: String(LIMIT - 1 - turn) })),
  );
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(LIMIT);
  gateway.child.kill('SIGINT');
  await gateway.exited;
});
