import { execFileSync } from 'node:child_process';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/*
 * Loads the gateway's modules without their types, by node --import. The compiler that strips types takes 20 MB of a process
 * from its first file on, so a process of its own strips all files, and ends. Node itself strips what that process leaves
 * out. This file is JavaScript, because TypeScript would load the compiler.
 */
const program = fileURLToPath(new URL('stripped-modules.ts', import.meta.url));
const env = { CHRONOS_CONFIG: process.env.CHRONOS_CONFIG };
const output = execFileSync(process.execPath, ['--no-warnings', program], { env, maxBuffer: Infinity });
registerHooks({ load: loaderOf(new Map(JSON.parse(output))) });

/** Returns Node's hook that loads each of these sources, by URL, once. */
function loaderOf(sources) {
  return (url, context, nextLoad) => {
    const source = sources.get(url);
    if (source === undefined) return nextLoad(url, context);
    sources.delete(url);
    return { format: 'module', source, shortCircuit: true };
  };
}
