import '../provided.ts';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../gateway.ts';
import { type LivePostgres, startPostgres } from './postgres.ts';

/** A server of the tests' own, since they have it restart, with the one table that they ask. */
let server: LivePostgres;
let admin: postgres.Sql;
let gateway: TestGateway;

const PASSWORD = 'of-the-reader';
const PREPARE = `
  CREATE SCHEMA metadata;
  CREATE TABLE metadata.data_sources (source_id integer, code text);
  INSERT INTO metadata.data_sources VALUES (1, 'BLS');
  CREATE ROLE reader LOGIN PASSWORD '${PASSWORD}';
  GRANT USAGE ON SCHEMA metadata TO reader;
  GRANT SELECT ON metadata.data_sources TO reader;
`;

beforeAll(async () => {
  server = await startPostgres();
  const url = await server.createDatabase('outages');
  admin = postgres(url, { max: 1, onnotice: () => {} });
  await admin.unsafe(PREPARE);
  const readerUrl = Object.assign(new URL(url), { username: 'reader', password: PASSWORD }).href;
  gateway = await startGateway({ before: { analytics: () => readerUrl } });
});
afterAll(async () => {
  await gateway?.close();
  await admin?.end();
  await server?.close();
});

const ask = async () => (await gateway.ask('{ dataSources { code } }')).result;
const DATA = { data: { dataSources: [{ code: 'BLS' }] } };
const unreachable = (extensions: object = {}) => ({
  data: { dataSources: null },
  errors: [
    {
      message: 'The analytics database cannot be reached.',
      locations: [{ line: 1, column: 3 }],
      path: ['dataSources'],
      extensions: { code: 'UPSTREAM_UNREACHABLE', upstream: 'analytics', ...extensions },
    },
  ],
});

/** Ends the sessions of the gateway, as a server does that shuts down, and waits until they have ended: 5 s at most. */
const endSessions = () => admin`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'reader'`;

/** Asks until the answer is this one. */
const becomes = (expected: object) => expect.poll(ask, { interval: 10 }).toEqual(expected);

test('sessions that have ended cost nothing: the statement is sent on a new one', async () => {
  expect(await ask()).toEqual(DATA);
  await endSessions();
  expect(await ask()).toEqual(DATA);
});

test('a statement whose session is ended is sent again', async () => {
  await admin`BEGIN`;
  await admin`LOCK TABLE metadata.data_sources IN ACCESS EXCLUSIVE MODE`;
  const answer = ask();
  const waits = () => admin`SELECT 1 FROM pg_stat_activity WHERE usename = 'reader' AND wait_event_type = 'Lock'`;
  while ((await waits()).length === 0);
  await endSessions();
  await admin`COMMIT`;
  expect(await answer).toEqual(DATA);
});

/** The process that a server which restarts has anew; undefined while it can't be asked. */
async function checkpointer(): Promise<number | undefined> {
  const asked = admin`SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'`;
  const [found] = await asked.catch(() => []);
  return found?.pid;
}

test('a server that restarts after a crash costs an error at most as long as it takes', async () => {
  const pid = await checkpointer();
  // Whoever of its processes dies so, the server ends all sessions and starts anew.
  await admin.unsafe(`COPY (SELECT 1) TO PROGRAM 'kill -9 ${pid}'`).catch(() => {});
  for (let now = pid; now === pid || now === undefined; now = await checkpointer()) {
    const answer = await ask();
    const { retryAfterSeconds } = answer.errors?.[0]?.extensions ?? {};
    const isAway = answer.errors !== undefined;
    expect(answer).toEqual(isAway ? unreachable(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) : DATA);
  }
  await becomes(DATA);
});

test('a server without a free connection cannot be reached, until it has one', async () => {
  await admin`ALTER ROLE reader CONNECTION LIMIT 0`;
  await endSessions();
  expect(await ask()).toEqual(unreachable());
  await admin`ALTER ROLE reader CONNECTION LIMIT -1`;
  await becomes(DATA);
});

test('a server that is read-only answers as ever', async () => {
  await admin`ALTER DATABASE outages SET default_transaction_read_only = on`;
  await endSessions();
  expect(await ask()).toEqual(DATA);
});
