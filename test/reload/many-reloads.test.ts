import { filterSchema, pruneSchema } from '@graphql-tools/utils';
import { type GraphQLSchema, type GraphQLType, getNamedType, isObjectType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BOUNDS } from '../../gateway/limits/bounds.ts';
import { loadRecords } from '../../sandbox/twenty/index.ts';
import { committedTwentySchema } from '../../subgraphs/twenty/index.ts';
import { collectGarbage } from '../garbage.ts';
import { type Answer, startGateway, type TestGateway } from '../gateway.ts';
import { asItIs, type ChangingTwenty, startChangingTwenty, withoutField } from './changing-twenty.ts';

/** CI makes them 200, which takes minutes. */
const RELOADS = Number(process.env.RELOADS ?? 40);
const CLIENTS = 3;
/** How much the heap may have grown from one half to the other: a single generation that is kept holds nearly 6 MB. */
const FLAT = 8 * 1024 * 1024;

const UNLIMITED = { requestsPerMinute: 1e9, costPerDay: 1e12 };
const PUBLIC = '{ series(code: "BLS:CES0000000001") { title articles(first: 1) { title } } }';
const STAFF = '{ crmCompanies(first: 2) { edges { node { name region { name } } } } }';

/** The schema of a workspace that has companies and nothing else: it composes in a third of the time of a whole one. */
function schemaOfCompanies(): GraphQLSchema {
  const isOther = (type: GraphQLType) => {
    const target = getNamedType(type);
    return isObjectType(target) && ('id' in target.getFields() || 'edges' in target.getFields());
  };
  return pruneSchema(
    filterSchema({
      schema: committedTwentySchema(),
      rootFieldFilter: (_operation, name) => ['company', 'companies', 'updateCompany'].includes(name ?? ''),
      objectFieldFilter: (type, name, { type: target }) =>
        type !== 'Company' || !(isOther(target) || name.endsWith('Id')),
    }),
  );
}

const { companies = [] } = loadRecords();

let twenty: ChangingTwenty;
let gateway: TestGateway;
beforeAll(async () => {
  twenty = await startChangingTwenty();
  gateway = await startGateway({
    before: { twenty: twenty.standBefore },
    crmSchema: schemaOfCompanies(),
    records: { companies },
    server: {
      bounds: {
        ...BOUNDS,
        public: { ...BOUNDS.public, ...UNLIMITED },
        internal: { ...BOUNDS.internal, ...UNLIMITED },
      },
    },
  });
});
afterAll(async () => {
  await gateway.close();
  await twenty.close();
});

function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

test(`${RELOADS} reloads under constant load: no request fails, and memory stays flat`, {
  timeout: 900_000,
}, async () => {
  const ask = async () => {
    const [open, closed] = [await gateway.ask(PUBLIC), await gateway.ask(STAFF, {}, { staff: true })];
    return [open, closed].map(({ status, result }: Answer) => ({ status, result }));
  };
  const expected = await ask();
  expect(expected).toMatchObject([
    { status: 200, result: { data: { series: { articles: [{}] } } } },
    { status: 200, result: { data: { crmCompanies: { edges: [{}, {}] } } } },
  ]);
  let isOver = false;
  let answered = 0;
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (!isOver) {
      expect(await ask()).toEqual(expected);
      answered += expected.length;
    }
  });
  const heaps: number[] = [];
  for (let reload = 1; reload <= RELOADS; reload += 1) {
    twenty.become(reload % 2 === 0 ? asItIs : withoutField('Company', 'position'));
    expect(await gateway.look()).toMatchObject({ outcome: 'swapped', generation: reload + 1 });
    if (reload % (RELOADS / 10) === 0) heaps.push(heap());
  }
  isOver = true;
  await Promise.all(clients);
  expect(answered).toBeGreaterThan(RELOADS);
  const half = heaps.length / 2;
  expect(Math.min(...heaps.slice(half)) - Math.min(...heaps.slice(0, half))).toBeLessThan(FLAT);
});
