import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** What a visitor sees, in Chromium: the example site over the gateway and its sandbox. */
export default defineConfig({
  ...base,
  test: {
    include: ['test/browser/*.test.ts', 'examples/web/lib/*.test.ts'],
    globalSetup: 'test/browser/setup.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // One after another: each file has a gateway, a site and a browser of its own.
    fileParallelism: false,
  },
});
