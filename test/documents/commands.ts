import { blocksOf, type Page, proseOf } from './markdown.ts';

/** A command that documents show. */
export interface ShownCommand {
  /** As it stands there, on one line and without a comment. */
  readonly text: string;
  /** The documents that show it, from the repository's root. */
  readonly pages: readonly string[];
}

const PROGRAMS = 'npm|npx|node|docker|curl|cp|git|kubectl|helm|psql';

/** What is set before a program runs, and the program. */
const COMMAND = new RegExp(`^(?:[A-Z_]+=\\S+ )*(?:${PROGRAMS}) (?!compose$)\\S`);

/** Every command of the documents, in blocks and in the middle of sentences, each once; `a && b` is two. */
export function commandsOf(pages: readonly Page[]): ShownCommand[] {
  const shown = new Map<string, string[]>();
  for (const page of pages) {
    for (const text of [...inBlocks(page), ...inSentences(page)].flatMap((line) => line.split(' && '))) {
      const on = shown.get(text) ?? [];
      shown.set(text, on);
      if (!on.includes(page.path)) on.push(page.path);
    }
  }
  return Array.from(shown, ([text, on]) => ({ text, pages: on }));
}

/** Every line of a block for a shell is one, whatever it begins with, but for settings. */
function inBlocks(page: Page): string[] {
  return (
    blocksOf(page)
      .filter(({ language }) => ['sh', 'bash', 'shell', 'console'].includes(language))
      .flatMap(({ text }) => text.replaceAll(/\\\n\s*/g, '').split('\n'))
      .map((line) => line.replace(/(^|\s+)# .*$/, '').trim())
      // Settings of the command below them.
      .filter((line) => line !== '' && !line.startsWith('export '))
  );
}

function inSentences(page: Page): string[] {
  return [...proseOf(page).matchAll(/`([^`]+)`/g)]
    .map(([, code = '']) => code.replaceAll(/\s+/g, ' '))
    .filter((code) => COMMAND.test(code));
}
