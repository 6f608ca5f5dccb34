import { setImmediate } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import { encode, type Message, takeMessages } from './messages.ts';

/** The role that a connection's statements run as: the owner's, or that of a gateway, which only reads. */
export type Role = 'owner' | 'gateway';

const SWITCHES: Readonly<Record<Role, string>> = {
  owner: 'RESET ROLE; SET default_transaction_read_only = off',
  gateway: 'SET ROLE chronos_gateway; SET default_transaction_read_only = on',
};

/** What a group of messages is answered with, and whether the session is then free for another connection. */
export type Answer = { bytes: Buffer; free: boolean };

const lostException = encode(
  'E',
  'SERROR\0VERROR\0CXX000\0MThe embedded PostGIS gave up on this statement without saying why: is the geometry valid?\0\0',
);

/** What an exception leaves changed in PGlite's program: its stack pointer, and addresses of frames that the exception left. */
interface Program {
  readonly HEAP32: Int32Array;
  readonly ___stack_pointer: WebAssembly.Global<'i32'>;
  /** The address of PostgreSQL's list of functions that each error calls to describe where it happened. */
  readonly _error_context_stack: number;
}

/**
 * PGlite's one session, which connections use by turns. Three faults of PGlite are put right here. It follows the error of
 * an extended query with a ReadyForQuery of its own, which would hand each later answer to the wrong query. It loses
 * an exception inside PostGIS: the statement ends without an outcome, which a client takes for success without rows. And
 * no error gives back its part of the stack: after some 1,900 failed statements, each further one exceeds the stack's depth.
 */
export class Session {
  readonly #db: PGlite;
  #role: Role = 'owner';
  #turns: Promise<void> = Promise.resolve();
  #opening: Promise<Buffer> | undefined;
  /** After an error the server skips what comes until the next Sync. */
  #skipping = false;

  constructor(db: PGlite) {
    this.#db = db;
  }

  /** Resolves when the session is the caller's alone, in its role, to what ends that. */
  async takeTurn(role: Role): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#turns;
    this.#turns = promise;
    await before;
    // PGlite blocks the process: between two turns, connections are opened.
    await setImmediate();
    if (role !== this.#role) {
      this.#role = role;
      await this.#execute(encode('Q', `${SWITCHES[role]}\0`));
    }
    return resolve;
  }

  /**
   * Answers the opening of a connection: the first one as PGlite does, and each further one with the same, at once. As with
   * PostgreSQL, no connection waits for the statements of others before it is open: clients wait a few seconds for it.
   */
  open(opening: Message): Promise<Buffer> {
    this.#opening ??= this.#open(opening);
    return this.#opening;
  }

  async #open(opening: Message): Promise<Buffer> {
    const endTurn = await this.takeTurn(this.#role);
    const { bytes } = await this.answer([opening]).finally(endTurn);
    return bytes;
  }

  /** Answers messages of which the last wants an answer: a Query, a Sync, or a Flush. */
  async answer(group: readonly Message[]): Promise<Answer> {
    const replies = await this.#execute(Buffer.concat(group.map(({ bytes }) => bytes)));
    const spoken = replies.filter(({ type }) => type !== 'Z').map(({ bytes }) => bytes);
    const failed = replies.some(({ type }) => type === 'E');
    if (group.at(-1)?.type === 'H') {
      this.#skipping ||= failed;
      return { bytes: Buffer.concat(spoken), free: false };
    }

    const lost = !failed && !this.#skipping && lacksOutcome(group, replies);
    this.#skipping = false;
    if (lost) {
      await this.abandon();
      return { bytes: Buffer.concat([lostException, encode('Z', 'I')]), free: true };
    }
    const status = replies.findLast(({ type }) => type === 'Z')?.bytes.toString('latin1', 5) ?? 'I';
    return { bytes: Buffer.concat([...spoken, encode('Z', status)]), free: status === 'I' };
  }

  /** Ends whatever a connection has left open: an extended query without its Sync, a transaction. */
  async abandon(): Promise<void> {
    this.#skipping = false;
    await this.#execute(Buffer.concat([encode('S'), encode('Q', 'ROLLBACK\0')]));
  }

  async #execute(bytes: Buffer): Promise<Message[]> {
    const chunks: Uint8Array[] = [];
    await this.#db.waitReady;
    const program = this.#db.Module as unknown as Program;
    const stackPointer = program.___stack_pointer.value;
    try {
      await this.#db.execProtocolRawStream(bytes, { onRawData: (chunk) => chunks.push(chunk.slice()) });
    } finally {
      program.___stack_pointer.value = stackPointer;
      program.HEAP32[program._error_context_stack / 4] = 0;
    }
    return takeMessages(Buffer.concat(chunks)).messages;
  }
}

/**
 * Whether a Query has neither CommandComplete nor EmptyQueryResponse, or a Bind no BindComplete: what is left of a lost
 * exception, which takes with it the replies that had not been sent yet.
 */
function lacksOutcome(group: readonly Message[], replies: readonly Message[]): boolean {
  const count = (messages: readonly Message[], type: string) =>
    messages.filter((message) => message.type === type).length;
  if (count(group, 'Q') > 0) return count(replies, 'C') + count(replies, 'I') === 0;
  return count(group, 'B') > count(replies, '2');
}
