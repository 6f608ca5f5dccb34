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
 * @param price how many requests earn one retry
 * @param most how many retries may be saved up
 */
export function createRetryBudget(price = 5, most = 10): RetryBudget {
  let earned = most * price;
  return {
    earn() {
      earned = Math.min(most * price, earned + 1);
    },
    spend() {
      if (earned < price) return false;
      earned -= price;
      return true;
    },
  };
}
