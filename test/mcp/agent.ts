import { type CallToolResult, Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { STAFF_TOKEN, type TestGateway } from '../gateway.ts';

export interface AgentOptions {
  readonly token?: string;
  /** Speaks the protocol that assistants spoke before 2026. */
  readonly isOld?: boolean;
}

export type Agent = Client;

/** Connects an assistant's client to a gateway. */
export async function connectAgent(gateway: Pick<TestGateway, 'fetch'>, options: AgentOptions = {}): Promise<Agent> {
  const { token, isOld = false } = options;
  const client = new Client(
    { name: 'test', version: '1' },
    { versionNegotiation: { mode: isOld ? 'legacy' : 'auto' } },
  );
  const transport = new StreamableHTTPClientTransport(new URL('http://gateway/mcp'), {
    fetch: (url, init) => gateway.fetch(String(url), init),
    requestInit: { headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }) } },
  });
  await client.connect(transport);
  return client;
}

/** Reads the text of a tool's answer. */
export function textOf({ content }: CallToolResult): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

export const STAFF = { token: STAFF_TOKEN };
