import { type Deadline, sleep } from './deadline.ts';
import type { Reply } from './exchange.ts';

/** The wait before the first retry is at most so long, in milliseconds; each next one doubles that. */
const FIRST_WAIT_MS = 250;
const MAX_WAIT_MS = 10_000;

/**
 * Asks again after what may pass: HTTP 429, 5xx, and no answer at all. It waits as long as `Retry-After` says and a
 * random part of what doubles each time, so that clients that were refused together do not come back together. What the
 * deadline leaves no time for is not waited for: the last reply is then the answer.
 * @param retries at most so many; 0: asks once
 */
export async function withRetries(ask: () => Promise<Reply>, retries: number, deadline: Deadline): Promise<Reply> {
  for (let retry = 0; ; retry += 1) {
    const reply = await ask();
    if (retry >= retries || !mayPass(reply)) return reply;
    const waitMs = (reply.retryAfterMs ?? 0) + Math.random() * Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** retry);
    if (waitMs >= deadline.leftMs()) return reply;
    await sleep(waitMs, deadline.signal);
  }
}

function mayPass({ status }: Reply): boolean {
  return status === undefined || status === 429 || status >= 500;
}
