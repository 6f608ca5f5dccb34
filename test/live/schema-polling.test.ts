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

test('a real Directus lists fields under names that GraphQL does not allow: each is left out, and everything else serves', async () => {
  const names = ['with-dash', '1st', 'ünï', 'a b'];
  const place = (name: string) => `${fields}/${encodeURIComponent(name)}`;
  try {
    for (const name of names) {
      const body = JSON.stringify({ ...field, field: name });
      expect((await fetch(fields, { method: 'POST', headers, body })).status).toBe(200);
    }
    const swapped = await gateway.look();
    expect(swapped).toMatchObject({ outcome: 'swapped', changes: {} });
    const subjects = swapped?.outcome === 'swapped' ? swapped.findings.map(({ subject }) => subject) : [];
    expect(subjects.toSorted()).toEqual(names.map((name) => `Directus cms_tags.${name}`).toSorted());
    expect(gateway.generations.state.upstreams[0]).toMatchObject({ schemaFrom: 'live', problem: undefined });
    const { result } = await gateway.ask('{ cmsTags(limit: 1) { name } }');
    expect(result).toEqual({ data: { cmsTags: [{ name: expect.any(String) }] } });
  } finally {
    for (const name of names) await fetch(place(name), { method: 'DELETE', headers });
  }
});
