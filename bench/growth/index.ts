import { chronos } from '../contestants/chronos.ts';
import { enter } from '../entrant.ts';
import { machine } from '../machine.ts';
import { writePart } from '../results.ts';
import { startUpstreams } from '../upstreams/run.ts';
import { growthByItems } from './items.ts';
import { memoryByGenerations, memoryByRequests } from './memory.ts';
import { growthByOperations, memoryByOperations } from './operations.ts';
import { growthReport } from './report.ts';

export interface GrowthOptions {
  readonly operations: number;
  readonly requests: number;
  readonly generations: number;
}

/** How many offsets take turns where requests are counted by the thousand. */
const OFFSETS = 400;

const say = (message: string) => console.log(`bench: ${message}`);

/** Sees what grows with items, operations, requests and generations; writes its part of the results, and prints it. */
export async function benchGrowth(options: GrowthOptions): Promise<void> {
  const ranOn = machine();
  await using resources = new AsyncDisposableStack();
  const upstreams = await startUpstreams();
  resources.defer(() => upstreams.stop());
  const entrant = await enter(chronos, upstreams, { offsets: OFFSETS, hooked: true });
  resources.defer(() => entrant.running.stop());

  const items = await growthByItems(entrant, upstreams);
  say('by items: done');
  const operations = await growthByOperations(entrant, upstreams, options.operations);
  const differing = await memoryByOperations(entrant, upstreams, options.operations * 5);
  say('by operations: done');
  const requests = await memoryByRequests(entrant, options.requests);
  say('by requests: done');
  const generations = await memoryByGenerations(entrant, options.generations);
  const report = growthReport({ machine: ranOn, items, operations, memory: [differing, requests, generations] });
  await writePart('growth', report);
  console.log(report);
}
