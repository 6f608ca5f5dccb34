import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { Client } from 'undici';
import { freePort } from '../test/ports.ts';
import type { Contestant, ViewRequest } from './contestants/contestant.ts';
import { HOOK_ARGS } from './inside/ask.ts';
import { post, type Question } from './load.ts';
import { PEERS } from './peers.ts';
import { CORES, type Running, start } from './process.ts';
import type { Upstreams } from './upstreams/run.ts';
import { PAGE } from './world.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** How long a contestant may take to begin to answer, in milliseconds. */
const START_MS = 60_000;
const POLL_MS = 100;

/** How many requests are checked at the same time. */
const CHECKERS = 8;

/** A contestant that runs and whose answers have been seen to be right. */
export interface Entrant {
  readonly contestant: Contestant;
  readonly running: Running;
  readonly url: string;
  readonly questions: readonly Question[];
}

export interface EnterOptions {
  /** How many offsets it is asked for. */
  readonly offsets: number;
  /** Whether it can be asked from outside: see inside/. It must be a program of Node's. */
  readonly hooked?: boolean;
}

/**
 * Starts a contestant on its core and asks it for every offset once.
 * @throws Error for the first answer that is not the data's
 */
export async function enter(
  contestant: Contestant,
  upstreams: Upstreams,
  { offsets, hooked = false }: EnterOptions,
): Promise<Entrant> {
  const work = await mkdtemp(join(tmpdir(), 'chronos-bench-'));
  const leave = [() => rm(work, { recursive: true, force: true })];
  const stop = async () => {
    for (const each of leave.toReversed()) await each();
  };
  try {
    const port = await freePort();
    const { urls, firstOffset } = upstreams;
    const { command, env = {}, cwd = ROOT } = await contestant.start({ port, urls, peers: PEERS, work });
    const [program, ...args] = command;
    const running = start([program, ...(hooked ? HOOK_ARGS : []), ...args], {
      core: CORES.contestant,
      cwd,
      env,
      ipc: hooked,
    });
    leave.push(() => running.stop());
    const url = `http://127.0.0.1:${port}`;
    const first = contestant.request({ limit: PAGE, offset: firstOffset });
    await untilItAnswers(contestant.name, running, url, first);
    const questions = await viewQuestions(contestant, url, upstreams, offsets);
    return { contestant, running: { ...running, stop }, url, questions };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Asks a program that was just started until it answers.
 * @throws Error where it ends before, or takes more than a minute
 */
export async function untilItAnswers(
  name: string,
  { child }: Pick<Running, 'child'>,
  url: string,
  request: ViewRequest,
): Promise<void> {
  const end = performance.now() + START_MS;
  let last: unknown;
  const runs = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  while (performance.now() < end && runs()) {
    const client = new Client(url);
    try {
      const { status, text } = await post(client, request);
      if (status === 200) return;
      last = text;
    } catch (error) {
      last = error;
    } finally {
      await client.destroy();
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`${name} does not answer: ${String(last)}`);
}

/**
 * Asks each of some requests once, several at a time, and keeps the answers.
 * @param check throws for an answer that is not right
 */
export async function questionsOf(
  url: string,
  requests: readonly ViewRequest[],
  check: (answer: unknown, index: number) => void,
): Promise<readonly Question[]> {
  const questions: Question[] = [];
  const left = requests.entries();
  const ask = async (client: Client) => {
    for (const [index, request] of left) {
      const { status, text } = await post(client, request);
      if (status !== 200) throw new Error(`HTTP ${status} to ${request.body}: ${text.slice(0, 2_000)}`);
      check(JSON.parse(text), index);
      questions[index] = { request, answer: text };
    }
  };
  const clients = Array.from({ length: CHECKERS }, () => new Client(url));
  try {
    await Promise.all(clients.map(ask));
    return questions;
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
}

/** A question for every offset, each answer compared with the data. */
function viewQuestions(contestant: Contestant, url: string, { firstOffset, items }: Upstreams, offsets: number) {
  const requests = Array.from({ length: offsets }, (_, index) =>
    contestant.request({ limit: PAGE, offset: firstOffset + index }),
  );
  return questionsOf(url, requests, (answer, index) => {
    if (isDeepStrictEqual(contestant.items(answer), items.slice(index, index + PAGE))) return;
    throw new Error(`${contestant.name} answers offset ${index} wrongly: ${JSON.stringify(answer).slice(0, 2_000)}`);
  });
}
