import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/* Prints the TypeScript modules of the gateway and of its deployment's file, without types: [URL, source] each. */
const entries = ['../main.ts', '../config/define.ts'].map((path) => new URL(path, import.meta.url).href);
const deployment = pathToFileURL(resolve(process.env.CHRONOS_CONFIG || 'chronos.config.ts')).href;
process.stdout.write(JSON.stringify(stripped([...entries, deployment])));

/** Strips the types of modules, and of all TypeScript files that they import by relative paths, statically or not. */
function stripped(urls: readonly string[]): [url: string, source: string][] {
  // The set grows while it is read.
  const found = new Set(urls);
  return Array.from(found, (url): [string, string][] => {
    try {
      const source = stripTypeScriptTypes(readFileSync(new URL(url), 'utf8'));
      for (const [, path = ''] of source.matchAll(/\b(?:from|import)[\s(]*'(\.[^']+\.ts)'/g)) {
        found.add(new URL(path, url).href);
      }
      return [[url, source]];
    } catch {
      // Node loads the file itself, and reports what is wrong with it.
      return [];
    }
  }).flat();
}
