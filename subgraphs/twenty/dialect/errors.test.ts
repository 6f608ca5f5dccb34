import { describe, expect, it } from 'vitest';
import { upstreamError } from '../../contract/errors.ts';
import { readAnswer } from './errors.ts';
import { createFetchRoot } from './fetch.ts';

const companies = { name: 'companies', argumentTypes: { filter: 'CompanyFilterInput' } };
const people = { name: 'people', argumentTypes: { filter: 'PersonFilterInput' } };
const company = { name: 'company', argumentTypes: { filter: 'CompanyFilterInput!' } };

function read(roots: (typeof companies)[], body: unknown, status = 200) {
  const outcomes = readAnswer(roots, { status, headers: {}, body });
  return Object.fromEntries(
    Array.from(outcomes, ([name, { data, faults }]) => [
      name,
      { data, errors: faults.map(({ error }) => `${error.extensions.code}: ${error.message}`) },
    ]),
  );
}

const denied = { message: 'Not allowed', extensions: { code: 'FORBIDDEN', subCode: 'PERMISSION_DENIED' } };
const missing = { message: 'Record not found', extensions: { code: 'NOT_FOUND', subCode: 'RECORD_NOT_FOUND' } };

describe('an error without a path', () => {
  it('is of the root field that came null', () => {
    expect(
      read([companies, people], { data: { companies: null, people: { totalCount: 1 } }, errors: [denied] }),
    ).toEqual({
      companies: { data: null, errors: ['FORBIDDEN: Not allowed'] },
      people: { data: { totalCount: 1 }, errors: [] },
    });
  });

  it('is of every root field that came null, where it may be of either', () => {
    expect(read([companies, people], { data: { companies: null, people: null }, errors: [denied] })).toEqual({
      companies: { data: null, errors: ['FORBIDDEN: Not allowed'] },
      people: { data: null, errors: ['FORBIDDEN: Not allowed'] },
    });
  });

  it('is of the root field that has it when it is requested by itself, where several have errors', async () => {
    const errors: Record<string, object> = { companies: denied, company: missing };
    const sent: string[][] = [];
    const fetch = createFetchRoot('query', async ({ roots }) => {
      const names = roots.map(({ name }) => name);
      sent.push(names);
      const data = Object.fromEntries(names.map((name) => [name, errors[name] ? null : { totalCount: 1 }]));
      const body = { data, errors: names.flatMap((name) => errors[name] ?? []) };
      return { status: 200, headers: {}, body };
    });
    const roots = [companies, people, company];
    const outcomes = await Promise.all(roots.map((root) => fetch({ root, args: {}, selection: {} })));
    expect(outcomes.map(({ faults }) => faults.map(({ error, isMiss = false }) => [error.message, isMiss]))).toEqual([
      [['Not allowed', false]],
      [],
      [['Record not found', true]],
    ]);
    expect(sent).toEqual([['companies', 'people', 'company'], ['companies'], ['company']]);
  });
});

it.each<[what: string, error: unknown, expected: string]>([
  [
    'too many requests',
    { message: 'Limit reached', extensions: { code: 'BAD_USER_INPUT', subCode: 'LIMIT_REACHED' } },
    'UPSTREAM_RATE_LIMITED: Twenty received too many requests. Try again later.',
  ],
  [
    'a refused key',
    { message: 'Invalid token type', extensions: { code: 'FORBIDDEN', subCode: 'INVALID_JWT_TOKEN_TYPE' } },
    "UPSTREAM_UNAUTHENTICATED: Twenty refused the gateway's API key.",
  ],
  [
    'a failure inside',
    { message: 'connect ECONNREFUSED 10.0.0.7:5432', extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    'UPSTREAM_FAILED: Twenty failed to answer this.',
  ],
])('an answer without data: %s', (_, error, expected) => {
  expect(read([companies], { errors: [error] })).toEqual({ companies: { data: null, errors: [expected] } });
});

it.each<[status: number, code: string]>([
  [401, 'UPSTREAM_UNAUTHENTICATED'],
  [429, 'UPSTREAM_RATE_LIMITED'],
  [500, 'UPSTREAM_FAILED'],
])('no GraphQL answer: HTTP %i', (status, code) => {
  expect(read([companies], { message: 'no' }, status).companies?.errors[0]).toMatch(code);
});

it('no answer at all costs every root field', () => {
  const outcomes = readAnswer([companies, people], upstreamError('twenty', 'UPSTREAM_UNREACHABLE', 'Away.'));
  expect([...outcomes.values()].map(({ faults }) => faults[0]?.error.message)).toEqual(['Away.', 'Away.']);
});
