/** Maximum deviation of a wait, as a share of it, so that gateways that started together do not poll together. */
const JITTER = 0.2;

/**
 * Runs `look` repeatedly, one run after the other.
 * @param firstSeconds wait before the first run, in seconds; 0: none
 * @param look returns the wait before the next run, in seconds; it should ignore its result if `hasEnded()`
 * @returns a function that stops the runs
 */
export function poll(firstSeconds: number, look: (hasEnded: () => boolean) => Promise<number>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let hasEnded = false;

  async function run(): Promise<void> {
    wait(await look(() => hasEnded));
  }

  function wait(seconds: number): void {
    if (hasEnded) return;
    const jitter = 1 + JITTER * (2 * Math.random() - 1);
    timer = setTimeout(() => void run(), seconds * jitter * 1_000).unref();
  }

  if (firstSeconds > 0) wait(firstSeconds);
  else void run();
  return () => {
    hasEnded = true;
    clearTimeout(timer);
  };
}
