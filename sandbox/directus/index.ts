import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Content, loadContent } from '../../subgraphs/directus/content-model/index.ts';
import { buildModel } from './data/model.ts';
import { publicRole, type Role, serviceRole } from './data/roles.ts';
import { createStore } from './data/store.ts';
import { invalidQuery, routeNotFound } from './errors.ts';
import { createEndpoint, type Endpoint } from './graphql/endpoint.ts';
import { fullSchema, schemaFor } from './graphql/schema.ts';
import { type Answer, failure, json, send } from './http/answer.ts';
import { serveAsset } from './http/assets.ts';
import { readBody } from './http/body.ts';
import { isService, tokenOf } from './http/credentials.ts';

export interface DirectusOptions {
  /** The token of the service, which reads everything. Callers without a token are the public. */
  readonly token: string;
  /** A free one by default. */
  readonly port?: number;
  /** What is served; by default the project's own. */
  readonly content?: Content;
}

/**
 * Starts a stand-in of Directus on loopback. It answers as Directus 11.17.4 does for the gateway's token and for the
 * public: what it gets wrong, limits and refuses included.
 */
export async function startDirectus(options: DirectusOptions): Promise<{ url: string; close(): Promise<void> }> {
  const { token, port = 0, content = loadContent() } = options;
  const answer = createHandler(content, token);
  const server = createServer(async (request, response) => {
    send(response, await answer(request).catch(failure));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Caller {
  readonly role: Role;
  readonly graphql: Endpoint;
}

function createHandler(content: Content, serviceToken: string): (request: IncomingMessage) => Promise<Answer> {
  const model = buildModel(content);
  const store = createStore(model, content);
  const schema = fullSchema();
  const callerOf = (role: Role): Caller => ({
    role,
    graphql: createEndpoint(schemaFor(schema, model, role), model, store, role),
  });
  const service = callerOf(serviceRole(model));
  const everyone = callerOf(publicRole(content));

  return async (request) => {
    const url = new URL(request.url ?? '/', 'http://directus');
    const token = tokenOf(request, url);
    if (url.pathname === '/server/ping')
      return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: 'pong' };
    const caller = isService(token, serviceToken) ? service : everyone;
    if (url.pathname === '/graphql') return json(await caller.graphql(await readRequest(request, url)));
    if (url.pathname === '/server/info') return json({ data: { project: { project_name: 'Directus' } } });
    const [, id, filename] = /^\/assets\/([^/]+)(?:\/([^/]*))?$/.exec(url.pathname) ?? [];
    if (id === undefined) throw routeNotFound(url.pathname);
    const accept = request.headers.accept ?? '';
    return serveAsset(content.files, { role: caller.role, id, filename, parameters: url.searchParams, accept });
  };
}

async function readRequest(request: IncomingMessage, { searchParams }: URL) {
  const method = request.method ?? 'GET';
  if (method !== 'GET') return { method, ...(await readBody(request)) };
  const variables = searchParams.get('variables');
  return {
    method,
    query: searchParams.get('query'),
    variables: variables ? parseVariables(variables) : {},
    operationName: searchParams.get('operationName'),
  };
}

function parseVariables(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidQuery('Variables are invalid JSON');
  }
}
