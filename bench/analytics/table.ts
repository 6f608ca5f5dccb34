import type { Measured } from './measure.ts';

/** How much longer the graph may take than the same job by hand. */
export const GOAL = 1.3;

/** The results as a page of Markdown. */
export function page(
  measured: readonly Measured[],
  { observations, server }: { observations: number; server: string },
): string {
  return `# The analytics subgraph beside the same jobs as raw SQL

\`npm run bench:analytics\` makes this page. ${server}, ${observations.toLocaleString('en')} observations, all counties; Node
${process.version} on the same machine. Medians in milliseconds, in rounds that alternate the contestants, each until its answer is
JSON text. **By hand**: one prepared statement through postgres.js. **Its SQL**: the statements that the graph sends for the
query, one after the other, without the graph. **Graph**: the query executed, so with resolvers, names and checks.
**Ratio**: graph to by hand; the goal is ${GOAL}.

| Job | Answers | By hand | Its SQL | Graph | Ratio |
|---|---|---|---|---|---|
${measured.map(row).join('\n')}
`;
}

function row({ name, answers, raw, statements, graph }: Measured): string {
  const cells = [name, answers.toLocaleString('en'), ...[raw, statements, graph].map((ms) => ms.toFixed(1))];
  return `| ${[...cells, (graph / raw).toFixed(2)].join(' | ')} |`;
}
