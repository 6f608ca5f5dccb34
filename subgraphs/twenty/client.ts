import { GraphQLError } from 'graphql';
import { createTransport } from '../transport.ts';
import type { OnCall } from '../upstream.ts';
import type { TwentyRequest } from './dialect/document.ts';
import type { Answer } from './dialect/errors.ts';

export interface TwentyOptions {
  /** Origin of the server: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** An API key of the workspace; its role bounds what the graph can read and write. */
  readonly apiKey: string;
  /** How long one request may take, in milliseconds. Twenty itself may hang for minutes when its Redis is away. */
  readonly timeoutMs?: number;
  readonly onCall?: OnCall;
}

/** Where every request to Twenty leaves. */
export interface TwentyClient {
  /** Never rejects: what went wrong is the answer. */
  send(request: Pick<TwentyRequest, 'query' | 'variables'>, signal?: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

export function createTwentyClient({ url, apiKey, timeoutMs, onCall }: TwentyOptions): TwentyClient {
  const transport = createTransport({ name: 'twenty', label: 'Twenty', url, ...(timeoutMs !== undefined && { timeoutMs }) });
  const headers = { authorization: `Bearer ${apiKey}` };
  return {
    async send({ query, variables }, signal) {
      onCall?.({ upstream: 'twenty', text: query, variables });
      try {
        return await transport.post('/graphql', { query, variables }, { headers, signal });
      } catch (error) {
        if (error instanceof GraphQLError) return error;
        throw error;
      }
    },
    close: () => transport.close(),
  };
}
