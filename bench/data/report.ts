import type { Written } from './files.ts';

/** A scan, in milliseconds: by the graph over PostgreSQL, by DuckDB over the same rows, and over many times as many. */
export interface Scanned {
  readonly name: string;
  readonly postgresMs: number;
  readonly duckdbMs: number;
  readonly largeMs: number;
}

interface Measured {
  readonly ranOn: string;
  readonly observations: number;
  readonly times: number;
  readonly written: readonly Written[];
  readonly scanned: readonly Scanned[];
}

/** How much longer than psql's COPY of the same rows in the same order a file may take, and by how many MB memory may grow. */
const GOALS = { ratio: 1.3, growthMb: 50 };

/** The results as a page of Markdown. */
export function page({ ranOn, observations, times, written, scanned }: Measured): string {
  const [copy] = written;
  const rows = observations.toLocaleString('en');
  return `# Files compared with psql's COPY, and scans of them compared with PostgreSQL

\`npm run bench:data\` makes this page. ${ranOn}

## Files

All ${rows} observations, as rows of series, time and value, into a file: by psql's \`COPY … TO STDOUT\`, and from \`/data/observations\` of a
gateway that was started as \`npm start\` starts it. Ratio: to COPY of the same rows in the same order, as one would write it; the goal is ${GOALS.ratio}.
Memory: by how much the gateway's grew at most meanwhile; the goal is ${GOALS.growthMb} MB. DuckDB read every file but Arrow's, and found the rows of
the COPY, value by value.

| | s | MB | ratio | memory, MB |
|---|---:|---:|---:|---:|
${written
  .map(({ name, seconds, megabytes, growthMb }) => {
    const ratio = (seconds / (copy?.seconds ?? Number.NaN)).toFixed(2);
    return `| ${name} | ${seconds.toFixed(1)} | ${megabytes.toFixed(0)} | ${ratio} | ${growthMb?.toFixed(0) ?? ''} |`;
  })
  .join('\n')}

## Scans

The graph over PostgreSQL until its answer is JSON, and the same question by DuckDB over the exported Parquet: of the same rows, and of ${times} times as
many. The best of some tries, in milliseconds.

| | PostgreSQL, ${rows} rows | DuckDB, ${rows} rows | DuckDB, ${(observations * times).toLocaleString('en')} rows |
|---|---:|---:|---:|
${scanned.map(({ name, ...ms }) => `| ${name} | ${[ms.postgresMs, ms.duckdbMs, ms.largeMs].map((each) => each.toFixed(0)).join(' | ')} |`).join('\n')}
`;
}
