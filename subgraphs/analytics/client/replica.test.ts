/** Two databases, of which one says that it follows the other: each tells by its data which of them was read. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type OwnDatabase, startOwnDatabase } from '../../../test/own-database.ts';
import { createAnalytics, PROBE, type ReplicaState } from '../index.ts';
import { anonymous } from '../testing/subgraph.ts';

const MAX_LAG_SECONDS = 1;

/** Functions that stand before PostgreSQL's own, by the search path: how far each has written, or replayed, is a row. */
const log = (name: string) => `
  INSERT INTO metadata.data_sources (source_id, code, name) VALUES (1, '${name}', '${name}');
  CREATE SCHEMA fake;
  CREATE TABLE fake.log (position bigint, follows boolean, conflicts boolean);
  INSERT INTO fake.log VALUES (1000, ${name === 'REPLICA'}, false);
  CREATE FUNCTION fake.pg_is_in_recovery() RETURNS boolean LANGUAGE sql AS 'SELECT follows FROM fake.log';
  CREATE FUNCTION fake.pg_current_wal_flush_lsn() RETURNS pg_lsn LANGUAGE sql AS
    'SELECT ''0/0''::pg_lsn + position FROM fake.log';
  CREATE FUNCTION fake.pg_last_wal_replay_lsn() RETURNS pg_lsn LANGUAGE sql AS
    'SELECT ''0/0''::pg_lsn + position FROM fake.log';
  CREATE FUNCTION fake.pg_last_xact_replay_timestamp() RETURNS timestamptz LANGUAGE sql AS 'SELECT now()';
  CREATE FUNCTION fake.conflict() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
    IF (SELECT conflicts FROM fake.log) THEN
      RAISE EXCEPTION 'canceling statement due to conflict with recovery' USING ERRCODE = '40001';
    END IF;
    RETURN true;
  END $$;
  ALTER TABLE metadata.data_sources RENAME TO all_data_sources;
  CREATE VIEW metadata.data_sources AS SELECT * FROM metadata.all_data_sources WHERE fake.conflict();
  DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET search_path = fake, pg_catalog, public', current_database());
  END $$;
  SET search_path = fake, pg_catalog, public;
`;

let primary: OwnDatabase;
let replica: OwnDatabase;
let line: Line;
let analytics: Awaited<ReturnType<typeof createAnalytics>>;
let states: ReplicaState[];
let tellWritten = () => {};

beforeAll(async () => {
  [primary, replica] = await Promise.all([startOwnDatabase(''), startOwnDatabase('')]);
  await primary.exec(log('PRIMARY'));
  await replica.exec(log('REPLICA'));
  return async () => {
    await Promise.all([primary.close(), replica.close()]);
  };
});

beforeEach(async () => {
  line = await startLine(replica.databaseUrl);
  states = [];
  analytics = await createAnalytics({
    databaseUrl: primary.databaseUrl,
    replica: {
      databaseUrl: line.url,
      maxLagSeconds: MAX_LAG_SECONDS,
      onChange: (state) => void states.push(state),
      onWritten: (listener) => {
        tellWritten = listener;
      },
    },
    // Longer than a test may take: no test waits for it.
    statementTimeoutMs: 600_000,
  });
  await becomes('current');
});
afterEach(async () => {
  await primary.exec('UPDATE fake.log SET position = 1000');
  await replica.exec('UPDATE fake.log SET position = 1000, follows = true, conflicts = false');
  await analytics.close();
  await line.close();
});

const becomes = (is: ReplicaState['is']) => expect.poll(() => states.at(-1)?.is).toBe(is);

/** What all of these are answered with: the name of the database that was read. */
async function read() {
  const result = await analytics.execute({ document: PROBE, context: anonymous() });
  return JSON.parse(JSON.stringify(result));
}
const from = (name: string) => ({ data: { dataSources: [{ code: name }] } });

test('a replica that has all that there is is read from', async () => {
  expect(await read()).toEqual(from('REPLICA'));
  expect(analytics.health()).toMatchObject({
    circuit: 'closed',
    replica: { inUse: true, lagSeconds: 0, fallbacks: 0 },
  });
});

test('one that is too far behind is not, until it has caught up', async () => {
  await primary.exec('UPDATE fake.log SET position = 2000');
  await becomes('behind');
  expect(await read()).toEqual(from('PRIMARY'));
  expect(analytics.health().replica?.lagSeconds).toBeGreaterThan(MAX_LAG_SECONDS);
  await replica.exec('UPDATE fake.log SET position = 1999');
  await expect.poll(() => analytics.health().replica?.lagSeconds).toBeGreaterThan(2 * MAX_LAG_SECONDS);
  await replica.exec('UPDATE fake.log SET position = 2000');
  await becomes('current');
  expect(await read()).toEqual(from('REPLICA'));
});

test('one that follows no more is not', async () => {
  await replica.exec('UPDATE fake.log SET follows = false');
  await becomes('behind');
  expect(await read()).toEqual(from('PRIMARY'));
  expect(states.at(-1)).toEqual({ is: 'behind', lagSeconds: Number.POSITIVE_INFINITY });
});

test('one that is gone costs nobody an answer, and is read from again when it is back', async () => {
  await line.cut();
  expect(await read()).toEqual(from('PRIMARY'));
  expect(analytics.health().replica?.fallbacks).toBeGreaterThan(0);
  await becomes('away');
  expect(await read()).toEqual(from('PRIMARY'));
  await line.mend();
  await becomes('current');
  expect(await read()).toEqual(from('REPLICA'));
});

test('what waits for one that stopped answering is read from the primary', async () => {
  // On a connection that there is already.
  expect(await read()).toEqual(from('REPLICA'));
  line.freeze();
  expect(await read()).toEqual(from('PRIMARY'));
  expect(states.at(-1)?.is).toBe('away');
});

test('a statement that stands in the way of what is replayed is sent to the primary', async () => {
  await replica.exec('UPDATE fake.log SET conflicts = true');
  expect(await read()).toEqual(from('PRIMARY'));
  expect(analytics.health().replica).toMatchObject({ inUse: true, fallbacks: 1 });
});

test('what was written is read from the primary, until the replica has it too', async () => {
  await primary.exec('UPDATE fake.log SET position = 3000');
  tellWritten();
  expect(await read()).toEqual(from('PRIMARY'));
  await replica.exec('UPDATE fake.log SET position = 3000');
  await expect.poll(() => analytics.health().replica?.inUse).toBe(true);
  expect(await read()).toEqual(from('REPLICA'));
});

/** A line to a server, which can be cut, or carry nothing more. */
type Line = Awaited<ReturnType<typeof startLine>>;

async function startLine(databaseUrl: string) {
  const to = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isFrozen = false;
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('data', (data) => void (isFrozen || other.write(data)));
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  const cut = async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  };
  return {
    url: Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(port) }).href,
    cut,
    mend: () => listen(port),
    freeze() {
      isFrozen = true;
    },
    close: cut,
  };
}
