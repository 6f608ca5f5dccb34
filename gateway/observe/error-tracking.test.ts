import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { GraphQLError } from 'graphql';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createMaskError } from '../errors.ts';
import { trackErrors } from './error-tracking.ts';
import { startObservation } from './index.ts';

const SECRET = 'hunter2-of-the-database';
const PERSON = 'ada@lovelace.example';

/** A server of Sentry's protocol. */
async function startIngest() {
  const envelopes: string[] = [];
  const server = createServer(async (request, response) => {
    envelopes.push(`${request.method} ${request.url?.split('?')[0]}\n${await text(request)}`);
    response.setHeader('content-type', 'application/json').end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return { dsn: `http://key@127.0.0.1:${typeof address === 'object' ? address?.port : 0}/1`, envelopes };
}

/** Masks errors as the gateway does with SENTRY_DSN, and returns what the server of the protocol has received. */
async function reported(errors: readonly unknown[], secrets: readonly string[] = [SECRET]) {
  const { dsn, envelopes } = await startIngest();
  const { onError, close } = await startObservation({
    logLevel: 'silent',
    slowRequestMs: 1_000,
    metricsPort: undefined,
    tracing: undefined,
    sentryDsn: dsn,
    secrets,
  });
  const mask = createMaskError({ error: () => undefined }, onError);
  const ids = errors.map((error) => mask(error).extensions.id);
  await close();
  return { ids, envelopes };
}

/** The event of an envelope: its third line. */
const eventOf = (envelope: string) => JSON.parse(envelope.split('\n')[3] ?? '');

function fault(): unknown {
  const variables = { email: PERSON, password: SECRET };
  try {
    return BigInt(JSON.stringify(variables));
  } catch (cause) {
    return new TypeError(`cannot read ${PERSON} with ${SECRET}`, { cause });
  }
}

test('a fault is reported by its classes and its places in the source, with the id of the log', async () => {
  const { ids, envelopes } = await reported([fault()]);
  expect(envelopes.map((envelope) => envelope.split('\n')[0])).toEqual(['POST /api/1/envelope/']);
  const [cause, error] = eventOf(envelopes[0] ?? '').exception.values;
  expect(eventOf(envelopes[0] ?? '')).toMatchObject({ level: 'error', platform: 'node', tags: { 'error.id': ids[0] } });
  const place = expect.stringMatching(/^in gateway\/observe\/error-tracking\.test\.ts:\d+$/);
  expect([cause, error]).toMatchObject([
    { type: 'SyntaxError', value: place },
    { type: 'TypeError', value: place },
  ]);
  expect(error.stacktrace.frames.at(-1)).toEqual({
    filename: 'gateway/observe/error-tracking.test.ts',
    function: 'fault',
    lineno: expect.any(Number),
    colno: expect.any(Number),
    in_app: true,
  });
});

test('no secret, no value and no path of this machine is in a report', async () => {
  const named = Object.assign(new Error(PERSON), { name: `Error of ${SECRET}`, variables: { email: PERSON } });
  const ofGraphql = new GraphQLError(PERSON, {
    originalError: new RangeError(`${PERSON}\n    at ${PERSON} (/etc/passwd:1:1)`),
  });
  const thrown = { email: PERSON, password: SECRET };
  const { envelopes } = await reported([fault(), named, ofGraphql, thrown, PERSON]);
  expect(envelopes).toHaveLength(5);
  const all = envelopes.join('\n');
  expect(all).toContain('Error of [redacted]');
  for (const value of [SECRET, PERSON, 'lovelace', process.cwd(), '/etc/passwd', 'server_name', 'breadcrumbs']) {
    expect(all).not.toContain(value);
  }
});

test('an error of the caller is not reported', async () => {
  const refused = new GraphQLError('No such series.', { extensions: { code: 'BAD_USER_INPUT' } });
  const nested = new GraphQLError('No such series.', { originalError: refused });
  expect((await reported([refused, nested])).envelopes).toEqual([]);
});

test('a setting without the optional package names both', async () => {
  vi.doMock('@sentry/core', () => {
    throw new Error("Cannot find package '@sentry/core'");
  });
  onTestFinished(() => void vi.doUnmock('@sentry/core'));
  await expect(trackErrors('http://key@127.0.0.1:9/1', [])).rejects.toThrow(
    'SENTRY_DSN needs @sentry/core, an optional package that is not installed',
  );
});
