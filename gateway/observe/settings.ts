import type { LogLevel } from './log.ts';

/** What is observed, and where it goes. */
export interface ObserveSettings {
  readonly logLevel: LogLevel;
  /** From how many milliseconds on a request is told of in full. */
  readonly slowRequestMs: number;
  /** Where Prometheus finds /metrics, on the gateway's host. Undefined: nowhere, and nothing is counted. */
  readonly metricsPort: number | undefined;
  /** Where spans go. Undefined: there are none. */
  readonly tracing: TracingSettings | undefined;
  /** Where unexpected errors go beside the log. */
  readonly sentryDsn: string | undefined;
  /** What no log may show. */
  readonly secrets: readonly string[];
}

export interface TracingSettings {
  /** Where OTLP is taken over HTTP: `http://127.0.0.1:4318`. */
  readonly endpoint: string;
  /** Which part of the traces that begin here are kept, 0 to 1; a caller's trace is kept where the caller keeps it. */
  readonly ratio: number;
  readonly serviceName: string;
}
