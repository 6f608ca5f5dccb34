import { createReadStream, openAsBlob } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { Bucket } from './bucket.ts';
import { type Digest, digestOf, isSame } from './digest.ts';
import type { Files, StoredFile } from './files.ts';

/** Where files are, and where they go. */
export interface MoveOptions {
  readonly files: Files;
  /** The folder of the storage location `from`. */
  readonly folder: string;
  /** The bucket of the storage location `to`. */
  readonly bucket: Bucket;
  /** Names of STORAGE_LOCATIONS of Directus. */
  readonly from: string;
  readonly to: string;
}

/** How many files had no problem, and what is to be done about the others. */
export interface Outcome {
  readonly done: number;
  readonly problems: readonly string[];
}

/** How many files are read and written at a time. */
const PARALLEL = 4;

/**
 * Moves all files at a location to a bucket. Directus looks for a file in the bucket after the bytes there have the
 * size and the hash of the folder's, and goes back if it cannot read them. Nothing is deleted. Safe to run again.
 * @throws Error where the bucket or Directus refuses: files that have not been moved are where they were
 */
export async function moveFiles(options: MoveOptions): Promise<Outcome> {
  return forEach(await options.files.at(options.from), (file) => moveFile(file, options));
}

/**
 * Deletes the folder's copies of files that Directus reads from the bucket, with the folder's transformed pictures of
 * them. A copy stays if the bytes in the bucket, or through Directus, have another size or hash.
 */
export async function deleteMoved(options: MoveOptions): Promise<Outcome> {
  const { files, folder, to } = options;
  const names = new Set(await readdir(folder));
  const moved = (await files.at(to)).filter(({ filename_disk }) => filename_disk !== null && names.has(filename_disk));
  return forEach(moved, (file) => deleteCopy(file, [...names], options));
}

async function moveFile(file: StoredFile, { files, folder, bucket, from, to }: MoveOptions) {
  const { id, filename_disk: name, filesize, type } = file;
  if (name === null) return `${id} was never uploaded: delete it in Directus.`;
  const path = join(folder, name);
  const local = await digestFile(path);
  if (!local) return `${name} is not in ${folder}: restore it from a backup, or delete file ${id} in Directus.`;
  if (filesize !== null && Number(filesize) !== local.size) {
    return `${name} has ${local.size} bytes, and ${filesize} in Directus: upload it to file ${id} again.`;
  }
  if (!isSame(await bucket.digest(name), local)) {
    await bucket.write(name, await openAsBlob(path), { ...local, type: type ?? 'application/octet-stream' });
    if (!isSame(await bucket.digest(name), local)) return `${name} is not the same in the bucket: run this again.`;
  }
  const { modified_on } = await files.setLocation(id, to);
  const isServed = isSame(await files.digest(id).catch(() => undefined), local);
  if (isServed && isSame(await digestFile(path), local)) return undefined;
  // An editor may have replaced the file in the bucket by now: that is then the newest.
  if ((await files.read(id)).modified_on !== modified_on) return undefined;
  await files.setLocation(id, from);
  if (isServed) return `${name} was replaced meanwhile: run this again.`;
  throw new Error(
    `Directus cannot read ${name} at "${to}", and reads it at "${from}" again: give it STORAGE_LOCATIONS with "${to}", and the settings STORAGE_${to.toUpperCase()}_… of this bucket.`,
  );
}

async function deleteCopy(file: StoredFile, names: readonly string[], { files, folder, bucket }: MoveOptions) {
  const name = file.filename_disk ?? '';
  const local = await digestFile(join(folder, name));
  if (!isSame(await bucket.digest(name), local) || !isSame(await files.digest(file.id), local)) {
    return `${name} is not the same in the bucket and stays in ${folder}: it was replaced after the move, or is lost there.`;
  }
  const transformed = names.filter((each) => each.startsWith(`${parse(name).name}__`));
  for (const each of [name, ...transformed]) await rm(join(folder, each));
  return undefined;
}

async function digestFile(path: string): Promise<Digest | undefined> {
  try {
    return await digestOf(createReadStream(path));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Works on several files at a time. After an error no further file is begun. */
async function forEach(
  files: readonly StoredFile[],
  work: (file: StoredFile) => Promise<string | undefined>,
): Promise<Outcome> {
  const rest = [...files];
  const problems: string[] = [];
  const worker = async () => {
    for (let file = rest.shift(); file; file = rest.shift()) {
      const problem = await work(file).catch((error: unknown) => {
        rest.length = 0;
        throw error;
      });
      if (problem !== undefined) problems.push(problem);
    }
  };
  const settled = await Promise.allSettled(Array.from({ length: PARALLEL }, worker));
  for (const each of settled) if (each.status === 'rejected') throw each.reason;
  return { done: files.length - problems.length, problems };
}
