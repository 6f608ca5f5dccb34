import type { IncomingMessage } from 'node:http';
import { invalidPayload } from '../errors.ts';

/** MAX_PAYLOAD_SIZE, as Directus has it by default: one mebibyte. */
const MAX_BYTES = 1024 * 1024;

/**
 * The JSON body of a request, with nothing in it where the body is missing or of another type.
 * @throws DirectusError INVALID_PAYLOAD for no JSON and for too much of it
 */
export async function readBody(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const isJson = request.headers['content-type']?.split(';')[0]?.trim() === 'application/json';
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (isJson && size > MAX_BYTES) throw invalidPayload('request entity too large');
    if (isJson) chunks.push(chunk);
  }
  if (chunks.length === 0) return {};
  return parse(Buffer.concat(chunks).toString());
}

function parse(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalidPayload(error instanceof Error ? error.message : String(error));
  }
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw invalidPayload(`Unexpected token '${text[0]}', "${text}" is not valid JSON`);
}
