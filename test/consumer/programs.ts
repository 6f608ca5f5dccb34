import { readdir, readFile } from 'node:fs/promises';

/** A file of a consumer's project. */
export interface ProjectFile {
  /** Where it is in the project. */
  readonly file: string;
  readonly text: string;
}

/** One that can be run, and says behind each `console.log(…);` what that prints. */
export interface Program extends ProjectFile {
  readonly prints: readonly string[];
}

const READMES = ['../../client/README.md', '../../README.md'];
const CLIENTS = new URL('clients/', import.meta.url);

/** Whatever the READMEs show of the client but commands: each says on its first line where it is, or has a number. */
export async function readmeFiles(): Promise<ProjectFile[]> {
  const texts = await Promise.all(READMES.map((readme) => readFile(new URL(readme, import.meta.url), 'utf8')));
  return [...texts.join('\n').matchAll(/^```(ts|graphql)\n(.*?)^```$/gms)].map(([, language, text = ''], index) => ({
    file: /^(?:\/\/|#) (\S+)\n/.exec(text)?.[1] ?? `snippet-${index + 1}.${language}`,
    text,
  }));
}

/** Programs that ask with urql, Apollo Client and gql.tada; `codegen.ts` makes what the first two ask. */
export async function otherClients(): Promise<ProjectFile[]> {
  const files = await readdir(CLIENTS);
  return Promise.all(
    files.map(async (name) => ({
      file: name === 'codegen.ts' ? 'codegen.parsed.ts' : `src/${name}`,
      text: await readFile(new URL(name, CLIENTS), 'utf8'),
    })),
  );
}

/** Those of the files that print something. */
export function programsAmong(files: readonly ProjectFile[]): Program[] {
  return files.flatMap((file) => {
    const prints = [...file.text.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, printed = '']) => printed);
    return prints.length > 0 ? [{ ...file, prints }] : [];
  });
}
