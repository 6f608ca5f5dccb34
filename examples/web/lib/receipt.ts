/** What it took to ask for a page. */
export interface Receipt {
  /** GraphQL requests to the gateway: one, or none where the answer was cached. */
  readonly requests: number;
  readonly milliseconds: number;
  /** The age of a cached answer, in seconds; undefined for a new one. */
  readonly age: number | undefined;
  /** How often the gateway had to wait for upstreams, one after another; undefined where it doesn't say. */
  readonly waves: number | undefined;
}

/** What a page shows that needs nothing from the graph. */
export const NOTHING_ASKED: Receipt = { requests: 0, milliseconds: 0, age: undefined, waves: undefined };
