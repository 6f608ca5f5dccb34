import { readFileSync } from 'node:fs';
import {
  buildClientSchema,
  buildSchema,
  GraphQLError,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
} from 'graphql';
import { readOperation } from '../request.ts';
import { createTransport, type Transport } from '../transport.ts';
import type { Caller, OnCall, Upstream, UpstreamRequest } from '../upstream.ts';
import { rememberDenials } from './dialect/denials.ts';
import { namesOf } from './dialect/names.ts';
import { answerOperation } from './dialect.ts';
import { directusSchema, lookupsOf } from './naming/schema.ts';
import { type DirectusNaming, defaultNaming } from './naming.ts';

export { directusSchema } from './naming/schema.ts';
export { type CollectionNaming, type DirectusNaming, defaultNaming } from './naming.ts';

export interface DirectusOptions {
  /** Where Directus is: `http://127.0.0.1:8055`. */
  readonly url: string;
  /** The gateway's own token: it describes the schema, and reads for staff who have no token of their own. */
  readonly token?: string;
  /** What the URLs of files begin with: Directus itself, or a CDN in front of it. */
  readonly publicUrl?: string;
  /** How long one request may take, in milliseconds. */
  readonly timeoutMs?: number;
  /** Told of every request that is sent. */
  readonly onCall?: OnCall;
  readonly naming?: DirectusNaming;
}

/**
 * Connects to a Directus. While it cannot be asked for its schema, the committed one stands in.
 * @throws Error where its schema and the naming do not fit together
 */
export async function createDirectus({
  url,
  token,
  publicUrl = url,
  timeoutMs,
  onCall,
  naming = defaultNaming,
}: DirectusOptions): Promise<Upstream> {
  const transport = createTransport({ name: 'directus', url, ...(timeoutMs !== undefined && { timeoutMs }) });
  const live = await introspect(transport, token);
  const schema = directusSchema(live ?? committedDirectusSchema(), naming);
  const inGraphNames = namesOf(schema);
  const memory = rememberDenials();
  return {
    name: 'directus',
    schema,
    schemaFrom: live ? 'live' : 'committed',
    lookups: lookupsOf(schema),
    async execute({ document, variables, operationName, context }: UpstreamRequest) {
      const credential = credentialOf(context.caller, token);
      try {
        const operation = readOperation(schema, document, variables, operationName);
        const session = {
          send: (sent: { text: string; variables: Readonly<Record<string, unknown>> }) => {
            onCall?.({ upstream: 'directus', text: sent.text, variables: sent.variables });
            return post(transport, credential, { query: sent.text, variables: sent.variables }, context.signal);
          },
          denials: memory.of(credential ?? ''),
          inGraphNames,
        };
        return await answerOperation(operation, session, publicUrl);
      } catch (error) {
        if (error instanceof GraphQLError) return { data: null, errors: [error] };
        throw error;
      }
    },
    close: () => transport.close(),
  };
}

/** Directus's own schema as it was when it was last committed; see `directusSchema` for the graph's. */
export function committedDirectusSchema(): GraphQLSchema {
  return buildSchema(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'));
}

/** Directus's permissions are by token. Without one, it is its public role that answers. */
function credentialOf({ audience, directusToken }: Caller, token: string | undefined): string | undefined {
  return directusToken ?? (audience === 'internal' ? token : undefined);
}

function post(transport: Transport, credential: string | undefined, body: unknown, signal?: AbortSignal) {
  const headers = credential === undefined ? {} : { authorization: `Bearer ${credential}` };
  return transport.post('/graphql', body, { headers, signal });
}

/** The schema as the gateway's own token sees it; undefined where Directus does not give it. */
async function introspect(transport: Transport, token: string | undefined): Promise<GraphQLSchema | undefined> {
  try {
    const { body } = await post(transport, token, { query: getIntrospectionQuery() });
    const { data } = body as { data?: IntrospectionQuery };
    return data && buildClientSchema(data);
  } catch {
    return undefined;
  }
}
