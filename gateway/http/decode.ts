import type { GraphQLError } from 'graphql';
import { isJsonObject } from '../../subgraphs/common/json.ts';
import { documentHash, type HashParameters } from '../documents/persisted-documents.ts';
import { requestError } from '../errors.ts';
import { BODY_BYTES, BODY_OBJECTS } from '../limits/bounds.ts';
import type { Parameters } from '../pipeline/index.ts';

/** Reads the parameters of a GET, from the URL's query string. @throws GraphQLError BAD_REQUEST, HTTP 400 */
export function parametersOfUrl(url: string): Parameters {
  const start = url.indexOf('?');
  return parametersOfForm(start < 0 ? '' : url.slice(start + 1));
}

/**
 * Chooses the reader of a body by its content type.
 * @returns the reader, which throws GraphQLError BAD_REQUEST, HTTP 400
 * @throws GraphQLError UNSUPPORTED_MEDIA_TYPE, HTTP 415, also for a compressed body
 */
export function bodyReaderFor(headers: Pick<Headers, 'get'>): (body: string) => Parameters {
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    const http = { status: 415, headers: { 'Accept-Encoding': 'identity' } };
    throw requestError(http, 'UNSUPPORTED_MEDIA_TYPE', `Send the body without compression, not as "${encoding}".`);
  }
  const type = headers.get('content-type')?.split(/[;,]/, 1)[0]?.trim().toLowerCase() ?? '';
  const read = READERS.get(type);
  if (read) return read;
  const types = [...READERS.keys()].join(', ');
  const http = { status: 415, headers: { 'Accept-Query': types } };
  throw requestError(http, 'UNSUPPORTED_MEDIA_TYPE', `A body is read as one of these types: ${types}.`);
}

const READERS: ReadonlyMap<string, (body: string) => Parameters> = new Map([
  ['application/json', parametersOfJson],
  ['application/graphql+json', parametersOfJson],
  ['application/graphql', (query: string) => parametersOf({ query })],
  ['application/x-www-form-urlencoded', parametersOfForm],
]);

/** Reads a body of JSON. Some clients write a byte-order mark before it: RFC 8259, section 8.1, lets readers ignore it. */
function parametersOfJson(body: string): Parameters {
  return parametersOf(parsed(body.startsWith('\uFEFF') ? body.slice(1) : body, 'The body'));
}

function parametersOfForm(text: string): Parameters {
  const form = new URLSearchParams(text);
  const json = (name: string): unknown => {
    const value = form.get(name);
    return value ? parsed(value, `The parameter "${name}"`) : undefined;
  };
  return parametersOf({
    query: form.get('query'),
    operationName: form.get('operationName'),
    documentId: form.get('documentId'),
    variables: json('variables'),
    extensions: json('extensions'),
  });
}

/** Reads the parameters of an operation, named as in GraphQL over HTTP. @throws GraphQLError BAD_REQUEST, HTTP 400 */
export function parametersOf(value: unknown): Parameters {
  if (Array.isArray(value)) throw badRequest('Batching is not supported.');
  if (!isJsonObject(value)) throw badRequest('Send the operation as an object of JSON: {"query": "…"}.');
  for (const [name, given] of Object.entries(value)) {
    const check = CHECKS.get(name);
    if (given == null) continue;
    if (!check) throw badRequest(`There is no parameter "${name}".`);
    if (!check.fits(given)) throw badRequest(`The parameter "${name}" must be ${check.what}.`);
  }
  const { query, variables, operationName } = value;
  return {
    query: typeof query === 'string' ? query : undefined,
    hash: documentHash(value as HashParameters),
    variables: isJsonObject(variables) ? variables : {},
    operationName: typeof operationName === 'string' && operationName !== '' ? operationName : undefined,
  };
}

interface Check {
  readonly what: string;
  fits(value: unknown): boolean;
}

const TEXT: Check = { what: 'a string', fits: (value) => typeof value === 'string' };
const OBJECT: Check = { what: 'an object', fits: isJsonObject };
const CHECKS: ReadonlyMap<string, Check> = new Map([
  ['query', TEXT],
  ['documentId', TEXT],
  ['operationName', TEXT],
  ['variables', OBJECT],
  ['extensions', OBJECT],
]);

/** Whether JSON may have more than `BODY_OBJECTS` objects. Braces in its texts count too. */
export function hasTooManyObjects(json: string): boolean {
  if (json.length <= BODY_OBJECTS) return false;
  let objects = 0;
  for (let at = json.indexOf('{'); at >= 0; at = json.indexOf('{', at + 1)) objects += 1;
  return objects > BODY_OBJECTS;
}

function parsed(text: string, what: string): unknown {
  if (hasTooManyObjects(text)) throw bodyTooLarge();
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(`${what} is not valid JSON.`);
  }
}

const badRequest = (message: string) => requestError(400, 'BAD_REQUEST', message);

/** The methods of operations. QUERY is RFC 10008's. */
export const METHODS = ['GET', 'POST', 'QUERY'] as const;

/** Returns the error for other methods. */
export function methodNotAllowed(): GraphQLError {
  const http = { status: 405, headers: { Allow: METHODS.join(', ') } };
  return requestError(http, 'BAD_REQUEST', 'Operations are sent by GET, POST or QUERY.');
}

/** Returns the error for a body that is longer than `BODY_BYTES`, or has more objects than `BODY_OBJECTS`. */
export function bodyTooLarge(): GraphQLError {
  return requestError(
    413,
    'REQUEST_ENTITY_TOO_LARGE',
    `Send no more than ${BODY_BYTES} bytes, and no more than ${BODY_OBJECTS} objects.`,
  );
}
