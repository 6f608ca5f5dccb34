import { type OperationDefinitionNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { type AuditRecord, audited } from './audit.ts';

test('a write that is broken off leaves a record too: it may be done', async () => {
  const records: AuditRecord[] = [];
  const document = parse('mutation Write($to: ID) { write(to: $to) }');
  const [node] = document.definitions as readonly OperationDefinitionNode[];
  if (!node) throw new Error('There is no operation.');
  const staff = { kind: 'staff', id: 'staff:sandbox' } as const;
  const brokenOff = () => Promise.reject(new Error('The client left.'));
  const done = audited((record) => records.push(record), staff, node, brokenOff);
  await expect(done).rejects.toThrow('The client left.');
  expect(records).toEqual([
    {
      event: 'write',
      at: expect.any(String),
      who: 'staff:sandbox',
      operation: 'Write',
      fields: ['write'],
      variables: ['to'],
      outcome: 'unknown',
      codes: [],
    },
  ]);
});
