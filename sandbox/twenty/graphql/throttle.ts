import { badInput } from '../errors.ts';

const MINUTE_MS = 60_000;

/** Takes one token, or refuses. */
export type Throttle = () => void;

/**
 * Twenty's rate limit: a bucket of tokens that fills up evenly. Past it the answer is an error of the field like any
 * other, with status 200 and without a Retry-After.
 * @param perMinute how many root fields a workspace's API keys may ask for in a minute; infinity for as many as they like
 */
export function createThrottle(perMinute: number): Throttle {
  let tokens = perMinute;
  let filledAt = performance.now();
  return () => {
    if (perMinute === Number.POSITIVE_INFINITY) return;
    const now = performance.now();
    tokens = Math.min(perMinute, tokens + ((now - filledAt) / MINUTE_MS) * perMinute);
    filledAt = now;
    if (tokens < 1) {
      const message = `Limit reached (${perMinute} tokens per ${MINUTE_MS} ms)`;
      throw badInput('LIMIT_REACHED', message, 'Limit reached. Please try again later.');
    }
    tokens -= 1;
  };
}
