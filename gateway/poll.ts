/** Each wait is up to this share shorter or longer: gateways that started together do not poll together. */
const JITTER = 0.2;

/**
 * Runs `look` again and again, one after another.
 * @param firstSeconds when it runs first; 0: at once
 * @param look returns how long to wait for the next run, in seconds; what it finds after the end is to be ignored
 * @returns ends it
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
