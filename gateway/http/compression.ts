import type { Transform } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';
import type { Plugin } from 'graphql-yoga';
import Negotiator from 'negotiator';
import { createDerived } from '../../subgraphs/common/memo.ts';

/** Content encoding of a compressed answer. */
export type Encoding = 'br' | 'gzip';

/** Minimum length of a body to compress, in bytes: a shorter one fits in one packet. */
const MIN_BYTES = 1_024;

/** In the order of preference, if the client has none. A client that accepts neither br nor gzip gets `identity`. */
const OFFERED = ['br', 'gzip', 'identity'] as const;

/** Texts, and tiles, which are mostly numbers. Event streams are absent: they cannot be compressed as a whole. */
const COMPRESSIBLE =
  /^(application\/([\w.-]+\+)?json|application\/javascript|text\/(html|css|javascript)|application\/vnd\.mapbox-vector-tile)\b/;

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

/** Returns whether an answer with these headers depends on `Accept-Encoding`, so that it needs `Vary`. */
function isCompressible(headers: Headers): boolean {
  return (
    COMPRESSIBLE.test(headers.get('content-type') ?? '') &&
    !headers.has('content-encoding') &&
    !/\bno-transform\b/i.test(headers.get('cache-control') ?? '')
  );
}

/**
 * Chooses the encoding of a body for a client.
 * @param acceptEncoding the client's header, by RFC 9110, section 12.5.3
 * @param bytes the body's length
 * @returns undefined where the body stays uncompressed: it is short, or the client prefers that
 */
export function encodingFor(acceptEncoding: string | null, bytes: number): Encoding | undefined {
  if (acceptEncoding === null || bytes < MIN_BYTES) return undefined;
  const client = new Negotiator({ headers: { 'accept-encoding': acceptEncoding } }) as Preferring;
  const chosen = client.encoding(OFFERED, { preferred: OFFERED });
  return chosen === 'br' || chosen === 'gzip' ? chosen : undefined;
}

/** Parameters that Negotiator takes since version 1, absent from its types. */
interface Preferring {
  encoding(available: readonly string[], options: { readonly preferred: readonly string[] }): string | undefined;
}

/** The brotli quality that takes no longer than gzip. */
const BROTLI_QUALITY = 4;

/** Compresses on another thread. */
function compress(body: Uint8Array, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === 'gzip') return gzipAsync(body);
  return brotliAsync(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength },
  });
}

/** A window of 256 kB: brotli's own of 4 MB takes longer to allocate than an answer to compress. */
const BROTLI_WINDOW_BITS = 18;

/** Creates a compressor that flushes after each chunk, so that a client can read it at once. */
export function compressorOf(encoding: Encoding): Transform {
  if (encoding === 'gzip') return createGzip({ flush: constants.Z_SYNC_FLUSH });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW_BITS,
  };
  return createBrotliCompress({ flush: constants.BROTLI_OPERATION_FLUSH, params });
}

const compressed = createDerived<Buffer, Uint8Array>();

/** Compresses a body. @param body a Buffer is a cached answer, which is compressed once */
export async function compressedOf(body: string | Buffer, encoding: Encoding): Promise<Uint8Array> {
  if (typeof body === 'string') return compress(Buffer.from(body), encoding);
  const made = compressed.get(body, encoding) ?? (await compress(body, encoding));
  compressed.set(body, made, encoding);
  return made;
}

/** Statuses of answers without a body. */
const BODILESS: readonly number[] = [204, 304];

/** Compresses long answers for clients that accept it. ETags are weak, so that they hold for every encoding. */
export function useCompression(): Plugin {
  return {
    async onResponse({ request, response, setResponse, fetchAPI }) {
      const { headers, status } = response;
      if (BODILESS.includes(status) || !isCompressible(headers)) return;
      if (!/\baccept-encoding\b/.test(headers.get('vary') ?? '')) headers.append('vary', 'accept-encoding');
      const accepted = request.headers.get('accept-encoding');
      if (accepted === null) return;
      // Without the body of a GET, its length is unknown.
      if (request.method === 'HEAD') headers.delete('content-length');
      else {
        const body = new Uint8Array(await response.arrayBuffer());
        const encoding = encodingFor(accepted, body.byteLength);
        if (encoding) {
          headers.set('content-encoding', encoding);
          headers.delete('content-length');
        }
        const sent = encoding ? await compress(body, encoding) : body;
        setResponse(new fetchAPI.Response(sent, { status, headers }));
      }
    },
  };
}
