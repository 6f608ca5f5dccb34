/** How often a step that takes long says that it is still running, in milliseconds. */
const HEARTBEAT_MS = 10_000;

/** Says on standard error what is being done, again while it takes long, and how long it took. */
export async function step<T>(what: string, task: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const say = (line: string) => process.stderr.write(`live: ${line} (${Math.round(performance.now() - begun)} ms)\n`);
  process.stderr.write(`live: ${what} …\n`);
  const heartbeat = setInterval(() => say(`still ${what}`), HEARTBEAT_MS);
  try {
    const result = await task();
    say(`done ${what}`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}
