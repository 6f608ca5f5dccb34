import { Pool } from 'undici';
import type { UpstreamHealth } from '../upstream.ts';
import { jsonOf, type TransportAnswer } from './answer.ts';
import { createAttempts, PERSISTENCE, type Persistence } from './attempts.ts';
import type { Ending } from './ending.ts';
import { exchange, type RawAnswer, type Sent } from './exchange.ts';
import { Fault, UNJUDGED, unreachable } from './fault.ts';
import { createFlights, type Patience, type Question } from './flights.ts';
import type { OnEnd } from './observed.ts';
import { Reply, type ReplyTerms } from './reply.ts';
import type { Stop } from './stop.ts';

/** HTTP to one upstream: kept-alive connections, deadlines, retries of reads, a circuit breaker, errors that say what happened. */
export interface Transport {
  /**
   * POSTs a question that changes nothing, and reads JSON, whatever the status. It may be sent again when it fails, and one
   * that is on its way already is not sent twice: each of those who ask gets an answer of its own to do with as it likes.
   * @param body JSON, as text
   * @param onEnd told how it ended, before whoever asked is
   * @throws GraphQLError UPSTREAM_UNREACHABLE, UPSTREAM_TIMEOUT, UPSTREAM_OVERLOADED, UPSTREAM_RATE_LIMITED (these with
   *   `retryAfterSeconds` where that is known), UPSTREAM_FAILED (the answer is no JSON) or REQUEST_CANCELLED
   */
  read(path: string, body: string, headers?: Headers, patience?: Patience, onEnd?: OnEnd): Promise<TransportAnswer>;
  /** GETs what is no JSON in the same way: the body is its text. @throws GraphQLError as `read` does */
  readText(path: string, headers?: Headers, patience?: Patience, onEnd?: OnEnd): Promise<TransportAnswer>;
  /**
   * Sends what may change something: once, whatever becomes of it. Without a body it is undefined, and so is that of an
   * answer without one.
   * @throws GraphQLError as `read` does
   */
  write(
    method: Method,
    path: string,
    body: unknown,
    headers?: Headers,
    patience?: Patience,
    onEnd?: OnEnd,
  ): Promise<TransportAnswer>;
  /** How it is doing, for metrics. */
  health(): UpstreamHealth;
  close(): Promise<void>;
}

export type Method = Exclude<Sent['method'], 'GET'>;

/** Of these, `authorization` says who asks. No other may change an answer: by it alone, equal questions are told apart. */
export type Headers = Readonly<Record<string, string>>;

export type { TransportAnswer };

/** What suits an upstream; the defaults suit most. */
export interface TransportTuning extends Persistence {
  /** Requests under way at most, each on a connection of its own (64). */
  readonly connections: number;
  /** Requests that may wait for a connection (1,024): one more is refused with UPSTREAM_OVERLOADED. */
  readonly maxWaiting: number;
  /** The most bytes an answer may have (64 MiB). */
  readonly maxAnswerBytes: number;
}

export interface TransportOptions {
  /** The upstream's name in the graph: `extensions.upstream` of its errors. */
  readonly name: string;
  /** What a person calls it, in messages. */
  readonly label: string;
  /** Origin and base path: `http://127.0.0.1:8055`. */
  readonly url: string;
  /** How long one request may take in all, in milliseconds: waiting for a connection and retries included. */
  readonly timeoutMs?: number | undefined;
  readonly tuning?: Partial<TransportTuning> | undefined;
}

const TUNING: TransportTuning = {
  connections: 64,
  maxWaiting: 1024,
  maxAnswerBytes: 64 * 1024 * 1024,
  ...PERSISTENCE,
};

/** A server that takes longer to accept a connection is not going to. */
const CONNECT_TIMEOUT_MS = 3000;

/** Opens a transport. Nothing is connected before the first request. */
export function createTransport({ name, label, url, timeoutMs = 10_000, tuning = {} }: TransportOptions): Transport {
  const { connections, maxWaiting, maxAnswerBytes, ...persistence } = { ...TUNING, ...tuning };
  const { origin, pathname } = new URL(url);
  const base = pathname.replace(/\/+$/, '');
  const pool = new Pool(origin, {
    connections,
    // No request is sent ahead on a connection whose answer is awaited: one slow query would hold up others behind it, and
    // what breaks the connection would cost them all. For the same reasons no HTTP/2, by which all share one connection.
    pipelining: 1,
    allowH2: false,
    connect: { timeout: Math.min(timeoutMs, CONNECT_TIMEOUT_MS) },
    // Each request has a deadline for all of it.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const attempts = createAttempts({
    ...persistence,
    judge: (error) => (error instanceof Fault ? error : UNJUDGED),
    refusal(last, retryAfterMs) {
      const { code, message, cause } = last instanceof Fault ? last : unreachable(label, last);
      return new Fault(code, message, { retryAfterMs, cause });
    },
  });
  const flights = createFlights<RawAnswer>(label, timeoutMs);
  let sending = 0;
  let sentCount = 0;
  let refused = 0;
  const onDone = () => {
    sending -= 1;
  };

  function send(sent: Sent, stop: Stop, retries: number, ending: Ending<RawAnswer>): void {
    if (sending >= connections + maxWaiting) {
      refused += 1;
      const message = `Too many requests wait for ${label} already.`;
      ending.failed(new Fault('UPSTREAM_OVERLOADED', message, { retryAfterMs: 1000 }));
      return;
    }
    sending += 1;
    sentCount += 1;
    exchange(pool, sent, stop, { label, maxAnswerBytes, retries }, ending, onDone);
  }

  function ask(sent: Sent, question: Question | undefined, terms: ReplyTerms, patience: Patience, onEnd?: OnEnd) {
    return new Promise<TransportAnswer>((resolve, reject) => {
      const flight = flights.wait(question, patience, new Reply(terms, onEnd, resolve, reject));
      if (!flight) return;
      attempts.makeFor(flight, question !== undefined, (stop, retries, ending) => send(sent, stop, retries, ending));
    });
  }

  const json: ReplyTerms = { upstream: name, bodyOf: (raw) => jsonOf(raw, label) };
  const text: ReplyTerms = { upstream: name, bodyOf: (raw) => raw.text };

  return {
    read(path, body, headers = {}, patience = {}, onEnd) {
      const question = { path, authorization: headers.authorization, text: body };
      return ask(sentOf('POST', base + path, headers, body), question, json, patience, onEnd);
    },
    readText(path, headers = {}, patience = {}, onEnd) {
      const question = { path: `GET ${path}`, authorization: headers.authorization, text: '' };
      return ask(sentOf('GET', base + path, headers, null), question, text, patience, onEnd);
    },
    async write(method, path, body, headers = {}, patience = {}, onEnd) {
      const content = body === undefined ? null : JSON.stringify(body);
      try {
        return await ask(sentOf(method, base + path, headers, content), undefined, json, patience, onEnd);
      } finally {
        flights.forget();
      }
    },
    health() {
      const { circuit, retries, refused: refusedByCircuit } = attempts.health;
      const active = Math.min(sending, connections);
      return {
        circuit,
        active,
        waiting: sending - active,
        sent: sentCount,
        retries,
        shared: flights.shared,
        refused: refused + refusedByCircuit,
      };
    },
    close: () => pool.destroy(),
  };
}

function sentOf(method: Sent['method'], path: string, headers: Headers, body: string | null): Sent {
  return {
    method,
    path,
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body,
  };
}
