import { Pool } from 'undici';
import { post } from '../load.ts';
import type { Answered } from './judge.ts';
import type { SoakQuestion } from './questions.ts';

export interface DriveOptions {
  readonly url: string;
  /** Asked in turn. */
  readonly questions: readonly SoakQuestion[];
  /** Requests per second, however fast they are answered. */
  readonly rate: number;
  readonly ms: number;
  /** Ends the time earlier. */
  readonly signal?: AbortSignal;
  /** Told of every answer, and when it was asked for and came, by `performance.now()`. */
  readonly onAnswer: (question: SoakQuestion, answer: Answered, sent: number, came: number) => void;
  /** Told of every request that got none. */
  readonly onBroken: (error: unknown) => void;
}

/** What was asked, and what was not because too much was under way already: the machine was not up to the rate. */
export interface Driven {
  readonly sent: number;
  readonly leftOut: number;
}

const CONNECTIONS = 64;

/** Well before the gateway closes a connection on which nothing is asked: it could do so as one is sent. */
const IDLE_MS = 1_000;

/** So many requests may be under way: fewer than a gateway takes in before it turns others away. */
const MOST_IN_FLIGHT = 512;

/** How often it is seen what is due, in milliseconds. */
const TICK_MS = 5;

/** Asks at a fixed rate for a time, and waits for the last answer. */
export async function drive({ url, questions, rate, ms, signal, onAnswer, onBroken }: DriveOptions): Promise<Driven> {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1, keepAliveTimeout: IDLE_MS });
  const inFlight = new Set<Promise<void>>();
  const start = performance.now();
  let sent = 0;
  let leftOut = 0;

  async function ask(question: SoakQuestion): Promise<void> {
    const asked = performance.now();
    try {
      const answer = await post(pool, question.request);
      onAnswer(question, answer, asked, performance.now());
    } catch (error) {
      onBroken(error);
    }
  }

  try {
    for (let now = start; now < start + ms && !signal?.aborted; now = performance.now()) {
      const due = Math.floor(((now - start) * rate) / 1_000);
      while (sent + leftOut < due) {
        const question = questions[sent % questions.length];
        if (!question || inFlight.size >= MOST_IN_FLIGHT) {
          leftOut += 1;
          continue;
        }
        sent += 1;
        const asking = ask(question).finally(() => inFlight.delete(asking));
        inFlight.add(asking);
      }
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    }
    await Promise.all(inFlight);
    return { sent, leftOut };
  } finally {
    await pool.destroy();
  }
}
