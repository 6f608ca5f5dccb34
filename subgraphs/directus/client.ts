import { createTransport, type TransportAnswer } from '../transport.ts';
import type { OnCall } from '../upstream.ts';
import type { DirectusDocument } from './dialect/document.ts';
import type { WriteRequest } from './dialect/mutation-request.ts';

export interface DirectusOptions {
  /** Where Directus is: `http://127.0.0.1:8055`. */
  readonly url: string;
  /** The gateway's own token: it describes the schema, and reads and writes for staff who have no token of their own. */
  readonly token?: string;
  /** How long one request may take, in milliseconds. */
  readonly timeoutMs?: number;
  /** Told of every request that is sent. */
  readonly onCall?: OnCall;
}

export interface SendOptions {
  /** Without one, it is Directus's public role that answers. */
  readonly token: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Where every request to Directus leaves. */
export interface DirectusClient {
  /** @throws GraphQLError where there is no answer */
  send(document: Pick<DirectusDocument, 'text' | 'variables'>, options: SendOptions): Promise<TransportAnswer>;
  /** Writes by the REST interface. @throws GraphQLError where there is no answer */
  write(request: WriteRequest, options: SendOptions): Promise<TransportAnswer>;
  close(): Promise<void>;
}

export function createDirectusClient({ url, timeoutMs, onCall }: DirectusOptions): DirectusClient {
  const transport = createTransport({
    name: 'directus',
    label: 'Directus',
    url,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  return {
    send({ text, variables }, { token, signal }) {
      onCall?.({ upstream: 'directus', text, variables });
      return transport.post('/graphql', { query: text, variables }, { headers: credentials(token), signal });
    },
    write({ method, path, body }, { token, signal }) {
      onCall?.({ upstream: 'directus', text: `${method} ${path}`, variables: body });
      return transport.send(method, path, body, { headers: credentials(token), signal });
    },
    close: () => transport.close(),
  };
}

function credentials(token: string | undefined): Readonly<Record<string, string>> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
