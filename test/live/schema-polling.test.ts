import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startGateway, type TestGateway } from '../gateway.ts';

const field = { field: 'seen_by_the_gateway', type: 'string', schema: {}, meta: {} };
const fields = `${inject('directusUrl')}/fields/cms_tags`;
const headers = { authorization: `Bearer ${inject('directusAdminToken')}`, 'content-type': 'application/json' };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const added = ['CmsTag.seenByTheGateway was added.'];

test('a real Directus tells by its schema as text of a field that is added, and of one that goes', async () => {
  expect(await gateway.look()).toBeUndefined();
  try {
    const made = await fetch(fields, { method: 'POST', headers, body: JSON.stringify(field) });
    expect(made.status).toBe(200);
    expect(await gateway.look()).toMatchObject({
      outcome: 'swapped',
      changes: { directus: { safe: expect.arrayContaining(added) } },
    });
    expect(await gateway.look()).toBeUndefined();
  } finally {
    await fetch(`${fields}/${field.field}`, { method: 'DELETE', headers });
  }
  expect(await gateway.look()).toMatchObject({
    outcome: 'swapped',
    changes: { directus: { breaking: expect.arrayContaining(['CmsTag.seenByTheGateway was removed.']) } },
  });
});
