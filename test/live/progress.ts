/** How often a step that takes long says that it is still running, in milliseconds. */
const HEARTBEAT_MS = 10_000;

/** Says on standard error what is being done, again while it takes long, and how long it took. */
export async function step<T>(what: string, task: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const seconds = () => ((performance.now() - begun) / 1000).toFixed(1);
  process.stderr.write(`live: ${what} …\n`);
  const heartbeat = setInterval(() => process.stderr.write(`live: still ${what} (${seconds()} s)\n`), HEARTBEAT_MS);
  try {
    const result = await task();
    process.stderr.write(`live: done ${what} (${seconds()} s)\n`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}
