import type { Measured } from './measure.ts';

/** How much longer the graph may take than the same job in psql. */
export const GOAL = 1.3;

/** The results as a page of Markdown. */
export function page(
  measured: readonly Measured[],
  { observations, server, load }: { observations: number; server: string; load: string },
): string {
  return `# The analytics subgraph and the same jobs as raw SQL

\`npm run bench:analytics\` makes this page. ${server}, ${observations.toLocaleString('en')} observations, all counties; Node
${process.version} on the same machine, whose load was ${load} (of the last one, five and fifteen minutes). Medians in milliseconds, in
rounds that alternate the two, after five seconds of such rounds that do not count.

- **psql**: the job as one prepared statement in one session of psql, until all of its rows are printed, bare
  (\`--no-align --tuples-only\`). The statement reads what the graph's query reads: [\`cases.ts\`](cases.ts).
- **Graph**: the query executed in this process, until its answer is JSON text; a tile, until its bytes are there.
  **CPU**: of this process alone. **Statements**: how many the graph sends.
- **Ratio**: graph to psql; the goal is ${GOAL}.

| Job | Answers | Statements | psql | Graph | CPU | Ratio |
|---|---|---|---|---|---|---|
${measured.map(row).join('\n')}
`;
}

function row({ name, answers, statements, psql, graph, graphCpu }: Measured): string {
  const cells = [name, answers.toLocaleString('en'), statements, ...[psql, graph, graphCpu].map((ms) => ms.toFixed(1))];
  return `| ${[...cells, (graph / psql).toFixed(2)].join(' | ')} |`;
}
