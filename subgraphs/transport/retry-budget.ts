/** How many retries there may be, measured by the requests that there were. */
export interface RetryBudget {
  /** Told of every request, but of no retry. */
  earn(): void;
  /** Whether there may be a retry now, which is then counted. */
  spend(): boolean;
}

/**
 * Keeps retries from making an outage worse: they are at most a share of recent requests, beside a few for an upstream that
 * is seldom asked.
 * @param share retries per request, from 0 to 1
 * @param most how many retries may be saved up
 */
export function createRetryBudget(share = 0.2, most = 10): RetryBudget {
  let left = most;
  return {
    earn() {
      left = Math.min(most, left + share);
    },
    spend() {
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
