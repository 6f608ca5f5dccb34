import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { sourcesHash } from './sources.ts';

/** @import { BuildOptions, Plugin } from 'esbuild' */

const DIST = new URL('dist/', import.meta.url);

/**
 * The explorer writes an error to the console for each list among arguments, which it does not edit. Users cannot
 * act on it.
 * @type {Plugin}
 */
const quietExplorer = {
  name: 'quiet-explorer',
  setup({ onLoad }) {
    onLoad({ filter: /graphiql-explorer\/dist\/Explorer\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replaceAll(/console\.error\('arg mismatch between arg and selection'.*\);/g, '');
      if (contents === source) throw new Error('The explorer has changed: it may be quiet by itself.');
      return { contents, loader: 'js' };
    });
  },
};

/**
 * The documentation's own search finds names alone: src/documentation-search.tsx replaces it.
 * @type {Plugin}
 */
const documentationSearch = {
  name: 'documentation-search',
  setup({ onResolve, onEnd }) {
    let replaced = 0;
    onResolve({ filter: /^\.\/(components\/)?search\.js$/ }, ({ importer }) => {
      if (!importer.includes('plugin-doc-explorer')) return undefined;
      replaced += 1;
      return { path: fileURLToPath(new URL('src/documentation-search.tsx', import.meta.url)) };
    });
    onEnd(() => {
      if (replaced === 0) throw new Error('The documentation has changed: its search is elsewhere.');
    });
  },
};

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
  build({
    ...common,
    entryPoints: { graphiql: 'src/main.tsx' },
    format: 'esm',
    plugins: [quietExplorer, documentationSearch],
  }),
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
await writeFile(new URL('sources.sha256', DIST), `${sourcesHash()}\n`);
