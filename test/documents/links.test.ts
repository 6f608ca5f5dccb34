import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { links } from '../../demo/links/index.ts';
import { startGateway } from '../gateway.ts';
import { codeOf, examplesOf, readPage } from './markdown.ts';
import { opportunityArticles } from './opportunity-articles.ts';

const page = await readPage('docs/links.md');

test('the link that docs/links.md has its reader write answers as the page says', async () => {
  const source = await readFile(new URL('opportunity-articles.ts', import.meta.url), 'utf8');
  const [code, ...others] = codeOf(page);
  expect(others).toEqual([]);
  expect(source).toContain(code);

  const gateway = await startGateway({ links: [...links, opportunityArticles] });
  const examples = examplesOf(page);
  expect(examples).toHaveLength(1);
  for (const { query, answer } of examples) {
    const { result, requests } = await gateway.ask(query, {}, { staff: true });
    expect(result).toEqual(answer);
    expect(requests).toEqual({ directus: 1, twenty: 1, analytics: 0 });
  }
  await gateway.close();
});
