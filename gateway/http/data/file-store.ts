import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { Bytes } from '../../../subgraphs/analytics/files/formats/format.ts';
import { fileStream } from '../../../subgraphs/analytics/files/stream.ts';

/** A file on disk, which can be read in parts. */
export interface StoredFile {
  readonly size: number;
  /** SHA-256 of its bytes, in base64url. */
  readonly hash: string;
  /**
   * Reads a part as its reader takes it.
   * @param first, last the offsets of its first and last byte
   * @param onEnd called when all of it is taken, when that failed, or when the reader has left
   */
  read(first: number, last: number, onEnd: () => void): ReadableStream<Bytes>;
}

/** Files on disk, bounded in bytes. */
export type FileStore = ReturnType<typeof createFileStore>;

interface OpenFile extends StoredFile {
  /** Closes it, once nobody reads it any more. */
  drop(): void;
}

/** How much of the disk a process takes at most: 512 MiB. */
const MAX_BYTES = 512 * 1024 * 1024;
/** How long a file that nobody reads is stored. */
const UNREAD_MS = 900_000;
const CHUNK_BYTES = 256 * 1024;

/** Stores files in the folder of temporary files (`TMPDIR`). */
export function createFileStore(maxBytes: number = MAX_BYTES) {
  let used = 0;
  const files = new LRUCache<string, OpenFile>({
    ttl: UNREAD_MS,
    ttlAutopurge: true,
    updateAgeOnGet: true,
    dispose: (file) => file.drop(),
  });
  const writes = new Map<string, Promise<StoredFile | undefined>>();

  /** @returns whether there is room for more bytes */
  function take(bytes: number): boolean {
    used += bytes;
    while (used > maxBytes && files.pop());
    return used <= maxBytes;
  }

  async function write(key: string, bytes: AsyncIterable<Bytes>): Promise<StoredFile | undefined> {
    const handle = await openTemporary();
    const hash = createHash('sha256');
    let size = 0;
    const close = () => {
      used -= size;
      void handle.close();
    };
    try {
      for await (const chunk of bytes) {
        size += chunk.byteLength;
        if (!take(chunk.byteLength)) throw new NoRoom();
        hash.update(chunk);
        await handle.writeFile(chunk);
      }
    } catch (error) {
      close();
      throw error;
    }
    const file = openFile(handle, { size, hash: hash.digest('base64url') }, close);
    files.set(key, file);
    return file;
  }

  return {
    /** The file is to be read at once: the next one that is stored may take its room. */
    find: (key: string): StoredFile | undefined => files.get(key),
    /**
     * Stores a file, once for all who store it at a time. Files that were not read for longest make room for it.
     * @returns undefined where there is no room for it, or the disk cannot be written
     */
    store(key: string, bytes: () => AsyncIterable<Bytes>): Promise<StoredFile | undefined> {
      const written = writes.get(key) ?? write(key, bytes()).catch(absentWithoutRoom);
      writes.set(key, written);
      return written.finally(() => writes.delete(key));
    },
  };
}

class NoRoom extends Error {}

function absentWithoutRoom(error: unknown): undefined {
  const isOfDisk = error instanceof Error && 'syscall' in error;
  if (!isOfDisk && !(error instanceof NoRoom)) throw error;
}

/** Opens a file without a name: it ends when it is closed, and with the process. */
async function openTemporary(): Promise<FileHandle> {
  const path = join(tmpdir(), `chronos-graph-${randomUUID()}`);
  const handle = await open(path, 'wx+', 0o600);
  await unlink(path);
  return handle;
}

function openFile(handle: FileHandle, about: Pick<StoredFile, 'size' | 'hash'>, close: () => void): OpenFile {
  let readers = 0;
  let isDropped = false;
  const closeIfUnused = () => {
    if (isDropped && readers === 0) close();
  };
  async function* chunks(first: number, last: number): AsyncGenerator<Bytes> {
    for (let at = first; at <= last; ) {
      const bytes = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, last + 1 - at));
      const { bytesRead } = await handle.read(bytes, 0, bytes.byteLength, at);
      if (bytesRead === 0) throw new Error('A stored file is shorter than it was.');
      at += bytesRead;
      yield bytes.subarray(0, bytesRead);
    }
  }
  return {
    ...about,
    read(first, last, onEnd) {
      readers += 1;
      return fileStream(chunks(first, last), () => {
        readers -= 1;
        closeIfUnused();
        onEnd();
      });
    },
    drop() {
      isDropped = true;
      closeIfUnused();
    },
  };
}
