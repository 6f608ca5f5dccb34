import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startGateway } from '../gateway.ts';
import { answers, hangs } from './faulty.ts';
import { QUERY, useFaultyGateway, without } from './faulty-gateway.ts';

/** Long enough for an answer that comes, also on a busy machine. */
const REQUEST_TIMEOUT_MS = 3_000;

const { directus, twenty, ask } = useFaultyGateway({
  connect: { tuning: { failuresToOpen: Number.POSITIVE_INFINITY } },
  server: { requestTimeoutMs: REQUEST_TIMEOUT_MS },
});

const late = (label: string) => ({
  code: 'UPSTREAM_TIMEOUT',
  message: `${label} did not answer in the time of this request.`,
});

test("what does not come in the time of a client's request is an error, and the rest arrives", async () => {
  directus.break(hangs);
  expect(await ask()).toEqual(without('cmsTags', late('Directus')));
  directus.break(undefined);
  twenty.break(hangs);
  expect(await ask()).toEqual(without('crmCompanies', late('Twenty')));
});

test('nothing is sent again where the time of the request does not last until then', async () => {
  directus.break(answers(503, '', { 'retry-after': '5' }));
  expect(await ask()).toEqual(
    without('cmsTags', {
      code: 'UPSTREAM_OVERLOADED',
      message: 'Directus cannot answer for the moment. Try again later.',
      retryAfterSeconds: 5,
    }),
  );
  expect(directus.requests).toBe(1);
});

test('a database that accepts connections and never answers costs its fields, in the time of the request', async () => {
  const silent = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => {
    silent.close();
  });
  const silentGateway = await startGateway({
    before: {
      analytics: () => `postgres://somebody@127.0.0.1:${(silent.address() as AddressInfo).port}/x`,
    },
    timeoutsMs: { analytics: 2 * REQUEST_TIMEOUT_MS },
    server: { requestTimeoutMs: REQUEST_TIMEOUT_MS },
  });
  onTestFinished(() => silentGateway.close());
  const { result } = await silentGateway.ask(QUERY, {}, { staff: true });
  expect(result).toEqual(
    without('dataSources', { code: 'UPSTREAM_TIMEOUT', message: 'The analytics database took too long to answer.' }),
  );
});
