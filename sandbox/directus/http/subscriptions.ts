import { on } from 'node:events';
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, type GraphQLResolveInfo, type GraphQLSchema, parse, subscribe } from 'graphql';
import { handleProtocols } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { collectionOf } from '../data/model.ts';
import type { Mutation } from '../data/mutations.ts';
import { present, type Row } from '../data/store.ts';
import { selectRows } from '../query/select.ts';
import type { WritingScope } from '../write/items.ts';
import { tokenOf } from './credentials.ts';

/** Who subscribes: what the role reads, and the schema that it has. */
export interface Subscriber {
  readonly scope: WritingScope;
  readonly schema: GraphQLSchema;
}

/**
 * Answers WebSockets at /graphql as Directus 11.17.4 does where WEBSOCKETS_GRAPHQL_AUTH is `public`: who presents a token as
 * the session's cookie is its user, or refused by HTTP 401; the token in `connection_init` is not looked at.
 * - Of a row that was made or changed only who may read it is told; of one that was deleted, everyone who reads its collection.
 * - What is written along with a row, in its relations, is told by Directus too; here it is not.
 * @param subscriberOf who presents a token. @throws DirectusError for one that nobody has
 */
export function serveSubscriptions(server: Server, subscriberOf: (token: string | null) => Subscriber): () => void {
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: (protocols) => handleProtocols(protocols) });
  const subscribers = new WeakMap<object, Subscriber>();
  useServer(
    {
      onSubscribe(context, _id, { query, variables, operationName }) {
        const subscriber = subscribers.get(context.extra.request);
        if (!subscriber) return [];
        const { schema, scope } = subscriber;
        return {
          schema,
          document: parse(query),
          contextValue: scope,
          variableValues: variables,
          operationName,
        } as ExecutionArgs;
      },
      subscribe: (args) => subscribe({ ...args, subscribeFieldResolver: mutationsOf }),
    },
    sockets,
  );
  server.on('upgrade', (request, socket: Duplex, head) => {
    const url = new URL(request.url ?? '/', 'http://directus');
    if (url.pathname !== '/graphql') return void socket.destroy();
    try {
      subscribers.set(request, subscriberOf(tokenOf(request, url)));
    } catch {
      return void socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => sockets.emit('connection', accepted, request));
  });
  return () => {
    for (const client of sockets.clients) client.terminate();
  };
}

type Args = { readonly event?: Mutation['event'] };

async function* mutationsOf(_root: unknown, { event: wanted }: Args, scope: WritingScope, info: GraphQLResolveInfo) {
  const name = info.fieldName.replace(/_mutated$/, '');
  for await (const [{ collection, event, keys }] of on(scope.mutations, 'mutation')) {
    if (collection !== name || (wanted !== undefined && wanted !== event)) continue;
    for (const key of keys) {
      const data = event === 'delete' ? null : visible(scope, name, key);
      if (data !== undefined) yield { [info.fieldName]: { key, event, data } };
    }
  }
}

function visible(scope: WritingScope, name: string, key: Row[string] | undefined): object | undefined {
  const collection = collectionOf(scope.model, name);
  const among = scope.store.find(name, collection.primaryKey, [key ?? null]);
  const [row] = selectRows(scope, collection, {}, among);
  if (!row) return undefined;
  return Object.fromEntries(
    [...collection.fields.values()]
      .filter(({ type }) => type !== 'alias')
      .map((field) => [field.name, present(field, row[field.name] ?? null)]),
  );
}
