import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What is used of rolldown, which is not installed here. */
interface Rolldown {
  rolldown(options: { readonly input: string; readonly platform: 'browser' }): Promise<{
    generate(options: { readonly format: 'esm'; readonly minify: true }): Promise<{
      readonly output: readonly { readonly code: string }[];
    }>;
    close(): Promise<void>;
  }>;
}

/**
 * Bundles a program of a project for browsers.
 * @param tools the folder that rolldown is installed in
 * @returns the bundle's text, minified
 */
export async function bundle(tools: string, program: string): Promise<string> {
  const { rolldown }: Rolldown = await import(createRequire(join(tools, 'package.json')).resolve('rolldown'));
  const bundled = await rolldown({ input: program, platform: 'browser' });
  const { output } = await bundled.generate({ format: 'esm', minify: true });
  await bundled.close();
  return output.map(({ code }) => code).join('\n');
}
