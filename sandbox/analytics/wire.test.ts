import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setImmediate as tick } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OwnDatabase, startOwnDatabase } from '../../test/own-database.ts';

/** A polygon that crosses itself: PostGIS refuses to intersect it. */
const bowTie = 'SRID=4326;POLYGON((0 0,2 2,2 0,0 2,0 0))';
const square = 'SRID=4326;POLYGON((0 0,3 0,3 1,0 1,0 0))';
const lost = 'The embedded PostGIS gave up on this statement without saying why: is the geometry valid?';

/** One of its own: what its statements could break would break other tests' statements. */
let database: OwnDatabase;
let sql: Sql;

beforeAll(async () => {
  database = await startOwnDatabase('');
  sql = postgres(database.databaseUrl, { max: 10, onnotice: () => {} });
});

afterAll(async () => {
  await sql.end();
  await database.close();
});

const echo = async (value: number) => (await sql<{ value: number }[]>`SELECT ${value}::int AS value`)[0]?.value;
const many = Array.from({ length: 60 }, (_, index) => index);

describe('many connections, one session', () => {
  test('each gets its own answers, though others fail meanwhile', async () => {
    const outcomes = await Promise.allSettled(
      many.map((index) => (index % 3 === 0 ? sql`SELECT ${index}::int / 0` : echo(index))),
    );
    const answers = outcomes.map((outcome) =>
      outcome.status === 'fulfilled' ? outcome.value : outcome.reason.message,
    );
    expect(answers).toEqual(many.map((index) => (index % 3 === 0 ? 'division by zero' : index)));
  });

  test('long parameters, which arrive in several pieces, stay with their statement', async () => {
    const answers = await Promise.all(
      many.map(async (index) => {
        const [row] = await sql`SELECT ${index}::int AS index, length(${'x'.repeat(100_000 + index)}::text) AS length`;
        return row;
      }),
    );
    expect(answers).toEqual(many.map((index) => ({ index, length: 100_000 + index })));
  });

  test('a transaction keeps its snapshot to itself while others ask', async () => {
    const transaction = (index: number) =>
      sql.begin(async (tx) => {
        await tx`SELECT set_config('chronos.owner', ${String(index)}, true)`;
        await tick();
        const [row] = await tx`SELECT current_setting('chronos.owner')::int AS owner`;
        return row?.owner;
      });
    const answers = await Promise.all(many.map((index) => (index % 3 === 0 ? echo(index) : transaction(index))));
    expect(answers).toEqual(many);
  });

  test('a transaction that fails is rolled back and the next statement answered', async () => {
    await expect(sql.begin((tx) => tx`SELECT 1 / ${0}::int`)).rejects.toThrow('division by zero');
    expect(await echo(1)).toBe(1);
  });

  test('statements that fail give back the stack that they took', async () => {
    const deep = `SELECT ${'1+('.repeat(2500)}missing${')'.repeat(2500)}`;
    for (let nth = 0; nth < 40; nth += 1) await expect(sql.unsafe(deep)).rejects.toThrow('"missing" does not exist');
    expect(await echo(3)).toBe(3);
  });

  test('a connection opens while a transaction of another is under way', async () => {
    const { port } = new URL(database.databaseUrl);
    await sql.begin(async (tx) => {
      await tx`SELECT 1`;
      const socket = createConnection(Number(port), '127.0.0.1');
      socket.write(opening);
      const [answer] = await once(socket, 'data');
      // It ends with ReadyForQuery, outside of a transaction.
      expect(answer.subarray(-6).toString('latin1')).toBe('Z\0\0\0\x05I');
      socket.destroy();
    });
  });

  test('a connection that leaves in the middle of its transaction holds nobody up', async () => {
    const { port } = new URL(database.databaseUrl);
    const socket = createConnection(Number(port), '127.0.0.1');
    socket.write(opening);
    await once(socket, 'data');
    socket.write(simpleQuery('BEGIN'));
    await once(socket, 'data');
    const waiting = echo(2);
    socket.destroy();
    expect(await waiting).toBe(2);
  });
});

describe('an exception that the embedded PostGIS loses is an error', () => {
  test('of a statement with parameters, of one without, and in a transaction', async () => {
    const intersection = () => sql`SELECT ST_Area(ST_Intersection(${bowTie}::geometry, ${square}::geometry))`;
    await expect(intersection()).rejects.toThrow(lost);
    await expect(
      sql.unsafe(`SELECT ST_Area(ST_Intersection('${bowTie}'::geometry, '${square}'::geometry))`),
    ).rejects.toThrow(lost);
    await expect(
      sql.begin((tx) => tx`SELECT ST_Area(ST_Union(${bowTie}::geometry, ${square}::geometry))`),
    ).rejects.toThrow(lost);
    expect(await Promise.all(many.map(echo))).toEqual(many);
  });

  test('and an empty statement is none', async () => {
    expect([...(await sql.unsafe(''))]).toEqual([]);
    expect([...(await sql``)]).toEqual([]);
  });
});

/** StartupMessage of protocol 3.0 for the user postgres. */
const opening = Buffer.from('\0\0\0\x17\0\x03\0\0user\0postgres\0\0', 'latin1');

function simpleQuery(text: string): Buffer {
  const bytes = Buffer.from(`Q\0\0\0\0${text}\0`, 'latin1');
  bytes.writeInt32BE(bytes.length - 1, 1);
  return bytes;
}
