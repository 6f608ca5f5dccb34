import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { vi } from 'vitest';

export interface Asked {
  readonly status: number;
  readonly ratelimit: string | undefined;
  readonly body: string;
}

/**
 * Sends a request.
 * @param from the address that is asked from: 127.0.0.0/8 is all of this machine
 */
export async function ask(
  origin: string,
  from: string,
  { query, method = 'POST', agent = new Agent() }: { query: string; method?: string; agent?: Agent },
): Promise<Asked> {
  const url = new URL('/graphql', origin);
  if (method === 'GET') url.searchParams.set('query', query);
  const headers = { 'content-type': 'application/json', 'x-chronos-csrf': '1', 'x-forwarded-for': '192.0.2.1' };
  const sent = request(url, { method, agent, headers, localAddress: from });
  sent.end(method === 'POST' ? JSON.stringify({ query }) : undefined);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const ratelimit = response.headers.ratelimit?.toString();
  return { status: response.statusCode ?? 0, ratelimit, body: await text(response) };
}

const NOTHING: Asked = { status: 0, ratelimit: undefined, body: '' };

export interface LoadOptions {
  /** Where the requests are sent. */
  readonly origin: string;
  readonly query: string;
  /** The body of each answer. */
  readonly answer: string;
  readonly method: 'GET' | 'POST';
  /** The clients' addresses begin with it: `127.1`. */
  readonly network: string;
  readonly clients: number;
  /** After so many requests a client takes another address. */
  readonly perAddress: number;
}

/** Starts clients that send one request after another, each from an address of its own, until `stop`. */
export function startLoad({ origin, query, answer, method, network, clients, perAddress }: LoadOptions) {
  const unlike: Asked[] = [];
  let answered = 0;
  let isOver = false;
  async function client(_: unknown, index: number): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let turn = 0; !isOver; turn += 1) {
      const from = `${network}.${Math.floor(turn / perAddress)}.${index + 1}`;
      const asked = await ask(origin, from, { query, method, agent }).catch((error: Error) => ({
        ...NOTHING,
        body: String(error),
      }));
      answered += 1;
      if (asked.status !== 200 || asked.body !== answer) unlike.push(asked);
    }
    agent.destroy();
  }
  const over = Promise.all(Array.from({ length: clients }, client));
  return {
    more: (count: number) => {
      const goal = answered + count;
      return vi.waitUntil(() => answered >= goal, { timeout: 60_000 });
    },
    /** @returns what was not answered as it should be */
    async stop(): Promise<readonly Asked[]> {
      isOver = true;
      await over;
      return unlike;
    },
  };
}
