import { createDirectusClient, schemaSource } from '../../subgraphs/directus/client.ts';
import { createSchemaReader, type KnownSchema } from '../../subgraphs/schema/introspect.ts';
import { TwentyClient } from '../../subgraphs/twenty/client.ts';
import { committedPath } from '../config/deployment.ts';
import type { Config } from '../config.ts';

/** The settings for introspecting upstreams. */
export type UpstreamSettings = Pick<Config, 'cms' | 'crm' | 'upstreamTimeoutMs'>;

/** An upstream's label, the path of its committed schema, and its introspection (undefined for the sandbox's). */
export interface UpstreamSchema {
  readonly subject: 'Directus' | 'Twenty';
  /** Relative to the deployment's folder. */
  readonly path: string;
  readonly introspected: KnownSchema | undefined;
}

/** Introspects Directus and Twenty once. Never rejects: their problems are in the result. */
export function introspectUpstreams(settings: UpstreamSettings): Promise<UpstreamSchema[]> {
  const { cms, crm, upstreamTimeoutMs: timeoutMs } = settings;
  return Promise.all([
    schemaOf('Directus', cms.sandbox ? undefined : introspectDirectus({ ...cms, timeoutMs })),
    schemaOf('Twenty', crm.sandbox ? undefined : introspectTwenty({ ...crm, timeoutMs })),
  ]);
}

async function schemaOf(
  subject: UpstreamSchema['subject'],
  introspecting: Promise<KnownSchema> | undefined,
): Promise<UpstreamSchema> {
  return {
    subject,
    path: committedPath(subject === 'Directus' ? 'directus' : 'twenty'),
    introspected: await introspecting,
  };
}

async function introspectDirectus({
  url,
  token,
  timeoutMs,
}: {
  url: string;
  token: string | undefined;
  timeoutMs: number;
}) {
  const client = createDirectusClient({ url, timeoutMs });
  const introspected = await createSchemaReader(schemaSource(client, token)).read();
  await client.close();
  return introspected;
}

async function introspectTwenty({ url, apiKey, timeoutMs }: { url: string; apiKey: string; timeoutMs: number }) {
  const client = new TwentyClient({ url, apiKey, timeoutMs });
  const send = (query: string) => client.post({ query, variables: {} });
  const introspected = await createSchemaReader({ label: 'Twenty', send }).read();
  await client.close();
  return introspected;
}
