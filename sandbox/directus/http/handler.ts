import type { IncomingMessage } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { Content } from '../../../subgraphs/directus/content-model/index.ts';
import { buildModel } from '../data/model.ts';
import { publicRole, type Role, serviceRole } from '../data/roles.ts';
import { createStore } from '../data/store.ts';
import { routeNotFound } from '../errors.ts';
import { createEndpoint, type Endpoint } from '../graphql/endpoint.ts';
import { fullSchema, schemaFor } from '../graphql/schema.ts';
import { type WritingScope, writeItems } from '../write/items.ts';
import { readRules } from '../write/rules.ts';
import { type Answer, json } from './answer.ts';
import { serveAsset } from './assets.ts';
import { isService, tokenOf } from './credentials.ts';
import { readItemsRequest, readRequest } from './request.ts';

const PONG: Answer = { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: 'pong' };

interface Caller {
  readonly scope: WritingScope;
  readonly graphql: Endpoint;
}

/**
 * Makes what answers requests: routes, and who asks. It rejects with what is to be answered as an error.
 * @param told the schema of that content, as Directus tells it: of the project's own unless given
 */
export function createHandler(
  content: Content,
  serviceToken: string,
  told?: GraphQLSchema,
): (request: IncomingMessage) => Promise<Answer> {
  const model = buildModel(content);
  const store = createStore(model, content);
  const schema = fullSchema(told);
  const rules = readRules(content);
  const callerOf = (role: Role): Caller => ({
    scope: { model, store, rules, role },
    graphql: createEndpoint(schemaFor(schema, model, role), { model, store, rules, role }),
  });
  const service = callerOf(serviceRole(model));
  const everyone = callerOf(publicRole(content));

  return async (request) => {
    const url = new URL(request.url ?? '/', 'http://directus');
    const token = tokenOf(request, url);
    if (url.pathname === '/server/ping') return PONG;
    const caller = isService(token, serviceToken) ? service : everyone;
    if (url.pathname === '/graphql') return json(await caller.graphql(await readRequest(request, url)));
    if (url.pathname === '/server/info') return json({ data: infoFor(caller.scope.role) });
    if (url.pathname.startsWith('/items/') && request.method !== 'GET') {
      return written(writeItems(caller.scope, await readItemsRequest(request, url)));
    }
    const [, id, filename] = /^\/assets\/([^/]+)(?:\/([^/]*))?$/.exec(url.pathname) ?? [];
    if (id === undefined) throw routeNotFound(url.pathname);
    const accept = request.headers.accept ?? '';
    return serveAsset(content.files, { role: caller.scope.role, id, filename, parameters: url.searchParams, accept });
  };
}

/** What was written; nothing of what was deleted. */
function written(data: unknown): Answer {
  return data === undefined ? { status: 204, headers: {}, body: '' } : json({ data });
}

/** What Directus says of itself: to the public, only what it is called. */
function infoFor({ isPublic }: Role) {
  return { project: { project_name: 'Directus' }, ...(!isPublic && { version: '11.17.4' }) };
}
