import { createHash } from 'node:crypto';

/** What two copies of a file must have in common. */
export interface Digest {
  /** In bytes. */
  readonly size: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** Reads bytes to their end. */
export async function digestOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Digest> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { size, sha256: hash.digest('hex') };
}

/** Returns whether two digests are of the same bytes. */
export function isSame(one: Digest | undefined, other: Digest | undefined): boolean {
  return one !== undefined && one.sha256 === other?.sha256 && one.size === other.size;
}
