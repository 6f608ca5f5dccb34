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
export function introspectUpstreams({ cms, crm, upstreamTimeoutMs: timeoutMs }: UpstreamSettings) {
  return Promise.all([
    schemaOf('Directus', async () => {
      if (cms.sandbox) return undefined;
      const client = createDirectusClient({ url: cms.url, timeoutMs });
      return createSchemaReader(schemaSource(client, cms.token))
        .read()
        .finally(() => client.close());
    }),
    schemaOf('Twenty', async () => {
      if (crm.sandbox) return undefined;
      const client = new TwentyClient({ ...crm, timeoutMs });
      const send = (query: string) => client.post({ query, variables: {} });
      return createSchemaReader({ label: 'Twenty', send })
        .read()
        .finally(() => client.close());
    }),
  ]);
}

async function schemaOf(
  subject: UpstreamSchema['subject'],
  read: () => Promise<KnownSchema | undefined>,
): Promise<UpstreamSchema> {
  const path = committedPath(subject === 'Directus' ? 'directus' : 'twenty');
  return { subject, path, introspected: await read() };
}
