import { requestError } from '../../errors.ts';
import type { StoredFile } from './file-store.ts';

/** The offsets of a first and a last byte. */
interface Range {
  readonly first: number;
  readonly last: number;
}

/** The part of a stored file that answers a request. */
export interface FilePart extends Range {
  readonly status: 200 | 206;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Chooses the part of a file that a request reads: the whole file without a Range of one part, for HEAD, and where
 * If-Range names other bytes (RFC 9110, sections 13.1.5 and 14.2).
 * @param version the weak ETag of the file's source data: with the hash of the file's bytes it becomes a strong ETag
 * @throws GraphQLError HTTP 416 where the range lies outside the file
 */
export function partFor({ method, headers }: Request, version: string, { size, hash }: StoredFile): FilePart {
  const etag = `${version.slice('W/'.length, -1)}.${hash}"`;
  const ifRange = headers.get('if-range');
  const isWhole = method === 'HEAD' || (ifRange !== null && ifRange !== etag);
  const range = isWhole ? undefined : rangeOf(headers.get('range'), size);
  const { first, last } = range ?? { first: 0, last: size - 1 };
  const contentRange = range && { 'content-range': `bytes ${first}-${last}/${size}` };
  const own = { etag, 'content-length': String(last - first + 1), ...contentRange };
  return { first, last, status: range ? 206 : 200, headers: own };
}

/** Reads the versions of an If-None-Match, without the hashes: the same version of a file has the same bytes. */
export const versionsIn = (ifNoneMatch: string | null) => ifNoneMatch?.replace(/\.[\w-]+"/g, '"') ?? null;

const RANGE = /^bytes=(?<first>\d*)-(?<last>\d*)$/;

/** @returns undefined for a header that is not a range of one part, which is ignored */
function rangeOf(text: string | null, size: number): Range | undefined {
  const { first = '', last = '' } = RANGE.exec(text ?? '')?.groups ?? {};
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const range =
    first === ''
      ? { first: Math.max(0, size - Number(last)), last: size - 1 }
      : { first: Number(first), last: Math.min(last === '' ? size : Number(last), size - 1) };
  if (range.first <= range.last) return range;
  const http = { status: 416, headers: { 'content-range': `bytes */${size}` } };
  throw requestError(http, 'RANGE_NOT_SATISFIABLE', `The file has ${size} bytes: none of them is in the range.`);
}
