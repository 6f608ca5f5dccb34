import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** SHA-256 of all that the bundle is made of, in hexadecimal digits: dist/ has that of which it was made. */
export function sourcesHash(): string {
  const hash = createHash('sha256');
  const src = readdirSync(new URL('src/', import.meta.url)).sort();
  for (const file of ['build.mjs', 'package-lock.json', ...src.map((name) => `src/${name}`)]) {
    hash.update(file).update(readFileSync(new URL(file, import.meta.url)));
  }
  return hash.digest('hex');
}
