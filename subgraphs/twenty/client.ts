import { GraphQLError } from 'graphql';
import { createTransport, type TransportAnswer } from '../transport.ts';
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

type Sent = Pick<TwentyRequest, 'query' | 'variables'>;

/** Where every request to Twenty leaves. */
export interface TwentyClient {
  /** @throws GraphQLError where there is no answer */
  post(request: Sent, signal?: AbortSignal): Promise<TransportAnswer>;
  /** Never rejects: what went wrong is the answer. */
  send(request: Sent, signal?: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

export function createTwentyClient({ url, apiKey, timeoutMs, onCall }: TwentyOptions): TwentyClient {
  const timeout = timeoutMs === undefined ? {} : { timeoutMs };
  const transport = createTransport({ name: 'twenty', label: 'Twenty', url, ...timeout });
  const headers = { authorization: `Bearer ${apiKey}` };
  const post: TwentyClient['post'] = ({ query, variables }, signal) => {
    onCall?.({ upstream: 'twenty', text: query, variables });
    return transport.post('/graphql', { query, variables }, { headers, signal });
  };
  return {
    post,
    send: (request, signal) =>
      post(request, signal).catch((error: unknown) => {
        if (error instanceof GraphQLError) return error;
        throw error;
      }),
    close: () => transport.close(),
  };
}
