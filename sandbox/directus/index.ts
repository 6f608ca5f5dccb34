import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GraphQLSchema } from 'graphql';
import { type Content, loadContent } from '../../content-model/index.ts';
import type { Webhook } from '../webhook.ts';
import type { DirectusUser } from './data/roles.ts';
import { failure, send } from './http/answer.ts';
import { runFlow } from './http/flow.ts';
import { createHandler } from './http/handler.ts';
import { serveSubscriptions } from './http/subscriptions.ts';

export type { DirectusUser } from './data/roles.ts';

export interface DirectusOptions {
  /** The token of the service, which reads everything. Callers without a token are the public. */
  readonly token: string;
  /** Who else has a token. */
  readonly users?: readonly DirectusUser[];
  /** The version that it says it is; it answers as 11.17.4 all the same. */
  readonly version?: string;
  /** A free one by default. */
  readonly port?: number;
  /** What is served; by default the project's own. */
  readonly content?: Content;
  /** The schema of that content, as Directus reports it; by default that of the project's own. */
  readonly schema?: GraphQLSchema;
}

export interface RunningDirectus {
  readonly url: string;
  /** Tells of what is written from then on. */
  tell(webhook: Webhook): void;
  close(): Promise<void>;
}

/**
 * Starts a stand-in of Directus on loopback. It answers as Directus 11.17.4 does for the gateway's token and for the
 * public: what it gets wrong, limits and refuses included.
 */
export async function startDirectus(options: DirectusOptions): Promise<RunningDirectus> {
  const { token, users = [], version = '11.17.4', port = 0, content = loadContent(), schema } = options;
  const { answer, subscriberOf, mutations } = createHandler(content, { token, users, version, schema });
  const server = createServer(async (request, response) => {
    send(response, await answer(request).catch(failure));
  });
  const endSubscriptions = serveSubscriptions(server, subscriberOf);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tell: (webhook) => runFlow(mutations, webhook),
    async close() {
      endSubscriptions();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
