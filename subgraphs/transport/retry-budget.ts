/** Bounds retries by the number of requests. */
export interface RetryBudget {
  /** Counts a request. Retries are not counted here. */
  earn(): void;
  /** Returns whether a retry is allowed now, and counts it if it is. */
  spend(): boolean;
}

/**
 * Keeps retries from making an outage worse: they are at most a share of recent requests, plus a few for an upstream that
 * receives few requests.
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
