import { fileURLToPath } from 'node:url';
import type { ErrorEvent, Exception, StackFrame } from '@sentry/core';
import { ConfigError } from '../config/problems.ts';
import { redactorOf } from './secrets.ts';

/** Receives every unexpected error, which is masked for clients, with the id that the client and the log have. */
export type OnError = (error: unknown, about: { readonly id: string }) => void;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const CLOSING_MS = 2_000;

/**
 * Sends unexpected errors to Sentry, or to a server of its protocol, such as GlitchTip. A report has the classes of an
 * error and its causes, the places in the source, and the id of the log's line: no message, since that may quote a value.
 * @param secrets redacted in reports, as in the log
 * @throws ConfigError if the SDK, an optional package, is not installed
 */
export async function trackErrors(dsn: string, secrets: readonly string[]) {
  const [
    { createStackParser, createTransport, linkedErrorsIntegration },
    { nodeStackLineParser, ServerRuntimeClient },
  ] = await Promise.all([import('@sentry/core'), import('@sentry/core/server')]).catch(() => {
    throw new ConfigError([
      'SENTRY_DSN needs @sentry/core, an optional package that is not installed: run npm install --include=optional, or remove it.',
    ]);
  });
  const redact = redactorOf(secrets);
  const client = new ServerRuntimeClient({
    dsn,
    platform: 'node',
    integrations: [linkedErrorsIntegration()],
    stackParser: createStackParser(nodeStackLineParser()),
    transport: (options) =>
      createTransport(options, async ({ body }) => {
        const sent = typeof body === 'string' ? body : new TextDecoder().decode(body);
        const response = await fetch(options.url, { method: 'POST', body: redact(sent) });
        await response.body?.cancel();
        const { headers } = response;
        return {
          statusCode: response.status,
          headers: {
            'x-sentry-rate-limits': headers.get('x-sentry-rate-limits'),
            'retry-after': headers.get('retry-after'),
          },
        };
      }),
    beforeSend: withoutValues,
  });
  client.init();
  return {
    onError(error: unknown, { id }: { readonly id: string }): void {
      client.captureException(error, { originalException: error, captureContext: { tags: { 'error.id': id } } });
    },
    /** Waits for pending reports, two seconds at most. */
    async close(): Promise<void> {
      await client.close(CLOSING_MS);
    },
  };
}

/** Copies the parts of a report that hold no value of a request, an answer or a setting. */
function withoutValues({ event_id = '', timestamp = 0, tags = {}, exception }: ErrorEvent): ErrorEvent {
  const values = exception?.values?.map(classAndPlaces) ?? [];
  return { type: undefined, event_id, timestamp, platform: 'node', level: 'error', tags, exception: { values } };
}

/** The title of the report is the place, by which equal errors are one issue. */
function classAndPlaces({ type, stacktrace }: Exception): Exception {
  const frames = stacktrace?.frames?.flatMap(inSource) ?? [];
  const { filename, lineno } = frames.findLast(({ in_app }) => in_app) ?? frames.at(-1) ?? {};
  return {
    type: type ?? 'Error',
    value: filename ? `in ${filename}:${lineno}` : 'without a place',
    stacktrace: { frames },
  };
}

/** Returns a frame with its file's path in the repository; nothing for a file elsewhere, or for no file. */
function inSource({ filename = '', function: name = '?', lineno = 0, colno = 0 }: StackFrame): StackFrame[] {
  const isNode = filename.startsWith('node:');
  const path = filename.replace(/^file:\/\//, '');
  if (!isNode && !path.startsWith(ROOT)) return [];
  const inRoot = isNode ? path : path.slice(ROOT.length);
  return [{ filename: inRoot, function: name, lineno, colno, in_app: !isNode && !inRoot.startsWith('node_modules') }];
}
