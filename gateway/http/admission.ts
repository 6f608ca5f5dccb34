import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Bounds of the requests in flight. */
export interface AdmissionOptions {
  /** Maximum number of requests in flight, even where they are fast. */
  readonly maxInFlight: number;
  /** Event loop delay, in milliseconds, above which fewer requests are admitted. */
  readonly maxDelayMs: number;
}

/** Current load, for metrics. */
export interface AdmissionState {
  readonly inFlight: number;
  /** Maximum number of requests in flight right now. */
  readonly limit: number;
  /** Number of requests that were refused since the start. */
  readonly shed: number;
  /** Event loop delay in the last tenth of a second, in milliseconds. */
  readonly delayMs: number;
}

/** Admits the requests that the process can serve in time. */
export type Admission = ReturnType<typeof createAdmission>;

/** Number of consecutive late samples that count as overload: one long task, such as a composition, does not. */
const LASTING = 3;
/** Range of the factor that lowers the limit at a late sample: 0.8 is the smallest step, 0.25 the largest. */
const LESS = { least: 0.8, most: 0.25 };
const MORE = 1.1;
const LEAST = 8;

/**
 * Bounds the requests in flight: by a fixed number, and by a lower limit while the event loop is late. The delay grows
 * with the requests in flight: the limit falls in proportion to the delay, and then rises slowly. Admitted requests
 * wait little longer than the allowed delay; the others are refused before they cost any work.
 */
export function createAdmission({ maxInFlight, maxDelayMs }: AdmissionOptions) {
  let limit = maxInFlight;
  let inFlight = 0;
  let peak = 0;
  let shed = 0;
  let delay = 0;
  let late = 0;
  return {
    get state(): AdmissionState {
      return { inFlight, limit: Math.floor(limit), shed, delayMs: delay };
    },
    /**
     * Admits a request.
     * @returns a function to call once the request is answered; undefined if the limit is reached
     */
    admit(): (() => void) | undefined {
      if (inFlight >= Math.floor(limit)) {
        shed += 1;
        return undefined;
      }
      inFlight += 1;
      peak = Math.max(peak, inFlight);
      let isHeld = true;
      return () => {
        if (isHeld) inFlight -= 1;
        isHeld = false;
      };
    },
    /** Records the event loop delay, in milliseconds. Call it at regular intervals. */
    observe(delayMs: number): void {
      delay = delayMs;
      late = delayMs > maxDelayMs ? late + 1 : 0;
      if (late >= LASTING) {
        const less = Math.max(LESS.most, Math.min(LESS.least, maxDelayMs / delayMs));
        limit = Math.min(maxInFlight, Math.max(LEAST, Math.min(limit, peak) * less));
      }
      if (late === 0) limit = Math.min(maxInFlight, limit * MORE);
      peak = inFlight;
    },
  };
}

const LOOK_MS = 100;
const RESOLUTION_MS = 20;

/**
 * Reports the mean event loop delay, in milliseconds, ten times a second.
 * @returns a function that stops the reports
 */
export function watchEventLoopDelay(report: (delayMs: number) => void): () => void {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  const timer = setInterval(() => {
    // The histogram holds the times between its own callbacks. Without a callback yet, the mean is NaN.
    const delayMs = Math.max(0, histogram.mean / 1e6 - RESOLUTION_MS);
    histogram.reset();
    report(Number.isFinite(delayMs) ? delayMs : 0);
  }, LOOK_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    histogram.disable();
  };
}
