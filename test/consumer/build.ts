import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

const CLIENT = fileURLToPath(new URL('../../client', import.meta.url));

/** The project's own compiler. */
export const TSC = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));

/** Makes the client's JavaScript and declarations, as they are published. @param folder where they go */
export async function buildClient(folder: string): Promise<void> {
  await run(process.execPath, [TSC, '--project', CLIENT, '--outDir', folder], { cwd: CLIENT });
}
