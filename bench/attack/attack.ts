import { RegionDashboardDocument } from '../../client/views/generated/graphql.ts';
import { percentile } from '../load.ts';
import { ATTACKERS } from './attackers.ts';
import type { StartedGateway } from './gateway.ts';

export interface AttackOptions {
  /** How long the bystander is measured without attackers, and with them. */
  readonly calmMs: number;
  readonly attackMs: number;
  readonly say?: (message: string) => void;
}

/** How a bystander fared. */
export interface Fared {
  readonly requests: number;
  /** In milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** How many answers were no HTTP 200, or had errors. */
  readonly failed: number;
  /** Processor time of the gateway, its stand-ins and its database meanwhile, in cores. */
  readonly cores: number;
}

export interface Attacked {
  readonly calm: Fared;
  readonly attacked: Fared;
  /** How many requests of each attacker were answered with each status, by its name. */
  readonly answered: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** The most memory that the gateway's process had, in MB. */
  readonly rssMb: number;
  readonly isAlive: boolean;
}

/** How often the bystander asks, in milliseconds, and how often each attacker does: 20 a second is the public's rate. */
const BYSTANDER_MS = 100;
const ATTACKER_MS = 50;

const BYSTANDER = '127.0.2.1';

/** Has a bystander look at a public view, first alone, then next to four callers that send all they may. */
export async function attack(gateway: StartedGateway, { calmMs, attackMs, say }: AttackOptions): Promise<Attacked> {
  await bystand(gateway, calmMs / 4);
  const calm = await bystand(gateway, calmMs);
  say?.(`alone: p99 ${calm.p99.toFixed(1)} ms`);
  const answered = new Map(ATTACKERS.map(({ name }) => [name, new Map<number, number>()]));
  let rssMb = 0;
  const watch = setInterval(() => {
    if (gateway.isAlive()) rssMb = Math.max(rssMb, gateway.rssMb());
  }, 500);
  const until = performance.now() + attackMs;
  const [attacked] = await Promise.all([
    bystand(gateway, attackMs),
    ...ATTACKERS.map(async ({ name, operation }, index) => {
      let nth = 0;
      await everyMs(ATTACKER_MS, until, async () => {
        nth += 1;
        const { query, variables } = operation(nth);
        const { status } = await gateway.ask(query, variables, `127.0.1.${index + 1}`).catch(() => ({ status: 0 }));
        const counts = answered.get(name);
        counts?.set(status, (counts.get(status) ?? 0) + 1);
      });
    }),
  ]);
  clearInterval(watch);
  return { calm, attacked, answered, rssMb, isAlive: gateway.isAlive() };
}

async function bystand(gateway: StartedGateway, ms: number): Promise<Fared> {
  const latencies: number[] = [];
  let failed = 0;
  const [since, cpuMs] = [performance.now(), gateway.cpuMs()];
  const query = String(RegionDashboardDocument);
  await everyMs(BYSTANDER_MS, performance.now() + ms, async () => {
    const answer = await gateway.ask(query, { code: 'US-06' }, BYSTANDER).catch(() => undefined);
    if (answer?.status !== 200 || answer.text.includes('"errors"')) failed += 1;
    else latencies.push(answer.ms);
  });
  const sorted = Float64Array.from(latencies).sort();
  const cores = (gateway.cpuMs() - cpuMs) / (performance.now() - since);
  const [p50, p99] = [percentile(sorted, 0.5), percentile(sorted, 0.99)];
  return { requests: latencies.length + failed, p50, p99, failed, cores };
}

/** Begins something so often, whether what was begun before is done or not, and waits for all of it. */
async function everyMs(ms: number, until: number, begin: () => Promise<void>): Promise<void> {
  const begun = new Set<Promise<void>>();
  while (performance.now() < until) {
    const one = begin().finally(() => begun.delete(one));
    begun.add(one);
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
  await Promise.all(begun);
}
