import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Extension } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { postgis } from '@electric-sql/pglite-postgis';
import manifest from '../../package.json' with { type: 'json' };

/** Of the package's archive: PostGIS itself, its definition and the coordinate systems. */
const NEEDED =
  /^(lib\/postgresql\/postgis-3\.so|share\/postgresql\/extension\/postgis(\.control|--[\d.]+\.sql)|share\/proj\/.+)$/;

/**
 * Returns the extensions of an embedded database. Each start unpacks and compiles all that the archive of PostGIS holds, of which
 * two thirds are rasters, topology and scripts of upgrades: an archive without them is made in the folder once.
 */
export function extensionsIn(dir: string): { postgis: Extension; pg_trgm: Extension } {
  const setup: Extension['setup'] = async (database, options) => {
    const made = await postgis.setup(database, options);
    return { ...made, ...(made.bundlePath && { bundlePath: pathToFileURL(archiveIn(dir, made.bundlePath)) }) };
  };
  return { postgis: { ...postgis, setup }, pg_trgm };
}

function archiveIn(dir: string, whole: URL): string {
  const path = resolve(dir, `postgis-${manifest.devDependencies['@electric-sql/pglite-postgis']}.tar.gz`);
  if (existsSync(path)) return path;
  mkdirSync(dir, { recursive: true });
  const entries = entriesOf(gunzipSync(readFileSync(whole))).filter(({ name }) => NEEDED.test(name));
  const end = Buffer.alloc(2 * BLOCK);
  // Not compressed: it is read far more often than written. Under its name at once, as two processes may make it.
  const unfinished = join(dir, `postgis-${process.pid}.tmp`);
  writeFileSync(unfinished, gzipSync(Buffer.concat([...entries.map(({ bytes }) => bytes), end]), { level: 0 }));
  renameSync(unfinished, path);
  return path;
}

/** Tar's unit: a header, then the file in as many as it takes. */
const BLOCK = 512;

/** The entries of a tar archive, each with its header; an archive ends with a block of zeros. */
function entriesOf(tar: Buffer): { name: string; bytes: Buffer }[] {
  const entries = [];
  for (let start = 0; tar[start]; ) {
    const [name = ''] = tar.toString('latin1', start, start + 100).split('\0');
    const size = Number.parseInt(tar.toString('latin1', start + 124, start + 136), 8);
    const end = start + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    entries.push({ name: name.replace(/^\.\//, ''), bytes: tar.subarray(start, end) });
    start = end;
  }
  return entries;
}
