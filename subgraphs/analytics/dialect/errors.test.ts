import { DrizzleQueryError } from 'drizzle-orm';
import { GraphQLError, Kind, parse } from 'graphql';
import { expect, test } from 'vitest';
import { OVERLOADED } from '../client/resource-queue.ts';
import { attributed } from './errors.ts';

/** An error of the driver, as it comes out of an execution. */
function failed(code: string): GraphQLError {
  const cause = Object.assign(new Error('connect to secret.example:5432 as someone'), { code });
  const originalError = new DrizzleQueryError('select secret', ['secret'], cause);
  return new GraphQLError(originalError.message, { originalError, path: ['series', 0, 'latest'] });
}

test.each([
  ['ECONNREFUSED', 'UPSTREAM_UNREACHABLE', 'The analytics database cannot be reached.'],
  ['CONNECTION_CLOSED', 'UPSTREAM_UNREACHABLE', 'The analytics database cannot be reached.'],
  ['08006', 'UPSTREAM_UNREACHABLE', 'The analytics database cannot be reached.'],
  ['53300', 'UPSTREAM_UNREACHABLE', 'The analytics database cannot be reached.'],
  ['57P01', 'UPSTREAM_UNREACHABLE', 'The analytics database cannot be reached.'],
  ['57014', 'UPSTREAM_TIMEOUT', 'The analytics database took too long to answer.'],
  [
    OVERLOADED,
    'UPSTREAM_OVERLOADED',
    'Too many statements wait for the analytics database already: try again in a moment.',
  ],
  ['28P01', 'UPSTREAM_UNAUTHENTICATED', "The analytics database refused the gateway's login."],
  ['42P01', 'UPSTREAM_FAILED', 'The analytics database could not answer.'],
  ['42501', 'UPSTREAM_FAILED', 'The analytics database could not answer.'],
])('%s is %s, and says nothing of statement, host or login', (sqlState, code, message) => {
  expect(attributed(failed(sqlState)).toJSON()).toEqual({
    message,
    path: ['series', 0, 'latest'],
    extensions: { code, upstream: 'analytics' },
  });
});

test('what is no error of the database has failed all the same; what has a code keeps it', () => {
  const broken = new GraphQLError('x is not a function', { originalError: new TypeError('x is not a function') });
  expect(attributed(broken).extensions).toEqual({ code: 'UPSTREAM_FAILED', upstream: 'analytics' });
  const refused = new GraphQLError('limit: from 1 to 10000, not 0.', { extensions: { code: 'BAD_USER_INPUT' } });
  expect(attributed(refused)).toBe(refused);
});

test('a value that its scalar refuses is bad input, and the reason is reported', () => {
  const originalError = new TypeError('Date cannot represent an invalid date-string soon.');
  const { definitions } = parse('query ($_v0: Date) { __typename }');
  const [operation] = definitions;
  const nodes = operation?.kind === Kind.OPERATION_DEFINITION ? operation.variableDefinitions : [];
  const refused = new GraphQLError('Variable "$_v0" got invalid value "soon".', { nodes: nodes ?? [], originalError });
  expect(attributed(refused).toJSON()).toEqual({
    message: 'Date cannot represent an invalid date-string soon.',
    extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' },
  });
});
