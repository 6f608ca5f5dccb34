import { readFile, writeFile } from 'node:fs/promises';
import { figuresOf, withFigures } from './figures.ts';

const PAGE = new URL('RESULTS.md', import.meta.url);
const SUMMARY = new URL('../docs/performance.md', import.meta.url);

const HEAD = `# How fast Chronos Graph is, next to its peers

\`npm run bench\`, \`npm run bench -- growth\`, \`npm run profile -- --write\` and \`npm run soak -- --write\` make this page, each its own part; [README.md](README.md) says how.
`;

/** The parts of the page, in order. */
const PARTS = ['view', 'profile', 'views', 'cached', 'filters', 'defer', 'growth', 'soak'] as const;

export type Part = (typeof PARTS)[number];

/** Writes one part of the results, and leaves the others as they are; docs/performance.md follows. */
export async function writePart(part: Part, text: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8').catch(() => '');
  const texts = PARTS.map((each) => (each === part ? text.trim() : partIn(page, each)));
  const bodies = PARTS.flatMap((each, index) => (texts[index] ? [`${markOf(each)}\n${texts[index]}\n`] : []));
  const results = [HEAD, ...bodies].join('\n');
  await writeFile(PAGE, results);
  await writeFile(SUMMARY, withFigures(await readFile(SUMMARY, 'utf8'), figuresOf(results)));
}

function partIn(page: string, part: Part): string {
  const [, after = ''] = page.split(`${markOf(part)}\n`);
  return after.split('\n<!-- part: ', 1).join('').trim();
}

function markOf(part: Part): string {
  return `<!-- part: ${part} -->`;
}

/** A table of Markdown; the first column is text, the others are figures. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|---|${'---:|'.repeat(head.length - 1)}`, ...rows.map(line)].join('\n');
}

/** A figure with as many digits as it is worth: three. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3).replace(/\.?0+$/, '');
}

/** The value that a share of the values does not exceed (nearest rank). @param values at least one, in any order */
export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.ceil(share * values.length) - 1] ?? 0;
}
