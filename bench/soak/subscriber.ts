import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { STAFF } from '../contestants/chronos.ts';

/** Somebody who follows the companies of the CRM, and subscribes again whenever that ends. */
export interface Subscriber {
  /** How often each moment was told of. */
  readonly told: ReadonlyMap<string, number>;
  /** What came that is no event. */
  readonly strange: readonly string[];
  /** Whether it was subscribed from one time on until now, without an end between; by `performance.now()`. */
  wasThereSince(time: number): boolean;
  end(): Promise<void>;
}

const SUBSCRIPTION = 'subscription { crmRecordChanged(object: COMPANY) { at } }';
const Event = z.strictObject({ data: z.strictObject({ crmRecordChanged: z.strictObject({ at: z.string() }) }) });

/** How an end is told of that is no fault: staff can't be told from others, for Directus is away. */
const Ended = z.looseObject({
  errors: z.array(z.looseObject({ extensions: z.looseObject({ code: z.literal('IDENTITY_UNAVAILABLE') }) })).min(1),
});

const PAUSE_MS = 200;

export function subscribe(url: string): Subscriber {
  const ending = new AbortController();
  const told = new Map<string, number>();
  const strange: string[] = [];
  let since = Number.POSITIVE_INFINITY;

  function hear(block: string): void {
    const data = /^data: ?(\{.*)$/m.exec(block)?.[1];
    if (data === undefined) return;
    const event = Event.safeParse(JSON.parse(data));
    if (event.success) {
      const { at } = event.data.data.crmRecordChanged;
      told.set(at, (told.get(at) ?? 0) + 1);
    } else if (!Ended.safeParse(JSON.parse(data)).success) strange.push(data);
  }

  async function follow(): Promise<void> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { ...STAFF, 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: SUBSCRIPTION }),
      signal: ending.signal,
    });
    if (response.status !== 200 || !response.body) {
      await response.body?.cancel();
      return;
    }
    let text = '';
    since = performance.now();
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + part).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) hear(block);
    }
  }

  async function keepFollowing(): Promise<void> {
    while (!ending.signal.aborted) {
      await follow().catch((error: unknown) => {
        if (!ending.signal.aborted) strange.push(String(error));
      });
      since = Number.POSITIVE_INFINITY;
      await wait(PAUSE_MS, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  }

  const following = keepFollowing();
  return {
    told,
    strange,
    wasThereSince: (time) => since <= time,
    async end() {
      ending.abort();
      await following;
    },
  };
}
