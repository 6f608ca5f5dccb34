import { expect, test } from 'vitest';
import { createChanges } from '../../gateway/changes/index.ts';
import { freed } from '../garbage.ts';
import { startGateway } from '../gateway.ts';
import { follow } from './events.ts';

const CODE = 'BLS:CES3000000001';
const query = `subscription { seriesUpdated(codes: ["${CODE}"]) { code } }`;

test('a graph that was replaced is freed, though who subscribed to it still follows', async () => {
  const changes = createChanges();
  const gateway = await startGateway({ server: { changes } });
  const publish = (id: string) =>
    changes.publish({
      id,
      upstream: 'analytics',
      typeName: 'Series',
      event: 'UPDATED',
      key: CODE,
      at: '2026-11-24T10:00:00.000Z',
    });
  const following = await follow(gateway, query);
  const mutated = await follow(gateway, 'subscription { cmsArticleMutated { key } }');
  publish('1');
  await following.next();
  const old = new WeakRef(gateway.generations.current.graph);
  await gateway.generations.reload();
  publish('2');
  expect(await following.next()).toEqual({ data: { seriesUpdated: { code: CODE } } });
  await freed(old);
  await Promise.all([following.close(), mutated.close()]);
  await gateway.close();
});
