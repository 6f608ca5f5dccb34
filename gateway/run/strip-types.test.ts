import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const run = promisify(execFile);
const cwd = fileURLToPath(new URL('../../', import.meta.url));
const HOOK = '--import=./gateway/run/strip-types.js';

/** Imports modules in a process of their own. @returns whether Node's compiler of types is in it */
async function loadsCompiler(paths: readonly string[], flags: readonly string[] = [HOOK], CHRONOS_CONFIG = '') {
  const imports = paths.map((path) => `await import(${JSON.stringify(resolve(cwd, path))});`).join('\n');
  const print = `console.log(process.moduleLoadList.some((name) => name.includes('amaro')))`;
  const args = [...flags, '--input-type=module', '--eval', `${imports}\n${print}`];
  return (await run(process.execPath, args, { cwd, env: { CHRONOS_CONFIG } })).stdout.trim() === 'true';
}

test('the gateway loads with its deployment and its tools for assistants, without the compiler of types', async () => {
  expect(await loadsCompiler(['gateway/config/define.ts'], [])).toBe(true);
  expect(await loadsCompiler(['gateway/run/single-process.ts', 'gateway/mcp/index.ts', 'chronos.config.ts'])).toBe(
    false,
  );
});

test('a deployment in another folder loads without the compiler, and with it if its file cannot be read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chronos-deployment-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'chronos.config.ts');
  await writeFile(join(folder, 'links.ts'), 'export const links: readonly string[] = [];');
  await writeFile(file, "import { links } from './links.ts';\nexport default { links } as const;");
  expect(await loadsCompiler([file], [HOOK], file)).toBe(false);
  expect(await loadsCompiler([file], [HOOK], join(folder, 'absent.ts'))).toBe(true);
});
