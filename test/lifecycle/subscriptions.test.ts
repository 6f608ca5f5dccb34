import { expect, inject, test } from 'vitest';
import '../provided.ts';
import { start } from '../process.ts';
import { follow } from '../subscriptions/events.ts';
import { connectTo } from '../subscriptions/web-socket.ts';

const query = 'subscription { cmsArticleMutated { key } }';

test('SIGTERM: subscribers are asked to subscribe again, by each transport, and it ends with 0', async () => {
  const gateway = start({ CHRONOS_SANDBOX: 'true', PORT: '0', DATABASE_URL: inject('databaseUrl') });
  const banner = await gateway.printed(/Try:\n/);
  const url = String(/http:\S+(?=\/graphql)/.exec(banner));
  const following = await follow({ fetch: (_input, init) => fetch(`${url}/graphql`, init) }, query);
  expect(following.status).toBe(200);
  const client = connectTo({ url });
  const waiting = client.iterate({ query }).next();
  // By its subscription, or with its connection: each is told at a moment of its own.
  const reason = expect.stringMatching(/^(Connect|Subscribe) again$/);
  const lost = expect(waiting).rejects.toMatchObject({ code: 1012, reason });
  // It is answered once it is connected.
  expect(await client.iterate({ query: '{ __typename }' }).next()).toMatchObject({
    value: { data: { __typename: 'Query' } },
  });
  gateway.child.kill('SIGTERM');
  expect([await following.next(), await following.next()]).toEqual(['again', 'closed']);
  await lost;
  expect(await gateway.exited).toBe(0);
});
