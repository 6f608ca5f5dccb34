import { createDirectusClient, schemaSource } from '../../subgraphs/directus/client.ts';
import { type Introspected, introspect } from '../../subgraphs/schema/introspect.ts';
import { createTwentyClient } from '../../subgraphs/twenty/client.ts';
import { committedPath } from '../config/deployment.ts';
import type { Config } from '../config.ts';

/** What the upstreams of some settings say of themselves. */
export type UpstreamSettings = Pick<Config, 'cms' | 'crm' | 'upstreamTimeoutMs'>;

/** One of them: what a person calls it, the file that stands in for it, and what it tells; undefined for the sandbox's. */
export interface ToldSchema {
  readonly subject: 'Directus' | 'Twenty';
  /** From the deployment's folder. */
  readonly path: string;
  readonly told: Introspected | undefined;
}

/** Asks Directus and Twenty for their schemas, once. Never rejects for what they do. */
export function askUpstreams({ cms, crm, upstreamTimeoutMs: timeoutMs }: UpstreamSettings): Promise<ToldSchema[]> {
  return Promise.all([
    toldBy('Directus', cms.sandbox ? undefined : askDirectus({ ...cms, timeoutMs })),
    toldBy('Twenty', crm.sandbox ? undefined : askTwenty({ ...crm, timeoutMs })),
  ]);
}

async function toldBy(subject: ToldSchema['subject'], told: Promise<Introspected> | undefined): Promise<ToldSchema> {
  return { subject, path: committedPath(subject === 'Directus' ? 'directus' : 'twenty'), told: await told };
}

async function askDirectus({ url, token, timeoutMs }: { url: string; token: string | undefined; timeoutMs: number }) {
  const client = createDirectusClient({ url, timeoutMs });
  const told = await introspect(schemaSource(client, token));
  await client.close();
  return told;
}

async function askTwenty({ url, apiKey, timeoutMs }: { url: string; apiKey: string; timeoutMs: number }) {
  const client = createTwentyClient({ url, apiKey, timeoutMs });
  const told = await introspect({ label: 'Twenty', ask: (query) => client.post({ query, variables: {} }) });
  await client.close();
  return told;
}
