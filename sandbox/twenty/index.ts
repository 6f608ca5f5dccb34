import { createServer } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { Webhook } from '../webhook.ts';
import { createThrottle } from './graphql/throttle.ts';
import { createHandler } from './http/handler.ts';
import { describeWorkspace } from './metadata/describe.ts';
import { type ObjectMetadata, recordedMetadata } from './metadata/objects.ts';
import { readModel } from './model/model.ts';
import { loadRecords, standardSchema } from './recorded.ts';
import { fillWorkspace, type TwentyRecords } from './store/records.ts';
import { createWorkspace } from './store/store.ts';
import { sendWebhooks } from './webhooks.ts';

export { customWorkspace, loadRecords } from './recorded.ts';
export type { TwentyRecord, TwentyRecords } from './store/records.ts';

export interface TwentyOptions {
  /** What a caller must send as `Authorization: Bearer …`. */
  readonly apiKey: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** What the workspace holds at first: the project's own records unless given. */
  readonly records?: TwentyRecords;
  /** Of which workspace the stand-in is: one with custom objects, say. That of a fresh workspace unless given. */
  readonly schema?: GraphQLSchema;
  /** What the metadata API says of the schema's objects. What it does not describe is described by the schema. */
  readonly metadata?: readonly ObjectMetadata[];
  /** How many root fields may be requested in a minute: no limit unless given. A real Twenty has 100. */
  readonly requestsPerMinute?: number;
  /** The version that it tells, as Twenty's images do: "v2.43.0". A server that is built from its source tells none, like this one unless given. */
  readonly version?: string;
}

export interface RunningTwenty {
  /** Origin, without a slash at its end: `http://127.0.0.1:41234`. */
  readonly url: string;
  /** Tells of what is written from then on. */
  tell(webhook: Webhook): void;
  /** Stops listening and drops every connection, those of requests that are never answered too. */
  close(): Promise<void>;
}

/**
 * Starts a stand-in of Twenty on loopback. It answers as a real Twenty 2.21 does, oddities included, from records in
 * memory: what is written is gone when it closes.
 */
export async function startTwenty({
  apiKey,
  port = 0,
  records = loadRecords(),
  schema = standardSchema(),
  metadata = recordedMetadata(),
  requestsPerMinute = Number.POSITIVE_INFINITY,
  version,
}: TwentyOptions): Promise<RunningTwenty> {
  const workspace = createWorkspace(readModel(schema, describeWorkspace(schema, metadata)));
  fillWorkspace(workspace, records);
  const handle = createHandler({ workspace, throttle: createThrottle(requestsPerMinute) }, apiKey, version);
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stand-in of Twenty has no TCP address.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    tell: (webhook) => sendWebhooks(workspace, webhook),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
