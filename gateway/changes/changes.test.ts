import { expect, test, vi } from 'vitest';
import { type Change, createChanges } from './index.ts';

const change: Change = {
  id: '1',
  upstream: 'directus',
  typeName: 'CmsArticle',
  event: 'UPDATED',
  key: 'a',
  at: '2026-11-25T00:00:00.000Z',
};

test('each listener hears a change once, however often it comes, until it stops', async () => {
  const changes = createChanges();
  const heard = { one: [] as Change[], two: [] as Change[] };
  const stop = changes.listen((each) => heard.one.push(each));
  changes.listen((each) => heard.two.push(each));
  changes.publish(change);
  changes.publish({ ...change });
  stop();
  changes.publish({ ...change, id: '2' });
  await changes.close();
  changes.publish({ ...change, id: '3' });
  expect(heard).toEqual({ one: [change], two: [change, { ...change, id: '2' }] });
});

test('a listener that fails keeps no other from hearing', () => {
  const warn = vi.fn();
  const heard = vi.fn();
  const changes = createChanges({ warn });
  changes.listen(() => {
    throw new Error('no room');
  });
  changes.listen(heard);
  changes.publish(change);
  expect(heard.mock.calls).toEqual([[change]]);
  expect(warn.mock.calls).toEqual([['A change of CmsArticle was not processed: no room']]);
});

test('remembers the last ten thousand, and no more', () => {
  const changes = createChanges();
  let heard = 0;
  changes.listen(() => {
    heard += 1;
  });
  for (let id = 0; id < 10_001; id += 1) changes.publish({ ...change, id: String(id) });
  changes.publish({ ...change, id: '1' });
  expect(heard).toBe(10_001);
  changes.publish({ ...change, id: '0' });
  expect(heard).toBe(10_002);
});
