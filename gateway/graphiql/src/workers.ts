import { settings } from './settings.ts';

/** The worker that Monaco starts for each language. */
const WORKERS: Readonly<Record<string, string>> = { json: 'json.worker.js', graphql: 'graphql.worker.js' };

Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_id: string, label: string) => new Worker(`${settings.assets}${WORKERS[label] ?? 'editor.worker.js'}`),
  },
});
