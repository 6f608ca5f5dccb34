import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IntrospectionType } from 'graphql';

/** What stands before a Twenty whose schema changes, that goes away and that answers late, as a test says. */
export interface ChangingTwenty {
  /** Says where Twenty is. @returns where this is */
  standBefore(url: string): string;
  /** Has another schema from now on, and another version of it. */
  become(edit: Edit): void;
  /** Hangs up on whoever asks, or no longer. */
  setDown(isDown: boolean): void;
  /** Answers no more questions about records until what is returned is called. */
  hold(): () => void;
  /** Resolves once a question about records waits. */
  readonly asked: Promise<void>;
  close(): Promise<void>;
}

interface IntrospectionData {
  readonly __schema: { readonly types: readonly IntrospectionType[] };
}

type Edit = (types: readonly IntrospectionType[]) => readonly IntrospectionType[];

export const asItIs: Edit = (types) => types;

/** Without one field of one type. */
export function withoutField(type: string, field: string): Edit {
  return (types) =>
    types.map((each) =>
      each.kind === 'OBJECT' && each.name === type
        ? { ...each, fields: each.fields.filter(({ name }) => name !== field) }
        : each,
    );
}

/** Without any field of one type: no schema has such a type. */
export function withoutFields(type: string): Edit {
  return (types) =>
    types.map((each) => (each.kind === 'OBJECT' && each.name === type ? { ...each, fields: [] } : each));
}

/** Without the root fields that begin with a name: the records are there, but none can be asked for. */
export function withoutRoots(beginning: string): Edit {
  return (types) =>
    types.map((each) =>
      each.kind === 'OBJECT' && each.name === 'Query'
        ? { ...each, fields: each.fields.filter(({ name }) => !name.startsWith(beginning)) }
        : each,
    );
}

export async function startChangingTwenty(): Promise<ChangingTwenty> {
  let twenty = '';
  let edit = asItIs;
  let version = 1;
  let isDown = false;
  let held: Promise<void> | undefined;
  /** The stand-in's own: it never changes, and takes a while to tell. */
  let schema: Promise<{ data: IntrospectionData }> | undefined;
  const asked = Promise.withResolvers<void>();

  async function answer(request: IncomingMessage): Promise<unknown> {
    const body = await textOf(request);
    if (request.url === '/metadata') return { data: { currentWorkspace: { metadataVersion: version } } };
    // What Twenty says of itself, such as its version, is no question about records.
    if (request.method === 'GET') return (await fetch(`${twenty}${request.url}`)).json();
    const isAboutSchema = body.includes('__schema');
    if (held && !isAboutSchema) {
      asked.resolve();
      await held;
    }
    const { authorization = '' } = request.headers;
    const headers = { 'content-type': 'application/json', authorization };
    const send = async () => {
      const response = await fetch(`${twenty}/graphql`, { method: 'POST', headers, body });
      return JSON.parse(await response.text());
    };
    if (!isAboutSchema) return send();
    schema ??= send();
    const { types, ...roots } = (await schema).data.__schema;
    return { data: { __schema: { ...roots, types: edit(types) } } };
  }

  const server = createServer(async (request, response) => {
    if (isDown) return request.socket.destroy();
    const body = JSON.stringify(await answer(request));
    return response.setHeader('content-type', 'application/json').end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    standBefore(url) {
      twenty = url;
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    become(next) {
      edit = next;
      version += 1;
    },
    setDown(down) {
      isDown = down;
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return () => {
        held = undefined;
        resolve();
      };
    },
    asked: asked.promise,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
