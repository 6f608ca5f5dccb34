/** What docs/performance.md shows of the results, between two marks: written with them, so that it is never another run's. */
const BEGIN = '<!-- figures: begin -->';
const END = '<!-- figures: end -->';

/** Sections of the results by their headings. Links in them lead from bench/ as they do from docs/. */
const SHOWN = [
  { heading: '## One view of three upstreams', isOnlyBegun: true },
  { heading: '### 10 connections, upstreams that take 0 ms' },
  { heading: '### 10 connections, upstreams that take 5 ms' },
  { heading: '### The goals, at 10 connections' },
  { heading: "## The project's five views" },
  { heading: '## A public view from the cache' },
] as const;

/** @param results the text of bench/RESULTS.md */
export function figuresOf(results: string): string {
  const sections = SHOWN.flatMap(({ heading, ...rest }) => {
    const text = sectionOf(results, heading);
    if (text === undefined) return [];
    const told = 'isOnlyBegun' in rest ? text.split('\n\n', 1).join('') : text;
    return [`###${heading.replace(/^#+/, '')}\n\n${told}`];
  });
  return sections.join('\n\n');
}

/** A page with these figures in place of those that it has. @throws Error where it has no place for them */
export function withFigures(page: string, figures: string): string {
  const [before, rest] = page.split(`${BEGIN}\n`);
  const [, after] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined) throw new Error(`There is no ${BEGIN} and ${END}.`);
  return `${before}${BEGIN}\n\n${figures}\n\n${END}${after}`;
}

/** What stands below a heading, to the next one. */
function sectionOf(results: string, heading: string): string | undefined {
  const [, after] = results.split(`\n${heading}\n`);
  return after
    ?.split(/\n(?:#{2,} |<!-- part: )/, 1)
    .join('')
    .trim();
}
