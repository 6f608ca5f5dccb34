/** Whether what failed may be asked again: at once, after a while, or not at all. */
export type Retry = 'at once' | 'later' | 'never';

/** What a failure says of the upstream. */
export interface Judgement {
  /** Whether it speaks of the upstream's health, and not of what was asked: such failures open the circuit. */
  readonly isOutage: boolean;
  readonly retry: Retry;
  /** How long the upstream asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}
