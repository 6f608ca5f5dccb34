import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PARTNER_KEY } from './partners.ts';
import { type RunOptions, run } from './run.ts';

const README = new URL('../../client/README.md', import.meta.url);

/** A program or an operation that the README shows. */
export interface Snippet {
  /** Where it says that it belongs, in a comment on its first line; else a name by its number. */
  readonly file: string;
  readonly text: string;
  /** What it says, behind `console.log(…);`, that it prints. */
  readonly prints: readonly string[];
}

/** Every snippet of the client's README that is no command. */
export async function snippets(): Promise<Snippet[]> {
  const markdown = await readFile(README, 'utf8');
  return [...markdown.matchAll(/^```(ts|graphql)\n(.*?)^```$/gms)].map(([, language, text = ''], index) => ({
    file: /^(?:\/\/|#) (\S+)\n/.exec(text)?.[1] ?? `snippet-${index + 1}.${language}`,
    text,
    prints: [...text.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, printed = '']) => printed),
  }));
}

/** As strict as it gets. */
const COMPILER_OPTIONS = {
  target: 'es2022',
  lib: ['es2022', 'dom'],
  module: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  types: ['node'],
  rootDir: '.',
  outDir: 'out',
};

/** Sends what the README asks of its example to the graph of the test. */
const PRELUDE = `const send = globalThis.fetch;
globalThis.fetch = (url, init) => send(String(url).replace('https://graph.example', process.env.GRAPH_ORIGIN), init);
`;

/** Writes the README's programs and operations into a project that has the package, and compiles them. */
export async function writeReadme(
  project: string,
  tools: { readonly tsc: string; readonly codegen: string },
): Promise<void> {
  const files = await snippets();
  const tsconfig = { compilerOptions: COMPILER_OPTIONS, include: ['*.ts', 'src'] };
  const all = [
    ...files,
    { file: 'tsconfig.json', text: JSON.stringify(tsconfig) },
    { file: 'prelude.mjs', text: PRELUDE },
  ];
  for (const { file, text } of all) {
    await mkdir(dirname(join(project, file)), { recursive: true });
    await writeFile(join(project, file), text);
  }
  await run(process.execPath, [tools.codegen], { cwd: project });
  await run(process.execPath, [tools.tsc, '--project', '.'], { cwd: project });
}

/** Runs a compiled program of the README against a graph. @returns the lines that it prints */
export async function runSnippet(
  { file }: Snippet,
  options: RunOptions & { readonly origin: string; readonly node?: string },
): Promise<string[]> {
  const { cwd, origin, node = process.execPath } = options;
  const program = join('out', file.replace(/\.ts$/, '.js'));
  const env = { GRAPH_ORIGIN: origin, CHRONOS_KEY: PARTNER_KEY };
  const printed = await run(node, ['--import', './prelude.mjs', program], { cwd, env });
  return printed.split('\n').filter((line) => line !== '');
}
