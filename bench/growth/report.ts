import { figure, table } from '../results.ts';
import type { ItemsRow } from './items.ts';
import type { MemoryGrowth } from './memory.ts';
import type { OperationsGrowth } from './operations.ts';

export interface Growth {
  readonly machine: string;
  readonly items: readonly ItemsRow[];
  readonly operations: OperationsGrowth;
  readonly memory: readonly MemoryGrowth[];
}

/** The part of the results on what grows, and what does not. */
export function growthReport({ machine, items, operations, memory }: Growth): string {
  const { first, again } = operations;
  const count = operations.operations.toLocaleString('en');
  return `## What grows

${machine} The gateway alone, as above.

### By items

The view with this many articles, each list queried for the first time: requests to all upstreams and SQL statements for one view.
Then under load: processor time of the gateway.

${table(['Items', 'upstream requests', 'SQL statements', 'CPU ms/request', 'CPU µs/item'], items.map(itemsCells))}

### By operations

${count} operations that no two are the same: ${figure(first)} ms of processor time each when it is new, ${figure(again)} ms when it is known, so
${figure(first - again)} ms to read, validate and compile one.

### Memory

Heap in use in MB, garbage collected, after each tenth.

${table(['After', ...Array.from({ length: 10 }, (_, index) => `${index + 1}/10`)], memory.map(memoryCells))}`;
}

function memoryCells({ of, times, heapMb }: MemoryGrowth): string[] {
  return [`${times.toLocaleString('en')} ${of}`, ...heapMb.map((mb) => mb.toFixed(1))];
}

function itemsCells({ items, upstreamRequests, statements, cpu }: ItemsRow): string[] {
  const figures = [upstreamRequests, statements, cpu, (cpu * 1000) / items].map(figure);
  return [items.toLocaleString('en'), ...figures];
}
