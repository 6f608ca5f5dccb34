import { hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { Compression, TileType } from 'pmtiles';

/*
 * Writes an archive of vector tiles in PMTiles, version 3 (github.com/protomaps/PMTiles, spec/v3/spec.md), for which
 * npm has only readers. Tiles are written at once: space before them is reserved for the header and the root directory.
 */

/** Description of an archive's tiles. */
export interface ArchiveAbout {
  readonly minZoom: number;
  readonly maxZoom: number;
  /** West, south, east, north, in degrees. */
  readonly bounds: readonly [number, number, number, number];
  /** The fields of TileJSON that an archive has: `vector_layers`, `name`. */
  readonly metadata: object;
}

export interface ArchiveWriter {
  /** Adds a tile. Tiles must be added in the order of their ids (`zxyToTileId`). */
  add(id: number, tile: Uint8Array): Promise<void>;
  /** Writes header and directories. @returns the number of tiles, the number of distinct tiles, the size in bytes */
  finish(about: ArchiveAbout): Promise<{ readonly tiles: number; readonly contents: number; readonly size: number }>;
}

interface Entry {
  readonly id: number;
  /** Number of consecutive ids, from this one, that have this tile; 0: a directory. */
  run: number;
  readonly offset: number;
  readonly length: number;
}

const HEADER_BYTES = 127;
/** The header and the root directory are in the first 16 KiB, so that readers need one request for both. */
const TILES_AT = 16_384;
const LEAF_ENTRIES = 4_096;

/** Begins an archive in an empty file. */
export function createArchiveWriter(file: FileHandle): ArchiveWriter {
  const entries: Entry[] = [];
  const offsets = new Map<string, Pick<Entry, 'offset' | 'length'>>();
  let [tiles, end] = [0, 0];

  async function append(bytes: Uint8Array, at: number): Promise<number> {
    await file.write(bytes, 0, bytes.byteLength, at);
    return bytes.byteLength;
  }

  return {
    async add(id, tile) {
      tiles += 1;
      const key = hash('sha256', tile, 'base64url');
      const known = offsets.get(key);
      const last = entries.at(-1);
      if (known && last?.offset === known.offset && last.id + last.run === id) {
        last.run += 1;
        return;
      }
      const place = known ?? { offset: end, length: await append(gzipSync(tile), TILES_AT + end) };
      if (!known) end += place.length;
      offsets.set(key, place);
      entries.push({ id, run: 1, ...place });
    },

    async finish({ metadata, ...about }) {
      const metadataAt = TILES_AT + end;
      const metadataLength = await append(gzipSync(JSON.stringify(metadata)), metadataAt);
      const leavesAt = metadataAt + metadataLength;
      const { root, leaves } = directoriesOf(entries);
      await append(leaves, leavesAt);
      const header = headerOf(about, [
        ...[HEADER_BYTES, root.byteLength, metadataAt, metadataLength, leavesAt, leaves.byteLength, TILES_AT, end],
        ...[tiles, entries.length, offsets.size],
      ]);
      await append(Buffer.concat([header, root]), 0);
      return { tiles, contents: offsets.size, size: leavesAt + leaves.byteLength };
    },
  };
}

/** @param lengths the offsets, lengths and counts at the beginning of the header, in order */
function headerOf({ minZoom, maxZoom, bounds }: Omit<ArchiveAbout, 'metadata'>, lengths: readonly number[]): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PMTiles');
  header[7] = 3;
  for (const [nth, length] of lengths.entries()) header.writeBigUInt64LE(BigInt(length), 8 + 8 * nth);
  const isClustered = 1;
  header.set([isClustered, Compression.Gzip, Compression.Gzip, TileType.Mvt, minZoom, maxZoom], 96);
  const [west, south, east, north] = bounds;
  const center = [(west + east) / 2, (south + north) / 2];
  const degrees = (value: number, at: number) => header.writeInt32LE(Math.round(value * 1e7), at);
  for (const [nth, value] of bounds.entries()) degrees(value, 102 + 4 * nth);
  header[118] = minZoom;
  for (const [nth, value] of center.entries()) degrees(value, 119 + 4 * nth);
  return header;
}

/** Builds one directory if it fits after the header, else a directory of directories. */
function directoriesOf(entries: readonly Entry[]): { readonly root: Buffer; readonly leaves: Buffer } {
  const alone = directoryOf(entries);
  if (HEADER_BYTES + alone.byteLength <= TILES_AT) return { root: alone, leaves: Buffer.alloc(0) };
  const leaves: Buffer[] = [];
  const roots: Entry[] = [];
  let offset = 0;
  for (let first = 0; first < entries.length; first += LEAF_ENTRIES) {
    const leaf = directoryOf(entries.slice(first, first + LEAF_ENTRIES));
    roots.push({ id: entries[first]?.id ?? 0, run: 0, offset, length: leaf.byteLength });
    leaves.push(leaf);
    offset += leaf.byteLength;
  }
  const root = directoryOf(roots);
  if (HEADER_BYTES + root.byteLength > TILES_AT) throw new Error('There are too many tiles: name a lower last zoom.');
  return { root, leaves: Buffer.concat(leaves) };
}

/** Encodes entries by column: ids as differences, and 0 as the offset of a tile that follows the previous one. */
function directoryOf(entries: readonly Entry[]): Buffer {
  const bytes: number[] = [];
  const write = (value: number) => {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    bytes.push(rest);
  };
  write(entries.length);
  for (const [nth, { id }] of entries.entries()) write(id - (entries[nth - 1]?.id ?? 0));
  for (const { run } of entries) write(run);
  for (const { length } of entries) write(length);
  for (const [nth, { offset }] of entries.entries()) {
    const before = entries[nth - 1];
    write(before && before.offset + before.length === offset ? 0 : offset + 1);
  }
  return gzipSync(Buffer.from(bytes));
}
