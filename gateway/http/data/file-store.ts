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
   * Streams a part, no faster than its reader takes it.
   * @param first, last the offsets of its first and last byte
   * @param onEnd called when the part is read, when reading failed, or when the reader left
   */
  read(first: number, last: number, onEnd: () => void): ReadableStream<Bytes>;
}

/** Files on disk, bounded in bytes. */
export type FileStore = ReturnType<typeof createFileStore>;

interface OpenFile extends StoredFile {
  /** Closes the file after its last reader has ended. */
  drop(): void;
}

/** Maximum size of all files of a process: 512 MiB. */
const MAX_BYTES = 512 * 1024 * 1024;
/** Time after which an unread file is deleted, in milliseconds. */
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

  /** Reserves bytes, and deletes files that were not read for longest. @returns whether the bytes fit */
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
    /** Returns a stored file. Read it at once: storing another file may delete it. */
    find: (key: string): StoredFile | undefined => files.get(key),
    /**
     * Stores a file; concurrent calls with the same key share one write. Deletes files that were not read for longest.
     * @returns undefined where the file does not fit, or writing to the disk fails
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

/** Opens a file without a name: the system deletes it when it is closed, or when the process ends. */
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
