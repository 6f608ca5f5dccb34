import type { YogaLogger } from 'graphql-yoga';
import { type Logger, pino } from 'pino';
import { type RequestRecord, roundedBy, type Watcher, wavesOf } from './record.ts';
import { type LogDestination, withoutSecrets } from './secrets.ts';
import { standardOutput } from './standard-output.ts';

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LogOptions {
  readonly level: LogLevel;
  /** Redacted in every line: see `secretsOf`. */
  readonly secrets?: readonly string[];
  /** Where lines are written; by default to standard output, in batches. */
  readonly to?: LogDestination;
}

/** Makes a log of JSON lines, one for each event: `{"level":"info","time":"…","event":"request",…}`. */
export function createLog({ level, secrets = [], to = standardOutput() }: LogOptions): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: createIsoTime(),
      messageKey: 'message',
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.errWithCause },
    },
    withoutSecrets(to, secrets),
  );
}

/** Writes ISO 8601 with milliseconds, like `pino.stdTimeFunctions.isoTime`, but formats each second once. */
function createIsoTime(): () => string {
  let second = Number.NaN;
  let written = '';
  return () => {
    const now = Date.now();
    const ofSecond = now % 1_000;
    if (now - ofSecond !== second) {
      second = now - ofSecond;
      written = `,"time":"${new Date(second).toISOString().slice(0, -'000Z'.length)}`;
    }
    return `${written}${String(ofSecond).padStart(3, '0')}Z"`;
  };
}

export interface RequestLogOptions {
  /** Time, in milliseconds, from which a request has a second line at level warn, with its upstream requests. */
  readonly slowMs: number;
}

/** Logs each request, and each slow one with its upstream requests. */
export function logRequests(log: Logger, { slowMs }: RequestLogOptions): Watcher {
  return {
    requestEnds(record) {
      const { end } = record;
      if (!end) return;
      const level = end.outcome === 'failed' ? 'warn' : 'info';
      if (log.isLevelEnabled(level)) log[level](lineOf(record));
      if (end.ms >= slowMs) log.warn({ ...lineOf(record), event: 'slow request', requests: requestsOf(record) });
    },
  };
}

const rounded = roundedBy(100);

/** Makes the line of a request, without variables, headers or values. */
function lineOf(record: RequestRecord) {
  const { id, traceId, identity, operation, cost, firstPartMs, calls, end } = record;
  return {
    event: 'request',
    requestId: id,
    traceId,
    who: identity?.id,
    audience: identity?.audience,
    operation: operation?.name,
    hash: operation?.hash,
    cost,
    waves: wavesOf(record),
    ms: rounded(end?.ms),
    firstPartMs: rounded(firstPartMs),
    upstreamMs: upstreamTimes(calls),
    status: end?.status,
    outcome: end?.outcome,
    codes: end?.codes,
    failures: failuresOf(calls),
  };
}

/** Returns each failure of the calls once, with its cause; undefined where none failed, other than for a client that left. */
function failuresOf(calls: RequestRecord['calls']): readonly string[] | undefined {
  const failed = calls.filter(({ end }) => end?.errorCode !== undefined && end.errorCode !== 'REQUEST_CANCELLED');
  if (failed.length === 0) return undefined;
  const texts = failed.map(({ upstream, end }) => [upstream, end?.errorCode, end?.cause].filter(Boolean).join(' '));
  return [...new Set(texts)];
}

/** Sums the times of each upstream's calls, in milliseconds; parallel calls count each. */
function upstreamTimes(calls: RequestRecord['calls']): Record<string, number> {
  const times: Record<string, number> = {};
  for (const { upstream, end } of calls) times[upstream] = (times[upstream] ?? 0) + (end?.ms ?? 0);
  for (const upstream in times) times[upstream] = rounded(times[upstream] ?? 0);
  return times;
}

function requestsOf({ upstreamRequests, startedAt }: RequestRecord) {
  return upstreamRequests.map(({ upstream, wave, startedAt: at, ms, errorCodes }) => ({
    upstream,
    wave,
    startMs: rounded(at - startedAt),
    ms: rounded(ms),
    errorCodes,
  }));
}

/** Logs the messages of Yoga and of masked errors: texts as the message, errors as their own field. */
export function yogaLogger(log: Logger): YogaLogger {
  const at =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (...said: readonly unknown[]) => {
      const error = said.find((each) => each instanceof Error);
      const message = said.filter((each) => typeof each === 'string').join(' ');
      log[level]({ event: 'message', ...(error && { error }) }, message);
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
