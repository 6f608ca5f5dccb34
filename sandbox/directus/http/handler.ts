import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type GraphQLSchema, printSchema } from 'graphql';
import type { Content } from '../../../content-model/index.ts';
import { createDerived, createNumbering } from '../../../subgraphs/common/memo.ts';
import { buildModel } from '../data/model.ts';
import type { Mutations } from '../data/mutations.ts';
import { type DirectusUser, publicRole, type Role, serviceRole, userRole } from '../data/roles.ts';
import { createStore } from '../data/store.ts';
import { routeNotFound } from '../errors.ts';
import { createEndpoint, type Endpoint } from '../graphql/endpoint.ts';
import { fullSchema, schemaFor } from '../graphql/schema.ts';
import { systemSchema } from '../graphql/system.ts';
import { type WritingScope, writeItems } from '../write/items.ts';
import { readRules } from '../write/rules.ts';
import { type Answer, json } from './answer.ts';
import { serveAsset } from './assets.ts';
import { describeColumns } from './columns.ts';
import { tokenOf, whoseIs } from './credentials.ts';
import { readItemsRequest, readRequest } from './request.ts';
import type { Subscriber } from './subscriptions.ts';

const PONG: Answer = { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: 'pong' };

interface Caller {
  readonly scope: WritingScope;
  readonly schema: GraphQLSchema;
  readonly graphql: Endpoint;
  readonly system: Endpoint;
}

/** What answers. */
export interface Handler {
  /** It rejects with what is to be answered as an error. */
  answer(request: IncomingMessage): Promise<Answer>;
  /** @throws DirectusError for a token that nobody has */
  subscriberOf(token: string | null): Subscriber;
  readonly mutations: Mutations;
}

/** Who asks, and what the content looks like to them. */
export interface HandlerOptions {
  /** The gateway's, which reads everything. */
  readonly token: string;
  readonly users: readonly DirectusUser[];
  /** "11.17.4". */
  readonly version: string;
  /** The schema of the content, as Directus reports it: of the project's own unless given. */
  readonly schema: GraphQLSchema | undefined;
}

/** Schemas as roles see them, and their texts: stand-ins with the same content and roles share them. */
const schemas = createDerived<GraphQLSchema, GraphQLSchema>();
const texts = createDerived<GraphQLSchema, string>();
const numberOf = createNumbering();

const keyOf = ({ permissions, writes }: Role) => JSON.stringify([[...permissions.values()], [...writes]]);

/** Makes what answers requests: routes, and who asks. */
export function createHandler(content: Content, { token, users, version, schema: told }: HandlerOptions): Handler {
  const model = buildModel(content);
  const store = createStore(model, content);
  const schema = fullSchema(told);
  const rules = readRules(content);
  const mutations: Mutations = new EventEmitter();
  mutations.setMaxListeners(0);
  const makeCaller = (role: Role): Caller => {
    const scope = { model, store, rules, mutations, role };
    const seen = schemas.derive(schema, () => schemaFor(schema, model, role), `${numberOf(content)} ${keyOf(role)}`);
    return {
      scope,
      schema: seen,
      graphql: createEndpoint(seen, scope),
      system: createEndpoint(systemSchema(role), scope),
    };
  };
  const roles = new Map([[token, serviceRole(model)], ...users.map((user) => [user.token, userRole(user)] as const)]);
  const everyone = publicRole(content);
  const callers = createDerived<Role, Caller>();

  /** Makes a role's schema when the role first asks: most gateways ask as one role alone. */
  function callerBy(presented: string | null): Caller {
    const role = whoseIs(presented, roles, everyone);
    return callers.derive(role, () => makeCaller(role));
  }

  async function answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? '/', 'http://directus');
    const token = tokenOf(request, url);
    if (url.pathname === '/server/ping') return PONG;
    const caller = callerBy(token);
    if (url.pathname === '/graphql') return json(await caller.graphql(await readRequest(request, url)));
    if (url.pathname === '/graphql/system') return json(await caller.system(await readRequest(request, url)));
    if (url.pathname === '/server/specs/graphql') return specification(caller.schema);
    if (url.pathname === '/server/specs/oas') return json(describeColumns(model, rules, caller.scope.role));
    if (url.pathname === '/server/info') return json({ data: infoFor(caller.scope.role, version) });
    if (url.pathname.startsWith('/items/') && request.method !== 'GET') {
      return written(writeItems(caller.scope, await readItemsRequest(request, url)));
    }
    const [, id, filename] = /^\/assets\/([^/]+)(?:\/([^/]*))?$/.exec(url.pathname) ?? [];
    if (id === undefined) throw routeNotFound(url.pathname);
    const accept = request.headers.accept ?? '';
    return serveAsset(content.files, { role: caller.scope.role, id, filename, parameters: url.searchParams, accept });
  }

  return { answer, subscriberOf: callerBy, mutations };
}

/** What was written; nothing of what was deleted. */
function written(data: unknown): Answer {
  return data === undefined ? { status: 204, headers: {}, body: '' } : json({ data });
}

/** A role's schema as a file. */
function specification(schema: GraphQLSchema): Answer {
  const name = `Directus_${new Date().toISOString().slice(0, 10)}.graphql`;
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
    },
    body: texts.derive(schema, () => printSchema(schema)),
  };
}

/** What Directus says of itself: to the public, only what it is called. */
function infoFor({ isPublic }: Role, version: string) {
  return { project: { project_name: 'Directus' }, ...(!isPublic && { version }) };
}
