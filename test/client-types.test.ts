import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Compiles a file as a consumer would; answers with the source of each line that the compiler refuses. */
async function refusedLines(file: string): Promise<string[]> {
  const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
  const flags = '--ignoreConfig --noEmit --strict --skipLibCheck --target es2024 --module nodenext --types node';
  const args = [compiler, ...flags.split(' '), '--allowImportingTsExtensions', '--pretty', 'false', file];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: root }, (_error, stdout) => resolve(stdout));
  });
  const source = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8').split('\n');
  const refused = output
    .split('\n')
    .filter((line) => line.includes('error TS'))
    .map((line) => (line.startsWith(file) ? source[Number(/\((\d+),/.exec(line)?.[1]) - 1] : line) ?? line);
  return [...new Set(refused)];
}

test('a consumer that uses the client well compiles', async () => {
  expect(await refusedLines('test/consumer/uses.ts')).toEqual([]);
});

test('a consumer that misuses it does not, at each misuse', async () => {
  expect(await refusedLines('test/consumer/misuses.ts')).toEqual([
    'export const missingVariables = client.request(ArticlePageDocument);',
    'export const wrongVariable = client.request(ArticlePageDocument, { slug: 42 });',
    'export const unknownVariable = client.request(HomeDocument, { nope: true });',
    "export const wrongEnum = client.request(SeriesPagesDocument, { frequency: 'FORTNIGHTLY' });",
    'export const unknownField = article.cmsArticleBySlug?.internalNote;',
    'export const uncheckedNull = article.cmsArticleBySlug.title;',
    'export const wrongType: number | null | undefined = article.cmsArticleBySlug?.title;',
    'export const dataNull: string | undefined = article.cmsArticleBySlug?.cover?.description;',
    'export const uncheckedData = answer.data.cmsArticles;',
    'export const uncheckedPart = answer.data?.cmsArticles.length;',
    'export const uncheckedField: string | undefined = answer.data?.cmsArticles?.[0]?.title;',
    "export const unknownCode = hasCode(error, 'NO_SUCH_CODE');",
    "export const otherDetails = hasCode(error, 'RATE_LIMITED') && error.extensions.cost;",
    "export const notPaged = client.pages(ArticlePageDocument, { slug: 'x' }, () => null);",
    'export const noList = client.pages(SeriesPagesDocument, {}, (data) => data.cmsArticles);',
    'export const noDocument = client.request(body);',
  ]);
});
