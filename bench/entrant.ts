import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { Client } from 'undici';
import { freePort } from '../test/ports.ts';
import type { Contestant } from './contestants/contestant.ts';
import { post, type Question } from './load.ts';
import { PEERS } from './peers.ts';
import { CORES, type Running, start } from './process.ts';
import type { Upstreams } from './upstreams/run.ts';
import { PAGE } from './world.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** How long a contestant may take to begin to answer, in milliseconds. */
const START_MS = 60_000;
const POLL_MS = 100;

/** How many offsets are checked at the same time. */
const CHECKERS = 8;

/** A contestant that runs and whose answers have been seen to be right. */
export interface Entrant {
  readonly contestant: Contestant;
  readonly running: Running;
  readonly url: string;
  readonly questions: readonly Question[];
}

/**
 * Starts a contestant on its core and asks it for every offset once.
 * @throws Error for the first answer that is not the data's
 */
export async function enter(contestant: Contestant, upstreams: Upstreams, offsets: number): Promise<Entrant> {
  const port = await freePort();
  const work = await mkdtemp(join(tmpdir(), 'chronos-bench-'));
  const { command, env = {}, cwd = ROOT } = await contestant.start({ port, urls: upstreams.urls, peers: PEERS, work });
  const started = start(command, { core: CORES.contestant, cwd, env });
  const running: Running = {
    ...started,
    async stop() {
      await started.stop();
      await rm(work, { recursive: true, force: true });
    },
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilItAnswers(contestant, running, url, upstreams.firstOffset);
    return { contestant, running, url, questions: await checked(contestant, url, upstreams, offsets) };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

async function untilItAnswers(contestant: Contestant, { child }: Running, url: string, offset: number): Promise<void> {
  const end = performance.now() + START_MS;
  let last: unknown;
  while (performance.now() < end && child.exitCode === null && child.signalCode === null) {
    const client = new Client(url);
    try {
      const { status, text } = await post(client, contestant.request({ limit: PAGE, offset }));
      if (status === 200) return;
      last = text;
    } catch (error) {
      last = error;
    } finally {
      await client.destroy();
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`${contestant.name} does not answer: ${String(last)}`);
}

async function checked(contestant: Contestant, url: string, upstreams: Upstreams, offsets: number) {
  const questions: Question[] = [];
  let next = 0;
  async function check(client: Client): Promise<void> {
    while (next < offsets) {
      const index = next++;
      const request = contestant.request({ limit: PAGE, offset: upstreams.firstOffset + index });
      const { status, text } = await post(client, request);
      const items = status === 200 ? contestant.items(JSON.parse(text)) : undefined;
      if (!isDeepStrictEqual(items, upstreams.items.slice(index, index + PAGE))) {
        throw new Error(`${contestant.name} answers offset ${index} wrongly: HTTP ${status} ${text.slice(0, 2_000)}`);
      }
      questions[index] = { request, answer: text };
    }
  }
  const clients = Array.from({ length: CHECKERS }, () => new Client(url));
  try {
    await Promise.all(clients.map(check));
    return questions;
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
}
