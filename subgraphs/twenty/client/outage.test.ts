import { expect, it } from 'vitest';
import { startTwenty } from '../../../sandbox/twenty/index.ts';
import { connectTwenty } from '../index.ts';
import { API_KEY, askUpstream, company } from '../testing.ts';

const QUERY = `query($id: UUID!) {
  __typename
  firms: crmCompanies { totalCount }
  crmCompany(id: $id) { people { totalCount } }
  crmCompaniesByIds(ids: [$id]) { id }
}`;

/** Every root field is null, for a reason. */
const allNull = (code: string, message: string) => ({
  data: { __typename: 'Query', firms: null, crmCompany: null, crmCompaniesByIds: null },
  errors: ['firms', 'crmCompany', 'crmCompaniesByIds'].map((field) => ({
    message,
    path: [field],
    extensions: { code, upstream: 'twenty' },
  })),
});

it('answers errors while Twenty is away, under the committed schema', async () => {
  const server = await startTwenty({ apiKey: API_KEY });
  await server.close();
  const twenty = await connectTwenty({ url: server.url, apiKey: API_KEY }).load();
  expect(twenty.schemaFrom).toBe('committed');
  expect(await askUpstream(twenty, QUERY, { id: company(1) })).toEqual(
    allNull('UPSTREAM_UNREACHABLE', 'Twenty cannot be reached.'),
  );
  await twenty.close();
});

it('answers errors for a wrong API key', async () => {
  const server = await startTwenty({ apiKey: API_KEY });
  const twenty = await connectTwenty({ url: server.url, apiKey: 'another key' }).load();
  expect(twenty.schemaFrom).toBe('committed');
  expect(await askUpstream(twenty, QUERY, { id: company(1) })).toEqual(
    allNull('UPSTREAM_UNAUTHENTICATED', "Twenty refused the gateway's API key."),
  );
  await twenty.close();
  await server.close();
});
