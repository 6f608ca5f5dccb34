import { Client, type Dispatcher } from 'undici';
import type { ViewRequest } from './contestants/contestant.ts';

/** A request, and the text that has been seen to be its right answer. */
export interface Question {
  readonly request: ViewRequest;
  readonly answer: string;
}

export interface LoadOptions {
  /** `http://127.0.0.1:41234`. */
  readonly url: string;
  /** Asked in turn, by all connections together. */
  readonly questions: readonly Question[];
  readonly connections: number;
  readonly ms: number;
}

/** What came of a time under load. */
export interface Load {
  readonly requests: number;
  /** Wall time in milliseconds. */
  readonly ms: number;
  /** Of each request, in milliseconds, sorted. */
  readonly latencies: Float64Array;
}

/**
 * Asks for a time, each connection one request after the other.
 * @throws Error for the first answer that is another than the one seen before
 */
export async function load({ url, questions, connections, ms }: LoadOptions): Promise<Load> {
  const clients = Array.from({ length: connections }, () => new Client(url, { pipelining: 1 }));
  const latencies: number[] = [];
  let next = 0;

  async function keepAsking(client: Client, until: number): Promise<void> {
    for (let now = performance.now(); now < until; ) {
      const question = questions[next++ % questions.length];
      if (!question) throw new Error('There is nothing to ask.');
      const { status, text } = await post(client, question.request);
      if (status !== 200 || text !== question.answer) throw new Error(`HTTP ${status}, not as before: ${text}`);
      const end = performance.now();
      latencies.push(end - now);
      now = end;
    }
  }

  try {
    const start = performance.now();
    await Promise.all(clients.map((client) => keepAsking(client, start + ms)));
    const took = performance.now() - start;
    return { requests: latencies.length, ms: took, latencies: Float64Array.from(latencies).sort() };
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
}

/** Sends one request on a connection, or on one of several. */
export async function post(client: Dispatcher, { path, headers, body }: ViewRequest) {
  const answer = await client.request({ method: 'POST', path, headers, body });
  return { status: answer.statusCode, text: await answer.body.text() };
}

/** The value below which a part of sorted values lies, 0 to 1. */
export function percentile(sorted: Float64Array, part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
