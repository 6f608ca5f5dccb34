import { promisify } from 'node:util';
import { brotliCompress, constants, crc32, deflateRaw, deflateRawSync, gzip } from 'node:zlib';
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
const deflateRawAsync = promisify(deflateRaw);

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
  const chosen = preferred(acceptEncoding, OFFERED);
  return chosen === 'br' || chosen === 'gzip' ? chosen : undefined;
}

/** Returns whether a client prefers parts in `gzipParts` to plain ones. */
export function takesGzipParts(acceptEncoding: string | null): boolean {
  return acceptEncoding !== null && preferred(acceptEncoding, ['gzip', 'identity']) === 'gzip';
}

function preferred(acceptEncoding: string, offered: readonly string[]): string | undefined {
  const client = new Negotiator({ headers: { 'accept-encoding': acceptEncoding } }) as Preferring;
  return client.encoding(offered, { preferred: offered });
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

/** The header of a gzip file without a name and a time, by RFC 1952. */
const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

/** An empty last block of deflate, by RFC 1951. */
const LAST_BLOCK = [3, 0];

/** Ends what is compressed so that a client can read it, without ending the file. */
const FLUSHED = { finishFlush: constants.Z_SYNC_FLUSH };

/** A longer part is compressed on another thread. A shorter one takes less time than a thread takes to begin. */
const MAX_BYTES_AT_ONCE = 32_768;

/** Compresses the parts of a text to one gzip file, each so that a client can read it at once. */
export async function* gzipParts(parts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let ahead = GZIP_HEADER;
  let checksum = 0;
  let bytes = 0;
  for await (const part of parts) {
    const plain = Buffer.from(part);
    checksum = crc32(plain, checksum);
    bytes += plain.byteLength;
    const isShort = plain.byteLength <= MAX_BYTES_AT_ONCE;
    const deflated = isShort ? deflateRawSync(plain, FLUSHED) : await deflateRawAsync(plain, FLUSHED);
    yield Buffer.concat([ahead, deflated]);
    ahead = Buffer.alloc(0);
  }
  const sums = Buffer.alloc(8);
  sums.writeUInt32LE(checksum);
  sums.writeUInt32LE(bytes % 2 ** 32, 4);
  yield Buffer.concat([ahead, Buffer.from(LAST_BLOCK), sums]);
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
