import type { IncomingMessage } from 'node:http';
import { invalidPayload, invalidQuery } from '../errors.ts';
import type { GraphQLRequest } from '../graphql/endpoint.ts';
import type { ItemsRequest } from '../write/items.ts';

/** MAX_PAYLOAD_SIZE, as Directus has it by default: one mebibyte. */
const MAX_BYTES = 1024 * 1024;

/**
 * Reads a GraphQL request: from the body, or of a GET from the URL.
 * @throws DirectusError INVALID_PAYLOAD or INVALID_QUERY for what cannot be read
 */
export async function readRequest(request: IncomingMessage, { searchParams }: URL): Promise<GraphQLRequest> {
  const method = request.method ?? 'GET';
  if (method !== 'GET') return { ...(await readBody(request)), method };
  const variables = searchParams.get('variables');
  return {
    method,
    query: searchParams.get('query'),
    variables: variables ? parseVariables(variables) : {},
    operationName: searchParams.get('operationName'),
  };
}

/**
 * Reads a request to write items, from its URL and its body.
 * @throws DirectusError INVALID_PAYLOAD for a body that cannot be read
 */
export async function readItemsRequest(request: IncomingMessage, url: URL): Promise<ItemsRequest> {
  const [collection = '', id] = url.pathname.split('/').slice(2).map(decodeURIComponent);
  return {
    method: request.method ?? 'GET',
    collection,
    id,
    body: await readBody(request),
    fields: url.searchParams.get('fields')?.split(','),
  };
}

function parseVariables(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidQuery('Variables are invalid JSON');
  }
}

/**
 * The JSON body of a request, with nothing in it where the body is missing or of another type.
 * @throws DirectusError INVALID_PAYLOAD for no JSON and for too much of it
 */
async function readBody(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const isJson = request.headers['content-type']?.split(';')[0]?.trim() === 'application/json';
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (isJson && size > MAX_BYTES) throw invalidPayload('request entity too large');
    if (isJson) chunks.push(chunk);
  }
  if (chunks.length === 0) return {};
  return parseBody(Buffer.concat(chunks).toString());
}

function parseBody(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalidPayload(error instanceof Error ? error.message : String(error));
  }
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw invalidPayload(`Unexpected token '${text[0]}', "${text}" is not valid JSON`);
}
