import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AuditRecord } from '../gateway/pipeline/audit.ts';
import { startGateway, type TestGateway } from './gateway.ts';

const records: AuditRecord[] = [];
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ server: { audit: (record) => records.push(record) } });
});
beforeEach(() => {
  records.length = 0;
});
afterAll(() => gateway.close());

const CREATE = `mutation NewTag($name: String!, $slug: String!) {
  ...created
  again: cmsCreateTag(data: { name: $name, slug: "has a blank" }) { id }
}
fragment created on Mutation { cmsCreateTag(data: { name: $name, slug: $slug }) { slug } }`;

const base = { event: 'write', at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), who: 'staff:sandbox' };

test('Every staff write through the gateway leaves an audit record: who, what operation, which variables’ names, when, outcome', async () => {
  const variables = { name: 'Ada Lovelace', slug: 'ada-lovelace' };
  const { result } = await gateway.ask(CREATE, variables, { staff: true });
  expect(result.errors).toHaveLength(1);
  expect(records).toEqual([
    {
      ...base,
      operation: 'NewTag',
      fields: ['cmsCreateTag'],
      variables: ['name', 'slug'],
      outcome: 'partly',
      codes: [result.errors?.[0]?.extensions?.code],
    },
  ]);
  await gateway.ask(CREATE, { ...variables, slug: 'has another blank' }, { staff: true });
  await gateway.ask(
    'mutation { cmsCreateTag(data: { name: "Grace Hopper", slug: "hopper" }) { slug } }',
    {},
    { staff: true },
  );
  expect(
    records.map(({ operation, fields, variables, outcome }) => ({ operation, fields, variables, outcome })),
  ).toEqual([
    { operation: 'NewTag', fields: ['cmsCreateTag'], variables: ['name', 'slug'], outcome: 'partly' },
    { operation: 'NewTag', fields: ['cmsCreateTag'], variables: ['name', 'slug'], outcome: 'failed' },
    { operation: null, fields: ['cmsCreateTag'], variables: [], outcome: 'done' },
  ]);
  // No secret and no personal value in it.
  expect(JSON.stringify(records)).not.toMatch(/Lovelace|Hopper|blank|staff-token/i);
});

test('what only reads, or is refused before it is executed, leaves none', async () => {
  await gateway.ask('{ cmsTags(limit: 1) { id } }', {}, { staff: true });
  await gateway.ask('mutation { cmsCreateTag(data: { slug: "x" }) { id } }', {}, { staff: true });
  await gateway.ask('mutation { cmsCreateTag(data: { name: "x", slug: "x" }) { id } }');
  expect(records).toEqual([]);
});

test('a record is a line of JSON on standard output', async () => {
  const record: AuditRecord = {
    event: 'write',
    at: '2026-01-02T03:04:05.678Z',
    who: 'staff:ada',
    operation: null,
    fields: ['cmsCreateTag'],
    variables: ['name'],
    outcome: 'done',
    codes: [],
  };
  const from = new URL('../gateway/pipeline/audit.ts', import.meta.url).href;
  const program = `import { auditToStdout } from '${from}'; auditToStdout(${JSON.stringify(record)});`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  expect(stdout).toBe(
    '{"event":"write","at":"2026-01-02T03:04:05.678Z","who":"staff:ada","operation":null,"fields":["cmsCreateTag"],' +
      '"variables":["name"],"outcome":"done","codes":[]}\n',
  );
});
