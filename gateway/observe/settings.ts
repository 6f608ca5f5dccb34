import type { LogLevel } from './log.ts';

/** The settings of log, metrics, traces and error reports. */
export interface ObserveSettings {
  readonly logLevel: LogLevel;
  /** Time, in milliseconds, from which requests are logged with their upstream requests. */
  readonly slowRequestMs: number;
  /** The port of /metrics, on the gateway's host. Undefined: no metrics. */
  readonly metricsPort: number | undefined;
  /** Undefined: no traces. */
  readonly tracing: TracingSettings | undefined;
  /** The Sentry server that receives unexpected errors, in addition to the log. */
  readonly sentryDsn: string | undefined;
  /** Redacted in the log. */
  readonly secrets: readonly string[];
}

export interface TracingSettings {
  /** A collector of OTLP over HTTP: `http://127.0.0.1:4318`. */
  readonly endpoint: string;
  /** The sampled share of traces that begin here, 0 to 1; a caller's trace is sampled if the caller samples it. */
  readonly ratio: number;
  readonly serviceName: string;
}
