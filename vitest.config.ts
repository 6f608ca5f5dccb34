import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

/**
 * How long a test, and what it waits for, may take, in milliseconds. What passes ends long before: these are for a machine
 * that is busy with other work.
 */
export const WAITS = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 60_000, interval: 20 } },
};

export default defineConfig({
  // The copy that Node loads for packages: by graphql's "module" field there would be a second one, and two realms of types.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
  test: {
    include: ['**/*.test.ts'],
    // What needs a real server runs in `npm run test:live` alone, what needs a browser in `npm run test:browser`.
    exclude: [
      '**/node_modules/**',
      'test/live/**',
      'test/browser/**',
      'test/lighthouse/**',
      'examples/**',
      'bench/peers/**',
      '**/*.live.test.ts',
      '.chronos/**',
    ],
    // Files share the modules of their worker, which have no state (.biome/no-module-state.grit holds that), and what V8 has compiled of them: that
    // halves the processor time of a file that starts a gateway.
    isolate: false,
    // Gateways and commands that tests start as processes share what Node has compiled.
    env: { NODE_COMPILE_CACHE: resolve(process.env.CHRONOS_SANDBOX_DIR ?? '.chronos', 'compiled') },
    globalSetup: 'test/setup.ts',
    setupFiles: 'test/random.ts',
    // Young objects live in more memory than by default: most of what a test makes dies there, and is not copied.
    execArgv: ['--max-semi-space-size=64'],
    sequence: { sequencer: LongestFirst },
    // Four files at a time even on two cores: each waits for much, for the database, other processes and the clock.
    maxWorkers: Math.max(4, availableParallelism() - 1),
    ...WAITS,
  },
});
