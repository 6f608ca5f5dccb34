import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { bodyReaderFor, parametersOfUrl } from './decode.ts';

const names = fc.constantFrom('query', 'variables', 'operationName', 'extensions', 'documentId', '__proto__', 'other');
const body = fc.oneof(
  fc.string(),
  fc.json(),
  fc.dictionary(names, fc.jsonValue()).map((parameters) => JSON.stringify(parameters)),
);
const types = [
  'application/json',
  'application/graphql',
  'application/x-www-form-urlencoded',
  'application/graphql+json',
];

const typed = (type: string | null) => new Headers(type === null ? {} : { 'content-type': type });

/** What is read; undefined where it is refused with HTTP 400. */
function readOrRefused(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    expect(error.extensions).toMatchObject({ code: 'BAD_REQUEST', http: { status: 400 } });
    return undefined;
  }
}

/** The kind of each parameter that was read. */
const KINDS = {
  query: expect.stringMatching(/^(string|undefined)$/),
  hash: expect.stringMatching(/^(string|undefined)$/),
  variables: 'object',
  operationName: expect.stringMatching(/^(string|undefined)$/),
};

const kindsIn = (read: unknown) =>
  Object.fromEntries(Object.entries(Object(read)).map(([name, value]) => [name, typeof value]));

test('whatever a body or a query string says is read, or refused as the client’s mistake', () => {
  fc.assert(
    fc.property(fc.constantFrom(...types), body, (type, text) => {
      const ofBody = readOrRefused(() => bodyReaderFor(typed(`${type}; charset=utf-8`))(text));
      const ofUrl = readOrRefused(() => parametersOfUrl(`/graphql?variables=${encodeURIComponent(text)}`));
      for (const read of [ofBody, ofUrl]) if (read !== undefined) expect(kindsIn(read)).toEqual(KINDS);
    }),
    { numRuns: 500 },
  );
});

test('what a POST of JSON says, a GET says too', () => {
  const parameters = fc.record({
    query: fc.string({ minLength: 1 }),
    variables: fc.dictionary(fc.string(), fc.jsonValue()),
  });
  fc.assert(
    fc.property(parameters, ({ query, variables }) => {
      const search = new URLSearchParams({ query, variables: JSON.stringify(variables) });
      const posted = bodyReaderFor(typed('application/json'))(JSON.stringify({ query, variables }));
      expect(parametersOfUrl(`/graphql?${search}`)).toEqual(posted);
    }),
  );
});

test('types that are no operation are refused with HTTP 415', () => {
  for (const type of [null, '', 'application/xml', 'multipart/form-data; boundary=x', '__proto__', 'constructor']) {
    expect(() => bodyReaderFor(typed(type))).toThrow('A body is read as one of these types: application/json, ');
  }
});
