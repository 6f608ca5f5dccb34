import type { YogaLogger } from 'graphql-yoga';
import type { Logger } from 'pino';

/** Writes what Yoga and the masking of errors log as lines of the log: texts are the message, errors a field of their own. */
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
