import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import Negotiator from 'negotiator';

/** How an answer can be written shorter. */
export type Encoding = 'br' | 'gzip';

/** What is shorter, in bytes, fits in one packet as it is. */
const MIN_BYTES = 1_024;

/** Of equal preference the first; `identity` is what a client gets that accepts none of the others. */
const OFFERED = ['br', 'gzip', 'identity'] as const;

/** Texts, and tiles, which are mostly numbers. Streams of events are no bodies that could be compressed as a whole. */
const COMPRESSIBLE =
  /^(application\/([\w.-]+\+)?json|application\/javascript|text\/(html|css|javascript)|application\/vnd\.mapbox-vector-tile)\b/;

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

/** Whether an answer of these headers differs by what encodings a client accepts: then `Vary` says so. */
export function isCompressible(headers: Headers): boolean {
  return (
    COMPRESSIBLE.test(headers.get('content-type') ?? '') &&
    !headers.has('content-encoding') &&
    !/\bno-transform\b/i.test(headers.get('cache-control') ?? '')
  );
}

/**
 * How to write a body for a client.
 * @param acceptEncoding its header, by RFC 9110, section 12.5.3
 * @param bytes the body's length
 * @returns undefined where it is sent as it is: it is short, or its client prefers that
 */
export function encodingFor(acceptEncoding: string | null, bytes: number): Encoding | undefined {
  if (acceptEncoding === null || bytes < MIN_BYTES) return undefined;
  const client = new Negotiator({ headers: { 'accept-encoding': acceptEncoding } }) as Preferring;
  const chosen = client.encoding(OFFERED, { preferred: OFFERED });
  return chosen === 'br' || chosen === 'gzip' ? chosen : undefined;
}

/** What Negotiator takes since version 1, and its types do not know. */
interface Preferring {
  encoding(available: readonly string[], options: { readonly preferred: readonly string[] }): string | undefined;
}

/** Compresses on another thread; of brotli's qualities, one that takes no longer than gzip. */
export function compress(body: Uint8Array, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === 'gzip') return gzipAsync(body);
  return brotliAsync(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength },
  });
}
