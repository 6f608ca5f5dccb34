import type { ExecutionResult } from 'graphql';
import type { ClientAbort } from '../../subgraphs/contract/upstream.ts';
import type { Served } from '../cache/index.ts';
import type { SubscriptionEvent } from '../events/index.ts';
import type { Identity } from '../identity/index.ts';
import type { Allowance } from '../limits/allowance.ts';
import type { Spending } from '../limits/rates.ts';
import type { AnswerStream } from '../subscriptions/running.ts';

/** The parameters of a request, by the names of GraphQL over HTTP. */
export interface Parameters {
  readonly query: string | undefined;
  /** SHA-256 of the document, in hexadecimal digits: see `documentHash`. */
  readonly hash: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

/** The content types of answers to operations. */
export type MediaType =
  | 'application/json'
  | 'application/graphql-response+json'
  | 'text/event-stream'
  | 'multipart/mixed';

/** The request of an operation, which a decoder makes from any protocol. */
export interface ExchangeRequest {
  /** `socket`: a WebSocket, which was checked when it was opened; its answer is a frame. */
  readonly protocol: 'http' | 'socket';
  /** The HTTP method; POST for a socket. */
  readonly method: string;
  readonly headers: Pick<Headers, 'get' | 'has'>;
  /** The network address of the peer; undefined where it is unknown, as in tests. */
  readonly remoteAddress: string | undefined;
  /** Aborts when the client leaves. */
  readonly signal: ClientAbort;
  /** The event that a subscription answers, and the caller whose quota the subscription uses. */
  readonly event?: { readonly happened: SubscriptionEvent; readonly caller: string };
  /**
   * Reads the parameters. Called once, when the sender is admitted.
   * @throws GraphQLError BAD_REQUEST, with an HTTP status
   */
  read(): Parameters | Promise<Parameters>;
  /** Reports that its answer is a stream, so that it no longer counts as a request in flight. */
  lasts?(): void;
  /** Ends the connection of a client that does not read, and drops unsent data. */
  breakOff?(): void;
}

/** One operation from request to answer, for any protocol: its request, and the results of the pipeline's steps. */
export class Exchange {
  readonly request: ExchangeRequest;
  /** The content type of the answer. */
  mediaType: MediaType = 'application/json';
  /** Undefined until the sender is known. */
  identity: Identity | undefined = undefined;
  /** The allowances of the sender that were used. */
  readonly spent: Allowance[] = [];
  /** Whether the document was requested by the hash of a trusted one. */
  isTrusted = false;
  /** The TTL and age of the answer, where the gateway caches it. */
  lifetime: Served['lifetime'] = undefined;

  constructor(request: ExchangeRequest) {
    this.request = request;
  }

  /**
   * Records an allowance for the headers of the answer; it replaces an earlier record of the same allowance.
   * @throws GraphQLError the spending's refusal, where it has one
   */
  spend({ allowance, refusal }: Spending): void {
    const before = this.spent.findIndex(({ name }) => name === allowance.name);
    this.spent.splice(before < 0 ? this.spent.length : before, 1, allowance);
    if (refusal) throw refusal;
  }
}

/** The outcome of an operation: one result, or a stream of results. */
export type Outcome =
  | {
      /** The result with masked errors. */
      readonly result: ExecutionResult;
      /** Its JSON as bytes, where it is available: the result then has data, which need not be read. */
      readonly json?: Buffer<ArrayBuffer> | undefined;
      readonly stream?: never;
      readonly ended?: never;
    }
  | {
      readonly stream: AnswerStream;
      /** The whole result of an answer in parts, when the last part is ready. Never rejects. */
      readonly ended?: Promise<ExecutionResult> | undefined;
      readonly result?: never;
      readonly json?: never;
    };

/** The answer to an operation, before it is written for its protocol. */
export type Answer = Outcome & { readonly status: number; readonly headers: Readonly<Record<string, string>> };

/** Answers an operation. Never rejects: an error is an answer. */
export type AnswerExchange = (exchange: Exchange) => Promise<Answer>;
