import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How many requests are served at a time, and when that is too many. */
export interface AdmissionOptions {
  /** Requests in flight at most, however quickly they are served. */
  readonly maxInFlight: number;
  /** How long the event loop may keep its callbacks waiting, in milliseconds, before fewer requests are let in. */
  readonly maxDelayMs: number;
}

/** How busy it is, for metrics. */
export interface AdmissionState {
  readonly inFlight: number;
  /** How many may be in flight right now. */
  readonly limit: number;
  /** How many were turned away since the start. */
  readonly shed: number;
  /** How long callbacks waited in the last tenth of a second, in milliseconds. */
  readonly delayMs: number;
}

/** Lets in what can be served in good time. */
export type Admission = ReturnType<typeof createAdmission>;

/** A delay counts once it has lasted for so many looks: what stops the loop once, as composing a graph does, is no overload. */
const LASTING = 3;
/** By how much fewer are let in at a look, at least and at most. */
const LESS = { least: 0.8, most: 0.25 };
const MORE = 1.1;
const LEAST = 8;

/**
 * Bounds the requests in flight: by a number, and by less than that for as long as the event loop does not keep up. How long
 * callbacks wait grows with the requests in flight: as many fewer are let in as it is too long, and then slowly more. Those
 * who are let in wait for little more than the delay that is allowed; the others are refused before any work goes into them.
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
     * Takes a place for a request.
     * @returns gives it back, once the request is answered; undefined where there is none
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
    /** Takes how long callbacks wait, in milliseconds: to be called at regular intervals. */
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
