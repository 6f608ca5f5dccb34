import type { SchemaReaderOptions } from '../../schema/introspect.ts';
import type { DirectusClient } from '../client.ts';
import { withDecimals } from './decimals.ts';

/** How Directus's schema is read as whoever has a token sees it: by introspection, with the decimals that Directus tells elsewhere. */
export function schemaSource(
  client: DirectusClient,
  token: string | undefined,
): Pick<SchemaReaderOptions, 'label' | 'ask' | 'complete'> {
  return {
    label: 'Directus',
    ask: (text) => client.send({ text, variables: {} }, { token }),
    async complete(schema) {
      const decimals = await client.decimals(token);
      return decimals ? { schema: withDecimals(schema, decimals) } : { schema, findings: [UNKNOWN] };
    },
  };
}

const UNKNOWN = {
  subject: 'Directus /server/specs/oas',
  detail: 'Directus does not say there which columns are decimals: they are Floats, rounded past 15 digits.',
  remedy: 'Let the gateway reach that path of Directus.',
};
