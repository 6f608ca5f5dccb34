import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SourceTextModule } from 'node:vm';
import type { EdgeVM } from '@edge-runtime/vm';

// A program that node runs in a process of its own, as modules in a context are behind a flag:
//   node --experimental-vm-modules --experimental-import-meta-resolve edge.ts <folder of the package's JavaScript> <folder of tools> <URL of the graph>
const [dist = '', tools = '', url = ''] = process.argv.slice(2);
const require = createRequire(join(tools, 'package.json'));
const { EdgeVM: Edge }: { EdgeVM: typeof EdgeVM } = require('@edge-runtime/vm');

/** What an edge runtime has: no `process`, no `Buffer`, no module of Node's. */
const { context } = new Edge();

const modules = new Map<string, SourceTextModule>();

async function load(file: string): Promise<SourceTextModule> {
  const known = modules.get(file);
  if (known) return known;
  const module = new SourceTextModule(await readFile(file, 'utf8'), { context, identifier: file });
  modules.set(file, module);
  return module;
}

/** The file of a package that the client needs, as `import` finds it. */
function importedFrom(folder: string, specifier: string): string {
  return fileURLToPath(import.meta.resolve(specifier, pathToFileURL(join(folder, 'index.js'))));
}

const main = new SourceTextModule(
  `import { createClient, HomeDocument } from './index.js';
  if (typeof process !== 'undefined') throw new Error('This is no edge runtime.');
  const { cmsSiteSettings } = await createClient({ url: ${JSON.stringify(url)} }).request(HomeDocument);
  globalThis.printed = cmsSiteSettings.title;`,
  { context, identifier: join(dist, 'main.js') },
);
await main.link((specifier, from) =>
  load(specifier.startsWith('.') ? join(from.identifier, '..', specifier) : importedFrom(dist, specifier)),
);
await main.evaluate();
console.log(context.printed);
