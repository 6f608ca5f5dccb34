import { randomBytes } from 'node:crypto';
import { parse } from 'graphql';
import { compilingCost } from '../../gateway/limits/cost.ts';
import { PARSING } from '../../gateway/limits/cost-weights.ts';
import { freePort } from '../../test/ports.ts';
import { startAsNpm } from '../attack/gateway.ts';
import { machine } from '../machine.ts';
import { exitOnSignals } from '../process.ts';
import { OPERATIONS, type PricedOperation } from './operations.ts';
import { costReport, MS_PER_100_POINTS, msPer100Points, type Priced } from './report.ts';

/* `npm run bench:cost`: what operations cost in points, and the processor time that they take. */

/** An operation is sent so often, and until it has taken so long: the system counts processor time in steps of 10 ms. */
const ROUNDS = 5;
const MEASURED_MS = 200;

/** How often operations are asked before any is measured: V8 compiles what runs often, and operations share most code. */
const WARM_UP = 30;

exitOnSignals();
const ranOn = machine();
const STAFF_TOKEN = randomBytes(24).toString('hex');
await using gateway = await startAsNpm(await freePort(), { STAFF_TOKEN });
let requests = 0;

/** An address that nothing was sent from, so that no caller's allowances end. */
function newAddress(): string {
  requests += 1;
  return `127.1.${requests >> 8}.${requests & 255}`;
}

async function ask(query: string, variables: object, headers: Headers): Promise<void> {
  const { status, text } = await gateway.ask(query, variables, newAddress(), headers);
  if (status !== 200 || text.includes('"errors"')) throw new Error(`HTTP ${status} to ${query}: ${text.slice(0, 500)}`);
}

/** Measures the mean processor time of a request. */
async function cpuMsOf(request: (round: number) => Promise<void>): Promise<number> {
  const before = gateway.cpuMs();
  let round = 0;
  let took = 0;
  while (round < ROUNDS || took < MEASURED_MS) {
    await request(round);
    round += 1;
    took = gateway.cpuMs() - before;
  }
  return took / round;
}

type Headers = Readonly<Record<string, string>>;

const headersOf = ({ isForStaff }: PricedOperation): Headers =>
  isForStaff ? { authorization: `Bearer ${STAFF_TOKEN}` } : {};

/** Asks an operation often, and returns its points. */
async function warmUp(operation: PricedOperation): Promise<number> {
  const { query, variables = {} } = operation;
  const headers = headersOf(operation);
  const points = await gateway.pointsOf(query, variables, newAddress(), headers);
  for (let round = 0; round < WARM_UP && round * points < 100_000; round += 1) await ask(query, variables, headers);
  return points;
}

async function price(operation: PricedOperation, points: number): Promise<Priced> {
  const { name, query, variables = {} } = operation;
  const headers = headersOf(operation);
  const warmMs = await cpuMsOf(() => ask(query, variables, headers));
  const coldMs = await cpuMsOf((round) => ask(query.replace('{', `{ a${round}: __typename `), variables, headers));
  return { name, points, compiling: PARSING + compilingCost(parse(query)), warmMs, coldMs };
}

const warm: { operation: PricedOperation; points: number }[] = [];
for (const operation of OPERATIONS) warm.push({ operation, points: await warmUp(operation) });
const priced: Priced[] = [];
for (const { operation, points } of warm) {
  const one = await price(operation, points);
  priced.push(one);
  console.log(`bench:cost: ${one.name}: ${msPer100Points(one).toFixed(1)} ms per 100 points`);
}
console.log(costReport(ranOn, priced));
if (priced.some((each) => msPer100Points(each) > MS_PER_100_POINTS)) process.exitCode = 1;
