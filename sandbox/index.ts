import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Analytics, startAnalytics } from './analytics/index.ts';
import { startDirectus } from './directus/index.ts';
import { startTwenty } from './twenty/index.ts';

export interface SandboxOptions {
  /** Which upstreams to stand in for. */
  readonly analytics: boolean;
  readonly cms: boolean;
  readonly crm: boolean;
  /** Where the database keeps its data from one start to the next. */
  readonly dir: string;
  readonly onProgress?: (message: string) => void;
}

/** What was started, and where it answers. */
export interface Sandbox {
  readonly database?: Pick<Analytics, 'databaseUrl' | 'ownerUrl' | 'poolSize'>;
  readonly directus?: { readonly url: string; readonly token: string };
  readonly twenty?: { readonly url: string; readonly apiKey: string };
  /** Made for this run: who presents it is staff. Only where the CMS is stood in for: a real one knows its people. */
  readonly staffToken?: string;
  /** Made for this run: what those that are stood in for show when they tell of changes. */
  readonly webhookSecrets: { readonly directus?: string; readonly twenty?: string };
  /**
   * Has the stand-ins tell a gateway of what is written from then on.
   * @param url where it answers: `http://127.0.0.1:4000`
   * @param secrets what it takes, where that is not what was made
   */
  tell(url: string, secrets: { readonly directus?: string | undefined; readonly twenty?: string | undefined }): void;
  close(): Promise<void>;
}

/** Starts the stand-ins that are requested, all at once, on loopback ports of their own. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { analytics, cms, crm, dir, onProgress } = options;
  const directusToken = secret();
  const apiKey = secret();
  const [database, directus, twenty] = await Promise.all([
    analytics ? startAnalytics({ dir: join(dir, 'analytics'), ...(onProgress && { onProgress }) }) : undefined,
    cms ? startDirectus({ token: directusToken }) : undefined,
    crm ? startTwenty({ apiKey }) : undefined,
  ]);
  return {
    ...(database && { database }),
    ...(directus && { directus: { url: directus.url, token: directusToken } }),
    ...(twenty && { twenty: { url: twenty.url, apiKey } }),
    ...(cms && { staffToken: secret() }),
    webhookSecrets: { ...(cms && { directus: secret() }), ...(crm && { twenty: secret() }) },
    tell(url, secrets) {
      if (secrets.directus) directus?.tell({ url: `${url}/webhooks/directus`, secret: secrets.directus });
      if (secrets.twenty) twenty?.tell({ url: `${url}/webhooks/twenty`, secret: secrets.twenty });
    },
    async close() {
      await Promise.all([database?.close(), directus?.close(), twenty?.close()]);
    },
  };
}

/** A credential for one run. */
function secret(): string {
  return randomBytes(24).toString('base64url');
}
