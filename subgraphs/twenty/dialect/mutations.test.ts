import { afterEach, describe, expect, it } from 'vitest';
import { startTwenty } from '../../../sandbox/twenty/index.ts';
import { company, MISSING, useTwenty } from '../testing.ts';

const { ask, calls } = useTwenty(startTwenty);
const NEW = company(900);

afterEach(() => ask(`mutation { crmDestroyCompany(id: "${NEW}") { id } }`));

describe('mutations', () => {
  it('run one after another, a request each', async () => {
    const query = `mutation($data: CrmCompanyCreateInput!, $id: UUID!) {
      made: crmCreateCompany(data: $data) { __typename title: name createdAt people { totalCount } }
      named: crmUpdateCompany(id: $id, data: { name: "Second" }) { name }
      again: crmUpdateCompany(id: $id, data: { name: "Third" }) { name }
      gone: crmDeleteCompany(id: $id) { id }
    }`;
    const data = { id: NEW, name: 'First', createdAt: '2025-02-03T04:05:06Z', address: { addressLat: 45.5 } };
    expect(await ask(query, { data, id: NEW })).toEqual({
      data: {
        made: {
          __typename: 'CrmCompany',
          title: 'First',
          createdAt: '2025-02-03T04:05:06.000Z',
          people: { totalCount: 0 },
        },
        named: { name: 'Second' },
        again: { name: 'Third' },
        gone: { id: NEW },
      },
    });
    expect(calls.map(({ text }) => /^(query|mutation).*? \{ (\w+)/.exec(text)?.slice(1))).toEqual([
      ['mutation', 'createCompany'],
      ['query', 'people'],
      ['mutation', 'updateCompany'],
      ['mutation', 'updateCompany'],
      ['mutation', 'deleteCompany'],
    ]);
  });

  it('that fail cost themselves', async () => {
    const query = `mutation {
      lost: crmUpdateCompany(id: "${MISSING}", data: { name: "x" }) { id }
      made: crmCreateCompany(data: { id: "${NEW}", name: "Kept" }) { name }
    }`;
    expect(await ask(query)).toEqual({
      data: { lost: null, made: { name: 'Kept' } },
      errors: [
        { message: 'Record not found', path: ['lost'], extensions: { code: 'BAD_USER_INPUT', upstream: 'twenty' } },
      ],
    });
  });

  it('of many records touch none where the filter is empty, and refuse one without a condition', async () => {
    const query = 'mutation($ids: [UUID]) { crmDeleteCompanies(filter: { id: { in: $ids } }) { id } }';
    expect(await ask(query, { ids: [] })).toEqual({ data: { crmDeleteCompanies: [] } });
    expect(await ask(query, { ids: null })).toEqual({
      data: { crmDeleteCompanies: null },
      errors: [
        {
          message: '"crmDeleteCompanies" needs a filter with a condition: without one it would change every record.',
          path: ['crmDeleteCompanies'],
          extensions: { code: 'BAD_USER_INPUT', upstream: 'twenty' },
        },
      ],
    });
    expect(calls).toEqual([]);
  });
});
