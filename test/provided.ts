import 'vitest';
import type { Templates } from './template.ts';

/** What a run's global setup starts once for all its tests, read with vitest's `inject`. */
declare module 'vitest' {
  interface ProvidedContext {
    /** The analytics database, embedded or real. */
    databaseUrl: string;
    /** Archives that databases of a test's own begin with: see template.ts. Their paths are empty in a live run. */
    templates: Templates;
    /** The real server of a live run, as its superuser: for databases of a test's own. Empty otherwise. */
    ownerUrl: string;
    /** The real Directus of a live run; empty where tests start the stand-in themselves. */
    directusUrl: string;
    /** The gateway's service token there. */
    directusToken: string;
    /** An administrator's token there, for tests that make roles. */
    directusAdminToken: string;
    /** A real Directus with the foreign content model of test/oracle/cms-foreign; its URL is empty where there is none. */
    foreign: { readonly url: string; readonly token: string; readonly adminToken: string };
    /** Whether this run is against the real parts. */
    live: boolean;
  }
}
