import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startTwenty } from '../../sandbox/twenty/index.ts';
import { customWorkspace } from '../../sandbox/twenty/recorded.ts';
import { startGateway } from '../gateway.ts';

const API_KEY = 'a key';

/** A Twenty whose workspace has the field `nickname` of companies until it is dropped. */
async function startDropping() {
  const [before, after] = await Promise.all([
    startTwenty({ apiKey: API_KEY, ...customWorkspace() }),
    startTwenty({ apiKey: API_KEY }),
  ]);
  let isDropped = false;
  const server = createServer(async (request, response) => {
    const { url, authorization = '' } = { url: request.url, ...request.headers };
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    if (body.includes('metadataVersion')) {
      return response.end(JSON.stringify({ data: { currentWorkspace: { metadataVersion: isDropped ? 2 : 1 } } }));
    }
    const { method = 'GET' } = request;
    const answer = await fetch(`${(isDropped ? after : before).url}${url}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: authorization && `Bearer ${API_KEY}` },
      ...(method === 'POST' && { body }),
    });
    return response.end(await answer.text());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await Promise.all([before.close(), after.close()]);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    drop() {
      isDropped = true;
    },
  };
}

const NICKNAMES = '{ crmCompanies(first: 2) { edges { node { id nickname } } } }';

test.each([
  ['a text that is null', NICKNAMES],
  [
    'an order by a field that is gone',
    '{ crmCompanies(first: 2, orderBy: [{ nickname: AscNullsLast }]) { totalCount } }',
  ],
  ['a filter by it', '{ crmCompanies(filter: { nickname: { eq: "x" } }) { totalCount } }'],
])('Twenty is looked at once where an answer contradicts its schema: %s', async (_what, query) => {
  const twenty = await startDropping();
  const gateway = await startGateway({ before: { twenty: () => twenty.url } });
  onTestFinished(() => gateway.close());
  const ask = (text: string) => gateway.ask(text, {}, { staff: true });

  const nicknames = await ask(NICKNAMES);
  expect(nicknames.result.errors).toBeUndefined();
  await ask(query);
  expect(gateway.generations.state.generation).toBe(1);

  twenty.drop();
  await ask(query);
  await expect.poll(() => gateway.generations.state.generation).toBe(2);
  expect((await ask(NICKNAMES)).result.errors?.[0]?.message).toMatch(
    /^Cannot query field "nickname" on type "CrmCompany"\./,
  );
});

test('an object that is gone costs its own root fields alone, and Twenty is looked at once', async () => {
  const twenty = await startDropping();
  const gateway = await startGateway({ before: { twenty: () => twenty.url } });
  onTestFinished(() => gateway.close());
  const ask = () =>
    gateway.ask(
      '{ crmCompanies { totalCount } crmContracts { totalCount } crmPeople { totalCount } }',
      {},
      { staff: true },
    );
  const { data } = (await ask()).result;
  expect(data).toMatchObject({ crmCompanies: {}, crmContracts: {}, crmPeople: {} });

  twenty.drop();
  const { result } = await ask();
  expect(result).toEqual({
    data: { crmCompanies: expect.anything(), crmContracts: null, crmPeople: expect.anything() },
    errors: [
      expect.objectContaining({
        message: 'Twenty no longer has this object.',
        path: ['crmContracts'],
        extensions: { code: 'UPSTREAM_FAILED', upstream: 'twenty' },
      }),
    ],
  });
  await expect.poll(() => gateway.generations.state.generation).toBe(2);
});
