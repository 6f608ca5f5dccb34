import { createSchema, createYoga, type Plugin } from 'graphql-yoga';
import { expect, test } from 'vitest';
import { createAddressOf } from '../identity/caller.ts';
import { createIdentify } from '../identity/index.ts';
import { staffToken } from '../identity/staff-token.ts';
import { createAdmit } from '../limits/admit.ts';
import { BOUNDS } from '../limits/bounds.ts';
import { createRates } from '../limits/rates.ts';
import { type AuditRecord, useAudit } from './use-audit.ts';
import { useIdentity } from './use-identity.ts';

const brokenOff: Plugin = {
  onExecute: ({ setExecuteFn }) => setExecuteFn(() => Promise.reject(new Error('The client left.'))),
};

test('a write that is broken off leaves a record too: it may be done', async () => {
  const records: AuditRecord[] = [];
  const rates = createRates(BOUNDS);
  const identify = createIdentify({ authenticators: [staffToken('a-token-of-staff')], guess: rates.guess });
  const yoga = createYoga({
    schema: createSchema({ typeDefs: 'type Query { a: Int } type Mutation { write(to: ID): Int }' }),
    plugins: [
      useIdentity(createAdmit({ identify, rates, addressOf: createAddressOf(undefined) })),
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
