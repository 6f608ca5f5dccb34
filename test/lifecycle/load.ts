import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** What a client met: how many requests were answered as they should be, and what ended it. */
export interface Met {
  readonly answered: number;
  /** The code of the error, or the answer that was not what it should be. */
  readonly end: string;
}

/** Clients that ask one question after another, each on a connection that it keeps for as long as it may. */
export interface Load {
  /** Resolves once so many requests were answered. */
  until(answered: number): Promise<void>;
  /** Resolves when each has met something else than the answer. */
  readonly ended: Promise<Met[]>;
}

/** @param answer what each request is to be answered with */
export function startLoad(url: string, query: string, answer: string, clients: number): Load {
  const body = JSON.stringify({ query });
  const waiting: { count: number; resolve: () => void }[] = [];
  let total = 0;

  async function client(): Promise<Met> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let answered = 0; ; answered += 1) {
      const end = await ask(url, body, agent).then(
        (got) => (got === answer ? undefined : got),
        (error: NodeJS.ErrnoException) => error.code ?? error.message,
      );
      if (end !== undefined) return { answered, end };
      total += 1;
      for (const { resolve } of waiting.filter(({ count }) => total >= count)) resolve();
    }
  }

  return {
    until: (count) => new Promise((resolve) => waiting.push({ count, resolve })),
    ended: Promise.all(Array.from({ length: clients }, client)),
  };
}

/** @returns the body of the answer */
export async function ask(url: string, body: string, agent = new Agent()): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const sent = request(url, { method: 'POST', agent, headers });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return text(response);
}
