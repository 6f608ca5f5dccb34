import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);

/** A document of the repository. */
export interface Page {
  /** From the repository's root: `docs/links.md`. */
  readonly path: string;
  readonly text: string;
}

/** A fenced block of a document. */
export interface Block {
  /** What stands behind the fence: `graphql`; empty for nothing. */
  readonly language: string;
  readonly text: string;
}

/** @param path from the repository's root */
export async function readPage(path: string): Promise<Page> {
  return { path, text: await readFile(new URL(path, ROOT), 'utf8') };
}

/** Every document of the repository, but those of what is installed or built. */
export async function readPages(): Promise<Page[]> {
  const exclude = (path: string) => /(^|\/)(node_modules|dist|\.[^/]+)$/.test(path);
  const paths: string[] = [];
  for await (const path of glob('**/*.md', { cwd: fileURLToPath(ROOT), exclude })) paths.push(path);
  return Promise.all(paths.sort().map(readPage));
}

/** The blocks between fences that begin a line, in their order. */
export function blocksOf({ text }: Page): Block[] {
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', block = '']) => {
    return { language, text: block };
  });
}

/** The text of a document outside of its blocks. */
export function proseOf({ text }: Page): string {
  return text.replaceAll(/^```\w*\n.*?^```$/gms, '');
}

/** The fragments that its headings can be linked by, as GitHub makes them. */
export function anchorsOf(page: Page): string[] {
  return [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/\[(.*?)\]\(.*?\)/g, '$1')
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Queries with the answers that a document shows beneath them: a block of GraphQL, and the next one, of JSON. */
export function examplesOf(page: Page): { readonly query: string; readonly answer: unknown }[] {
  const blocks = blocksOf(page);
  return blocks.flatMap(({ language, text: query }, index) => {
    const next = blocks[index + 1];
    return language === 'graphql' && next?.language === 'json' ? [{ query, answer: JSON.parse(next.text) }] : [];
  });
}

/** The blocks of TypeScript, without the comment on their first line that says where they go. */
export function codeOf(page: Page): string[] {
  return blocksOf(page)
    .filter(({ language }) => language === 'ts')
    .map(({ text }) => text.replace(/^\/\/ .*\n/, ''));
}
