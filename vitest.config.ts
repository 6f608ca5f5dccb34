import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'test/live/**', '.chronos/**'],
    globalSetup: 'test/setup.ts',
    hookTimeout: 60_000,
    testTimeout: 20_000,
  },
});
