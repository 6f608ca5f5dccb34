import type { Figures, Rounds } from '../measure.ts';
import { figure, table } from '../results.ts';

export interface ViewFigures {
  readonly view: string;
  readonly gateway: Figures;
  readonly floor: Figures;
}

/** The part of the results on the project's own views. */
export function ownViewsReport(machine: string, { rounds, ms }: Rounds, views: readonly ViewFigures[]): string {
  return `## The project's five views

${machine}

The views of [\`client/views\`](../client/views) as staff see them, with variables that change, over 10 connections and upstreams that take 0 ms;
${rounds} rounds of ${ms / 1000} s each. The floor sends the same upstream requests over undici, all at once, reads their answers as JSON and writes
the same answer: nobody answers for less, and it works out nothing.

${viewsTable(views)}`;
}

/** The part of the results on a public view from the cache. */
export function cachedReport(machine: string, { rounds, ms }: Rounds, views: readonly ViewFigures[]): string {
  return `## A public view from the cache

${machine}

The view Home of [\`client/views\`](../client/views) as the public sees it, with \`CACHE=on\`, over 10 connections; ${rounds} rounds of ${ms / 1000} s each. The
floor is a server of node:http that sends the same bytes. The goal is at most 0.06 ms of CPU, and 12,000 requests a second.

${viewsTable(views)}`;
}

function viewsTable(views: readonly ViewFigures[]): string {
  const head = [
    'View',
    'requests/s',
    'p50 ms',
    'p99 ms',
    'CPU ms/request',
    'upstream requests',
    'floor’s CPU',
    'over it',
  ];
  const rows = views.map(({ view, gateway, floor }) => [
    view,
    ...[gateway.requestsPerSecond, gateway.p50, gateway.p99, gateway.cpu, gateway.upstreamRequests].map(figure),
    figure(floor.cpu),
    `${figure(gateway.cpu / floor.cpu)}×`,
  ]);
  return table(head, rows);
}
