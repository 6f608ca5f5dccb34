import { defineConfig } from 'vitest/config';
import browser from './vitest.browser.config.ts';

/** What Lighthouse says of the example site, as it is built for production. */
export default defineConfig({ ...browser, test: { ...browser.test, include: ['test/lighthouse/*.test.ts'] } });
