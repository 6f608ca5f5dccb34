import type { ExecutionResult } from 'graphql';
import type { ClientAbort } from '../../subgraphs/upstream.ts';
import type { Served } from '../cache/index.ts';
import type { Identity } from '../identity/index.ts';
import type { Allowance } from '../limits/allowance.ts';
import type { Spending } from '../limits/rates.ts';
import type { AnswerStream } from '../subscriptions/running.ts';

/** What a client asks for, as GraphQL over HTTP names it. */
export interface Parameters {
  readonly query: string | undefined;
  /** SHA-256 of the document, in hexadecimal digits: see `documentHash`. */
  readonly hash: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

/** The types of content that an operation is answered with. */
export type MediaType =
  | 'application/json'
  | 'application/graphql-response+json'
  | 'text/event-stream'
  | 'multipart/mixed';

/**
 * One operation on its way to its answer, whatever protocol it came by: what came, which a decoder knows, and what the steps of
 * the pipeline found out.
 */
export abstract class Exchange {
  /** `socket`: by a WebSocket, which was checked when it was opened; its answer is a frame. */
  abstract readonly protocol: 'http' | 'socket';
  /** Of the request over HTTP; POST for a socket. */
  abstract readonly method: string;
  abstract readonly headers: Pick<Headers, 'get' | 'has'>;
  /** The network address of the peer; undefined where it is not known, as in tests. */
  abstract readonly remoteAddress: string | undefined;
  /** Aborts when the client leaves. */
  abstract readonly signal: ClientAbort;

  /** What is answered with. */
  mediaType: MediaType = 'application/json';
  /** Undefined until the sender is known. */
  identity: Identity | undefined = undefined;
  /** The allowances of the sender that were used. */
  readonly spent: Allowance[] = [];
  /** Whether the document was requested by the hash of a trusted one. */
  isTrusted = false;
  /** How long the answer may be cached, where the gateway caches it itself. */
  lifetime: Served['lifetime'] = undefined;

  /**
   * Reads what is asked. Called once, when the sender is admitted.
   * @throws GraphQLError BAD_REQUEST, with an HTTP status
   */
  abstract read(): Parameters | Promise<Parameters>;

  /** Reports that its answer is a stream: it is no request in flight any more. */
  abstract lasts(): void;

  /** Ends the connection of a client that does not read, whatever is on its way there. */
  abstract breakOff(): void;

  /**
   * Notes an allowance for the headers of the answer, in the place of what was noted of it before.
   * @throws GraphQLError the spending's refusal, where it has one
   */
  spend({ allowance, refusal }: Spending): void {
    const before = this.spent.findIndex(({ name }) => name === allowance.name);
    this.spent.splice(before < 0 ? this.spent.length : before, 1, allowance);
    if (refusal) throw refusal;
  }
}

/** What an operation comes to: one result, or a stream of them. */
export type Outcome =
  | {
      /** As the client may see it. */
      readonly result: ExecutionResult;
      /** Its JSON as bytes, where that is known: it has data then, which need not be read. */
      readonly json?: Buffer<ArrayBuffer> | undefined;
      readonly stream?: never;
      readonly ended?: never;
    }
  | {
      readonly stream: AnswerStream;
      /** Of a result that comes by parts: all of it, when the last part is known. Never rejects. */
      readonly ended?: Promise<ExecutionResult> | undefined;
      readonly result?: never;
      readonly json?: never;
    };

/** The answer to an operation, before it is written for its protocol. */
export type Answer = Outcome & { readonly status: number; readonly headers: Readonly<Record<string, string>> };

/** Answers an operation. Never rejects: an error is an answer. */
export type AnswerExchange = (exchange: Exchange) => Promise<Answer>;
