import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PARTNER_KEY } from '../partner.ts';
import type { Program, ProjectFile } from './programs.ts';
import { run } from './run.ts';

/** The graph of partners, as one sees it whose client throws on errors: gql.tada has its types from it. */
export const STRICT = './schema.strict.graphql';

/** As strict as it gets. */
const COMPILER_OPTIONS = {
  target: 'es2022',
  lib: ['es2022', 'dom', 'dom.iterable'],
  module: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  types: ['node'],
  rootDir: '.',
  outDir: 'out',
  plugins: [
    {
      name: 'gql.tada/ts-plugin',
      schema: STRICT,
      tadaOutputLocation: './src/graphql-env.d.ts',
    },
  ],
};

/** Sends what is meant for the README's example to the graph of the test. */
const PRELUDE = `const send = globalThis.fetch;
globalThis.fetch = (url, init) => send(String(url).replace('https://graph.example', process.env.GRAPH_ORIGIN), init);
`;

/**
 * Writes files into a project, and what it takes to compile and to run them.
 * @param options.skipLibCheck whether the declarations of packages are taken as they are; the client's own hold
 */
export async function writeProject(
  project: string,
  files: readonly ProjectFile[],
  { skipLibCheck = false }: { readonly skipLibCheck?: boolean } = {},
): Promise<void> {
  const tsconfig = { compilerOptions: { ...COMPILER_OPTIONS, skipLibCheck }, include: ['*.ts', 'src'] };
  const all = [
    ...files,
    { file: 'tsconfig.json', text: JSON.stringify(tsconfig) },
    { file: 'prelude.mjs', text: PRELUDE },
  ];
  for (const { file, text } of all) {
    await mkdir(dirname(join(project, file)), { recursive: true });
    await writeFile(join(project, file), text);
  }
}

/** Runs a compiled program of a project against a graph. @returns the lines that it prints */
export async function runProgram(
  { file }: Program,
  options: { readonly project: string; readonly origin: string; readonly node?: string },
): Promise<string[]> {
  const { project, origin, node = process.execPath } = options;
  const program = join('out', file.replace(/\.ts$/, '.js'));
  const env = { GRAPH_ORIGIN: origin, CHRONOS_KEY: PARTNER_KEY };
  const printed = await run(node, ['--import', './prelude.mjs', program], { cwd: project, env });
  return printed.split('\n').filter((line) => line !== '');
}
