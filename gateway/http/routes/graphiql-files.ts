import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import type { PlainResponse } from '../../../subgraphs/plain-response.ts';

/** What GraphiQL is made of: written by `npm run build:graphiql`, each compressed with brotli. */
const DIST = new URL('../../graphiql/dist/', import.meta.url);
const SUFFIX = '.br';

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  ttf: 'font/ttf',
};

/** The same URL is the same bytes forever: another version has another. */
const CACHE = { 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' };

/** The files of the page, below a path that changes when any of them does. */
export interface GraphiqlFiles {
  /** `/graphiql/4f1c…/` */
  readonly path: string;
  /** @returns undefined where there is no such file */
  answer(pathname: string, acceptEncoding: string | null): PlainResponse | undefined;
}

/** Reads them once; they are about two megabytes. */
export function readGraphiqlFiles(): GraphiqlFiles {
  const files = new Map(
    readdirSync(DIST)
      .filter((file) => file.endsWith(SUFFIX))
      .sort()
      .map((file) => [file.slice(0, -SUFFIX.length), new Uint8Array(readFileSync(new URL(file, DIST)))]),
  );
  const version = createHash('sha256');
  for (const bytes of files.values()) version.update(bytes);
  const path = `/graphiql/${version.digest('hex').slice(0, 16)}/`;
  return {
    path,
    answer(pathname, acceptEncoding) {
      if (!pathname.startsWith(path)) return undefined;
      const name = pathname.slice(path.length);
      const brotli = files.get(name);
      if (!brotli) return undefined;
      const headers = { ...CACHE, 'content-type': TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'text/plain' };
      // Browsers take brotli over TLS and from this machine alone; for others it is compressed as answers are.
      if (!/\bbr\b/.test(acceptEncoding ?? '')) {
        return { status: 200, headers, body: new Uint8Array(brotliDecompressSync(brotli)) };
      }
      return { status: 200, headers: { ...headers, 'content-encoding': 'br' }, body: brotli };
    },
  };
}
