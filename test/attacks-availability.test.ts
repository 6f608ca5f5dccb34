import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { attack } from '../bench/attack/attack.ts';
import { type StartedGateway, startAsNpm } from '../bench/attack/gateway.ts';
import { OPERATIONS } from '../bench/cost/operations.ts';
import { STAFF_TOKEN } from './gateway.ts';
import { freePort } from './ports.ts';
import './provided.ts';

/* The short form of `npm run attack`, on a machine that may have other work. */

/** The database of all tests, in place of one that it would have to load first: its processor time is not the gateway's then. */
const SANDBOX = { CHRONOS_SANDBOX: 'true', DATABASE_URL: inject('databaseUrl') };
const STAFF = { authorization: `Bearer ${STAFF_TOKEN}` };
const ALL = { ...SANDBOX, STAFF_TOKEN, RATES: 'public=1000000/100000000000' };

test('four callers who send all they may are refused most of it, and the gateway stays as large', async () => {
  await using gateway = await startAsNpm(await freePort(), SANDBOX);
  const { answered, rssMb, isAlive, calm, attacked } = await attack(gateway, { calmMs: 4_000, attackMs: 8_000 });
  expect([isAlive, calm.failed]).toEqual([true, 0]);
  // How long a bystander waits is the machine's matter, too: `npm run attack` measures it. What attackers take is not.
  expect(attacked.cores - calm.cores).toBeLessThan(0.4);
  expect(rssMb).toBeLessThan(400);
  for (const [name, counts] of answered) {
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    expect([name, (counts.get(429) ?? 0) > all / 4]).toEqual([name, true]);
  }
});

describe('within the heap of `npm start`', () => {
  let gateway: StartedGateway;
  beforeAll(async () => {
    gateway = await startAsNpm(await freePort(), ALL);
    return () => gateway[Symbol.asyncDispose]();
  });
  afterEach(() => expect(gateway.rssMb()).toBeLessThan(400));

  test('each operation that has a measured price is answered', async () => {
    for (const { name, query, variables, isForStaff } of OPERATIONS) {
      const { status, text } = await gateway.ask(query, variables, '127.0.0.1', isForStaff ? STAFF : {});
      expect([name, status, text.slice(0, 200)]).toEqual([name, 200, expect.not.stringContaining('"errors"')]);
    }
  });

  test('very many documents that differ, and documents of comments, are not remembered past the budget', async () => {
    const comments = '#\n'.repeat(85_000);
    for (let nth = 0; nth < 60; nth += 1) {
      const { text } = await gateway.ask(`{ __typename }\n#${nth}\n${comments}`);
      expect(text).toContain('DOCUMENT_TOO_LARGE');
    }
    const pages = (nth: number) =>
      Array.from(
        { length: 9 },
        (_, field) => `a${nth}_${field}: cmsArticles(limit: 1) { id slug title body author { id name } cover { url } }`,
      ).join(' ');
    for (let nth = 0; nth < 800; nth += 4) {
      const four = [nth, nth + 1, nth + 2, nth + 3].map((each) => gateway.ask(`{ ${pages(each)} }`));
      for (const { status } of await Promise.all(four)) expect(status).toBe(200);
    }
  });
});
