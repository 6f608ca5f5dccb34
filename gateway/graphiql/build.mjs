import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

/** @import { BuildOptions } from 'esbuild' */

const DIST = new URL('dist/', import.meta.url);

/** @type {BuildOptions} */
const common = {
  absWorkingDir: import.meta.dirname,
  bundle: true,
  minify: true,
  write: false,
  outdir: 'dist',
  entryNames: '[name]',
  assetNames: '[name]',
  jsx: 'automatic',
  loader: { '.ttf': 'file' },
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
};

/** What the page loads, and the workers that Monaco starts: classic scripts. */
const results = await Promise.all([
  build({ ...common, entryPoints: { graphiql: 'src/main.tsx' }, format: 'esm' }),
  build({
    ...common,
    entryPoints: [
      'monaco-editor/esm/vs/editor/editor.worker.js',
      'monaco-editor/esm/vs/language/json/json.worker.js',
      'monaco-graphql/esm/graphql.worker.js',
    ],
    format: 'iife',
  }),
]);

await rm(DIST, { recursive: true, force: true });
await mkdir(DIST, { recursive: true });
for (const { path, contents } of results.flatMap(({ outputFiles }) => outputFiles)) {
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: contents.byteLength };
  await writeFile(new URL(`${basename(path)}.br`, DIST), brotliCompressSync(contents, { params }));
}
