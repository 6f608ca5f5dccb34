import { expect } from 'vitest';
import type { TestGateway } from '../gateway.ts';

/** The program of the README that follows changes. */
const FOLLOWS = 'src/changes.ts';

/** Changes an article once a program follows changes; nothing for a program that does not. */
export async function changeFor({ file }: { readonly file: string }, gateway: TestGateway): Promise<void> {
  if (file !== FOLLOWS) return;
  await expect.poll(() => gateway.subscriptions.count, { timeout: 15_000 }).toBeGreaterThan(0);
  const written = await gateway.ask(
    'mutation { cmsUpdateArticle(id: "1", data: { title: "Changed" }) { id } }',
    {},
    { staff: true },
  );
  expect(written.result.errors).toBeUndefined();
}
