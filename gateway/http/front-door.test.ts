import { once } from 'node:events';
import { Agent, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFrontDoor, type FrontDoor } from './front-door.ts';
import { LASTING } from './node-exchange.ts';

let door: FrontDoor;
let url: string;
const OPTIONS = { host: '127.0.0.1', port: 0, maxInFlight: 2, maxEventLoopDelayMs: 10_000 };
const agents: Agent[] = [];

beforeEach(async () => {
  door = createFrontDoor(OPTIONS);
  url = await door.listen();
});
afterEach(async () => {
  for (const agent of agents.splice(0)) agent.destroy();
  await door.drain({ deadlineMs: 0, waitForIdle: false });
});

/** A client that keeps one connection. */
function client(): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  agents.push(agent);
  return agent;
}

async function ask(path: string, agent = client()) {
  const [response] = (await once(get(url + path, { agent }), 'response')) as [IncomingMessage];
  const { connection, 'retry-after': retryAfter } = response.headers;
  return { status: response.statusCode, connection, retryAfter, body: await text(response) };
}

/** Has requests wait until they are answered by hand. */
function answerByHand() {
  const waiting: ServerResponse[] = [];
  let tell = () => {};
  door.open((request, response) => {
    if (request.url !== '/graphql') return response.end(`at ${request.url}`);
    waiting.push(response);
    return tell();
  });
  return {
    waiting,
    /** Resolves once so many wait. */
    until: (count: number) =>
      new Promise<void>((resolve) => {
        tell = () => {
          if (waiting.length >= count) resolve();
        };
        tell();
      }),
  };
}

const unavailable = (code: string, what: string) => ({
  status: 503,
  connection: 'keep-alive',
  retryAfter: '1',
  body: JSON.stringify({
    errors: [{ message: `${what}: try again in 1 s.`, extensions: { code, retryAfterSeconds: 1 } }],
  }),
});

test('an answer that lasts keeps nobody out', async () => {
  const { waiting, until } = answerByHand();
  for (const count of [1, 2, 3]) {
    get(`${url}/graphql`, { agent: client() }).on('error', () => undefined);
    await until(count);
    waiting.at(-1)?.emit(LASTING);
  }
  expect(door.admission).toMatchObject({ inFlight: 0, shed: 0 });
});

test('before there is a graph: it lives, it is not ready, and requests are refused with Retry-After', async () => {
  expect(await ask('/healthz')).toMatchObject({ status: 200, body: '' });
  expect(await ask('/readyz')).toMatchObject({ status: 503, body: '{"status":"starting"}' });
  expect(await ask('/graphql')).toEqual(unavailable('STARTING', 'The gateway is starting'));
});

test('past what it may serve it answers 503 at once; who asks for its health is answered', async () => {
  const { waiting, until } = answerByHand();
  const served = [ask('/graphql'), ask('/graphql')];
  await until(2);
  expect(await ask('/graphql')).toEqual(unavailable('OVERLOADED', 'The gateway is overloaded'));
  expect(await ask('/readyz?x')).toMatchObject({ status: 200, body: 'at /readyz?x' });
  expect(await ask('/healthz')).toMatchObject({ status: 200, body: 'at /healthz' });
  expect(door.admission).toMatchObject({ inFlight: 2, limit: 2, shed: 1 });
  for (const response of waiting) response.end('served');
  expect(await Promise.all(served)).toMatchObject([{ body: 'served' }, { body: 'served' }]);
  expect(door.admission.inFlight).toBe(0);
  expect(await ask('/other')).toMatchObject({ status: 200 });
});

test('a client that leaves gives its place back', async () => {
  const { waiting, until } = answerByHand();
  const request = get(`${url}/graphql`);
  request.on('error', () => {});
  await until(1);
  const closed = once(waiting[0] as ServerResponse, 'close');
  request.destroy();
  await closed;
  expect(door.admission.inFlight).toBe(0);
});

describe('draining', () => {
  test('answers what is in flight and what still comes on a connection, and refuses new ones', async () => {
    const { waiting, until } = answerByHand();
    const idle = client();
    await ask('/', idle);
    const inFlight = ask('/graphql');
    await until(1);
    const drained = door.drain({ deadlineMs: 20_000, waitForIdle: true });
    expect(door.isDraining).toBe(true);
    expect(await ask('/late', idle)).toMatchObject({ status: 200, connection: 'close', body: 'at /late' });
    await expect(ask('/new')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    waiting[0]?.end('in time');
    expect(await inFlight).toMatchObject({ status: 200, connection: 'close', body: 'in time' });
    expect(await drained).toBe(0);
  });

  test('goes on accepting connections for as long as it takes a balancer to see that it leaves', async () => {
    const { waiting, until } = answerByHand();
    const drained = door.drain({ deadlineMs: 20_000, waitForIdle: true, leaveMs: 1_000 });
    expect(door.isDraining).toBe(true);
    const asked = ask('/graphql');
    await until(1);
    waiting[0]?.end('in time');
    expect(await asked).toMatchObject({ status: 200, connection: 'close', body: 'in time' });
    expect(await drained).toBe(0);
    await expect(ask('/newer')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('waits for what is in flight alone where it need not for idle connections', async () => {
    const { waiting, until } = answerByHand();
    const idle = Array.from({ length: 6 }, client);
    await Promise.all(idle.map((agent) => ask('/', agent)));
    const inFlight = ask('/graphql');
    await until(1);
    const drained = door.drain({ deadlineMs: 20_000, waitForIdle: false });
    for (const agent of idle.slice(1)) expect(await ask('/late', agent)).toMatchObject({ body: 'at /late' });
    waiting[0]?.end('in time');
    expect(await inFlight).toMatchObject({ body: 'in time' });
    expect(await drained).toBe(0);
  });

  test('closes the connection of a subscription that ended, so that its client subscribes elsewhere', async () => {
    const { waiting, until } = answerByHand();
    const subscriber = client();
    const stream = ask('/graphql', subscriber);
    await until(1);
    waiting[0]?.emit(LASTING);
    waiting[0]?.flushHeaders();
    const drained = door.drain({ deadlineMs: 20_000, waitForIdle: true });
    waiting[0]?.end('retry: 500');
    expect(await stream).toMatchObject({ status: 200, connection: 'keep-alive', body: 'retry: 500' });
    await expect.poll(() => Object.keys(subscriber.freeSockets)).toEqual([]);
    await expect(ask('/graphql', subscriber)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(await drained).toBe(0);
  });

  test('cuts off what takes longer than it may', async () => {
    const { until } = answerByHand();
    const inFlight = ask('/graphql');
    await until(1);
    const [cut] = await Promise.all([
      door.drain({ deadlineMs: 10, waitForIdle: true }),
      expect(inFlight).rejects.toMatchObject({ code: 'ECONNRESET' }),
    ]);
    expect(cut).toBe(1);
  });
});
