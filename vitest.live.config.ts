import { defineConfig } from 'vitest/config';
import base, { WAITS } from './vitest.config.ts';

/** The tests that hold for any upstream, run against a real PostgreSQL and a real Directus. */
export default defineConfig({
  ...base,
  test: {
    include: [
      'test/views.test.ts',
      'test/oracle/cms.test.ts',
      'test/oracle/cms-foreign*.test.ts',
      'test/oracle/filters.test.ts',
      'test/oracle/silent-nulls.test.ts',
      'test/filters.test.ts',
      'test/live/*.test.ts',
      'sandbox/directus/conformance*.test.ts',
      'subgraphs/analytics/**/*.test.ts',
      'gateway/http/routes/tiles.test.ts',
      'doctor/*.test.ts',
    ],
    globalSetup: 'test/live/setup.ts',
    setupFiles: 'test/random.ts',
    ...WAITS,
    teardownTimeout: 30_000,
    // One after another: some write to the Directus that others read.
    fileParallelism: false,
  },
});
