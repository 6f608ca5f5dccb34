import { monitorEventLoopDelay } from 'node:perf_hooks';

const LOOK_MS = 100;
const RESOLUTION_MS = 20;

/**
 * Tells ten times a second how long callbacks wait for their turn on average, in milliseconds.
 * @returns ends it
 */
export function watchEventLoopDelay(tell: (delayMs: number) => void): () => void {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  const timer = setInterval(() => {
    // What it measures is the time from one of its own callbacks to the next. None yet: not a number.
    const delayMs = Math.max(0, histogram.mean / 1e6 - RESOLUTION_MS);
    histogram.reset();
    tell(Number.isFinite(delayMs) ? delayMs : 0);
  }, LOOK_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    histogram.disable();
  };
}
