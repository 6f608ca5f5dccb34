import { expect } from 'vitest';
import type { TestGateway } from '../gateway.ts';

/** The program of the README that follows changes. */
const FOLLOWS = 'src/changes.ts';

/** Changes an article, and back, once a program follows changes; does nothing for a program that does not. */
export async function changeFor({ file }: { readonly file: string }, gateway: TestGateway): Promise<void> {
  if (file !== FOLLOWS) return;
  await expect.poll(() => gateway.subscriptions.count).toBeGreaterThan(0);
  const read = await gateway.ask('{ cmsArticle(id: "1") { title } }', {}, { staff: true });
  const { title } = (read.result.data as { cmsArticle: { title: string } }).cmsArticle;
  for (const each of ['Changed', title]) {
    const written = await gateway.ask(
      'mutation Change($title: String!) { cmsUpdateArticle(id: "1", data: { title: $title }) { title } }',
      { title: each },
      { staff: true },
    );
    expect(written.result).toEqual({ data: { cmsUpdateArticle: { title: each } } });
  }
}
