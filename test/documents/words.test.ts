import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseAst } from 'vitest/node';
import { proseOf, readPages } from './markdown.ts';

/*
 * Words that a reader whose first language is not English has to read twice, each with what to write instead. They are in no
 * document, description of the graph, comment of the settings, error, log line or finding of the doctor.
 */
const AVOIDED: readonly (readonly [word: RegExp, instead: string])[] = [
  [/\b(tells?|told|telling)\b/gi, 'report, notify, return; distinguish'],
  [/\banew\b/gi, 'again'],
  [/\bbeside\b/gi, 'next to, besides, in addition to'],
  [/\bas it came\b/gi, 'unchanged'],
  [/\bcomes? to nothing\b/gi, 'fails, is null'],
  [/\bkept\b/gi, 'cached, stored'],
  [/\basked for\b/gi, 'requested'],
  [/\bwhom\b/gi, 'the noun that it stands for'],
  [/\bthereof\b/gi, 'of it'],
  [/\bfor want of\b/gi, 'without'],
  [/\bwhat is so\b/gi, 'the facts'],
];

const ROOT = new URL('../../', import.meta.url);

/** Licences and notices of others, whose words are theirs. */
const OF_OTHERS = ['sandbox/analytics/data/CREDITS.md'];

/** Lists the words to avoid in a text, each with its line. */
function avoidedIn(text: string): string[] {
  return text.split('\n').flatMap((line) =>
    AVOIDED.flatMap(([word, instead]) => {
      const found = line.match(word);
      return found ? [`"${found[0]}" (write: ${instead}) in: ${line.trim()}`] : [];
    }),
  );
}

const pages = (await readPages()).filter(({ path }) => !OF_OTHERS.includes(path));

test.for(pages)('$path has none of the words to avoid', (page) => {
  expect(avoidedIn(proseOf(page))).toEqual([]);
});

test.for(['schema.graphql', '.env.example', 'docker-compose.yml'])('%s has none of them', async (path) => {
  expect(avoidedIn(await readFile(new URL(path, ROOT), 'utf8'))).toEqual([]);
});

/** Lists the texts of a syntax tree: its strings and the fixed parts of its templates. */
function textsOf(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(textsOf);
  if (typeof node !== 'object' || node === null) return [];
  const { type, value } = node as { readonly type?: unknown; readonly value?: unknown };
  if (type === 'Literal') return typeof value === 'string' ? [value] : [];
  if (type === 'TemplateElement') return [(value as { readonly raw: string }).raw];
  return Object.values(node).flatMap(textsOf);
}

test('no text of the product has one of them: no error, log line or finding', async () => {
  const product = '{gateway,subgraphs,client,doctor,content-model,demo,deploy}/**/*.{ts,tsx}';
  const exclude = ['**/node_modules/**', '**/*.test.ts', '**/generated/**'];
  let files = 0;
  const found: string[] = [];
  for await (const path of glob(product, { cwd: fileURLToPath(ROOT), exclude })) {
    const lang = path.endsWith('x') ? 'tsx' : 'ts';
    const texts = textsOf(parseAst(await readFile(new URL(path, ROOT), 'utf8'), { lang }).body);
    // One word alone is a value, such as the outcome of a reload.
    const sentences = texts.filter((text) => text.includes(' '));
    found.push(...sentences.flatMap((text) => avoidedIn(text).map((problem) => `${path}: ${problem}`)));
    files += 1;
  }
  expect(files).toBeGreaterThan(300);
  expect(found).toEqual([]);
});

test('the word, and what to write instead, are in the failure', () => {
  expect(avoidedIn('One that is told\nnothing')).toEqual([
    '"told" (write: report, notify, return; distinguish) in: One that is told',
  ]);
});
