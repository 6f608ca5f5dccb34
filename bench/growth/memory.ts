import { Client } from 'undici';
import { STAFF } from '../contestants/chronos.ts';
import { type Entrant, questionsOf } from '../entrant.ts';
import { heapMb } from '../inside/ask.ts';
import { post } from '../load.ts';

/** The heap in use as something was done again and again, garbage collected before each look. */
export interface MemoryGrowth {
  readonly of: string;
  readonly times: number;
  /** After each tenth of them, in MB. */
  readonly heapMb: readonly number[];
}

const LOOKS = 10;

/** Answers the same questions over and over. */
export function memoryByRequests(entrant: Entrant, requests: number): Promise<MemoryGrowth> {
  const asked = entrant.questions.map(({ request }) => request);
  return looked('requests', entrant, requests, async (count) => {
    for (let left = count; left > 0; left -= asked.length) {
      const wanted = asked.slice(0, Math.min(left, asked.length));
      await questionsOf(entrant.url, wanted, () => undefined);
    }
  });
}

/** Swaps the graph for a new one over and over, and asks each for the view. */
export function memoryByGenerations(entrant: Entrant, generations: number): Promise<MemoryGrowth> {
  const views = entrant.questions.slice(0, 20).map(({ request }) => request);
  const headers = { ...STAFF, 'content-type': 'application/json' };
  return looked('generations of the graph', entrant, generations, async (count) => {
    const client = new Client(entrant.url, { bodyTimeout: 0, headersTimeout: 0 });
    try {
      for (let done = 0; done < count; done += 1) {
        const { status, text } = await post(client, { path: '/admin/reload', headers, body: '{}' });
        if (status !== 200) throw new Error(`The graph does not reload: HTTP ${status} ${text}`);
        await questionsOf(entrant.url, views, () => undefined);
      }
    } finally {
      await client.destroy();
    }
  });
}

/** Does something so many times, told how many at once, and looks at the heap after each tenth. */
export async function looked(
  of: string,
  { running }: Entrant,
  times: number,
  work: (count: number) => Promise<void>,
): Promise<MemoryGrowth> {
  const seen: number[] = [];
  for (let look = 0; look < LOOKS; look += 1) {
    await work(Math.ceil(times / LOOKS));
    seen.push(await heapMb(running));
  }
  return { of, times: Math.ceil(times / LOOKS) * LOOKS, heapMb: seen };
}
