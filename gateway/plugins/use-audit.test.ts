import { createSchema, createYoga, type Plugin } from 'graphql-yoga';
import { expect, test } from 'vitest';
import { createIdentify } from '../identity/index.ts';
import { staffToken } from '../identity/staff-token.ts';
import { type AuditRecord, useAudit } from './use-audit.ts';
import { useIdentity } from './use-identity.ts';

const brokenOff: Plugin = {
  onExecute: ({ setExecuteFn }) => setExecuteFn(() => Promise.reject(new Error('The client left.'))),
};

test('a write that is broken off leaves a record too: it may be done', async () => {
  const records: AuditRecord[] = [];
  const yoga = createYoga({
    schema: createSchema({ typeDefs: 'type Query { a: Int } type Mutation { write(to: ID): Int }' }),
    plugins: [
      useIdentity(createIdentify([staffToken('a-token-of-staff')])),
      brokenOff,
      useAudit((record) => records.push(record)),
    ],
    logging: false,
  });
  await yoga.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer a-token-of-staff' },
    body: JSON.stringify({ query: 'mutation Write($to: ID) { write(to: $to) }', variables: { to: 'a person' } }),
  });
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
