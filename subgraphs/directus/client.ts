import { createHash } from 'node:crypto';
import { createTransport, type TransportAnswer, type TransportTuning } from '../transport/index.ts';
import { createBodyWriter } from '../transport/request-body.ts';
import type { OnCall, UpstreamContext, UpstreamHealth } from '../upstream.ts';
import { type DirectusServer, readServerInfo } from './client/server-version.ts';
import type { DirectusDocument } from './dialect/document.ts';
import type { WriteRequest } from './dialect/mutation-request.ts';

export interface DirectusOptions {
  /** Where Directus is: `http://127.0.0.1:8055`. */
  readonly url: string;
  /** The gateway's own token: it describes the schema, and reads and writes for staff who have no token of their own. */
  readonly token?: string;
  /** How long one request may take, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  readonly tuning?: Partial<TransportTuning> | undefined;
  /** Told of every request that is sent. */
  readonly onCall?: OnCall;
}

export interface SendOptions {
  /** Without one, it is Directus's public role that answers. */
  readonly token: string | undefined;
  /** The client request that it is sent for. */
  readonly context?: UpstreamContext;
  /** Where it is asked for what is Directus's own. */
  readonly endpoint?: 'system' | undefined;
}

/** Where every request to Directus leaves. */
export interface DirectusClient {
  /** Reads: every write goes by `write`. @throws GraphQLError where there is no answer */
  send(document: Pick<DirectusDocument, 'text' | 'variables'>, options: SendOptions): Promise<TransportAnswer>;
  /**
   * Asks for the schema as text, which takes Directus a third of what an introspection does, and is a fifth as long.
   * @returns what changes whenever it does; undefined where Directus does not tell it to whoever has that token
   * @throws GraphQLError where there is no answer
   */
  schemaVersion(token: string | undefined): Promise<string | undefined>;
  /**
   * Asks Directus what it is; undefined where it does not tell whoever has that token.
   * @throws GraphQLError where there is no answer
   */
  serverInfo(token: string | undefined): Promise<DirectusServer | undefined>;
  /** Writes by the REST interface. @throws GraphQLError where there is no answer */
  write(request: WriteRequest, options: SendOptions): Promise<TransportAnswer>;
  health(): UpstreamHealth;
  close(): Promise<void>;
}

export function createDirectusClient({ url, timeoutMs, tuning, onCall }: DirectusOptions): DirectusClient {
  const transport = createTransport({ name: 'directus', label: 'Directus', url, timeoutMs, tuning });
  const write = createBodyWriter();
  return {
    send({ text, variables }, { token, context, endpoint }) {
      const headers = credentials(token);
      const onEnd = onCall?.({ upstream: 'directus', text, variables, context, headers });
      return transport.read(
        endpoint ? `/graphql/${endpoint}` : '/graphql',
        write(text, variables),
        headers,
        context,
        onEnd,
      );
    },
    async schemaVersion(token) {
      const headers = credentials(token);
      const onEnd = onCall?.({ upstream: 'directus', text: `GET ${SCHEMA}`, headers });
      const { status, body } = await transport.readText(SCHEMA, headers, {}, onEnd);
      return status === 200 ? digest(String(body)) : undefined;
    },
    async serverInfo(token) {
      const headers = credentials(token);
      const onEnd = onCall?.({ upstream: 'directus', text: `GET ${INFO}`, headers });
      const { status, body } = await transport.readText(INFO, headers, {}, onEnd);
      return status === 200 ? readServerInfo(jsonOf(String(body))) : undefined;
    },
    write({ method, path, body }, { token, context }) {
      const headers = credentials(token);
      const onEnd = onCall?.({ upstream: 'directus', text: `${method} ${path}`, variables: body, context, headers });
      return transport.write(method, path, body, headers, context, onEnd);
    },
    health: transport.health,
    close: transport.close,
  };
}

/** Where Directus tells the schema that a role sees. */
const SCHEMA = '/server/specs/graphql';

/** Where Directus says what it is. */
const INFO = '/server/info';

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same for the same types, in whatever order they are told. */
function digest(text: string): string {
  return createHash('sha256').update(text.split('\n\n').sort().join('\n\n')).digest('hex');
}

function credentials(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
