/**
 * PostgreSQL's wire protocol in front of PGlite, for any client that speaks it: many connections, one session.
 *
 * `@electric-sql/pglite-socket` 0.2.17 does not replace this file. It queues single messages, so that a Parse of one connection
 * can come between the Parse and the Bind of another: of 60 unnamed statements over 10 connections, a third of them failing, 31
 * were answered wrongly (PGlite 0.5.14). Over PGlite 0.5.8, the newest that PostGIS is built for, wire.test.ts fails 3 of 7 tests
 * with it: answers go to the wrong statements, and exceptions that PostGIS loses are empty results.
 */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { type Message, takeMessages, takeOpening, userOf } from './messages.ts';
import { type Role, Session } from './session.ts';

export type Wire = {
  port: number;
  /** Cuts the connections off, once the statement that runs is done. */
  close(): Promise<void>;
};

/** SSLRequest and GSSENCRequest: 'N' declines. */
const encryptionRequests = new Set([80877103, 80877104]);
/** CancelRequest has a connection of its own and wants no answer; a statement of PGlite can't be cancelled. */
const cancelRequest = 80877102;
/** What is answered, together with what came before it: Query, Sync and Flush. */
const wantsAnswer = new Set(['Q', 'S', 'H']);
const terminate = 'X';

/**
 * Listens on a port of the host; 0 takes a free one.
 * @param roleOf the role of a connection, by the name of its user; all are the owner's where it is left out
 */
export async function listen(
  db: PGlite,
  host: string,
  port: number,
  roleOf: (user: string) => Role = () => 'owner',
): Promise<Wire> {
  const session = new Session(db);
  const conversations = new Map<Socket, Promise<void>>();
  const server = createServer({ noDelay: true }, (socket) => {
    const conversation = converse(socket, session, roleOf)
      // The client has left, or learns from the closed connection that the database has failed.
      .catch(() => {})
      .finally(() => conversations.delete(socket));
    conversations.set(socket, conversation);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      for (const socket of conversations.keys()) socket.destroy();
      await Promise.all(conversations.values());
    },
  };
}

/** Answers one connection until it ends, taking a turn at the session for each statement or transaction. */
async function converse(socket: Socket, session: Session, roleOf: (user: string) => Role): Promise<void> {
  let group: Message[] = [];
  let role: Role = 'gateway';
  let endTurn: (() => void) | undefined;
  try {
    for await (const message of receive(socket)) {
      if (message.type === terminate) break;
      if (message.type === '') {
        role = roleOf(userOf(message));
        socket.write(await session.open(message));
        continue;
      }
      group.push(message);
      if (!wantsAnswer.has(message.type)) continue;
      endTurn ??= await session.takeTurn(role);
      const { bytes, free } = await session.answer(group);
      group = [];
      socket.write(bytes);
      if (!free) continue;
      endTurn();
      endTurn = undefined;
    }
  } finally {
    if (endTurn !== undefined) await session.abandon().finally(endTurn);
    socket.destroy();
  }
}

/** The messages that a connection brings, encryption declined. */
async function* receive(socket: Socket): AsyncGenerator<Message> {
  let rest: Buffer = Buffer.alloc(0);
  let opened = false;
  for await (const chunk of socket) {
    rest = Buffer.concat([rest, chunk]);
    while (!opened) {
      const opening = takeOpening(rest);
      if (opening === undefined) break;
      rest = opening.rest;
      if (opening.code === cancelRequest) return;
      if (encryptionRequests.has(opening.code)) {
        socket.write('N');
        continue;
      }
      opened = true;
      yield opening.message;
    }
    if (!opened) continue;
    const taken = takeMessages(rest);
    rest = taken.rest;
    yield* taken.messages;
  }
}
