import { formatResult } from '../errors.ts';
import type { AnswerStream } from './running.ts';

/** Minimum and maximum wait of a client before it subscribes again, in milliseconds. */
const RETRY_MS = { least: 500, most: 3_000 };

const encoder = new TextEncoder();
const COMPLETE = 'event: complete\ndata:\n\n';
const COMMENT = encoder.encode(':\n\n');

const nextEvent = (json: string): string => `event: next\ndata: ${json}\n\n`;

/** Writes a single result as the events of a stream. @param json the result */
export const singleEvent = (json: string): string => `${nextEvent(json)}${COMPLETE}`;

/**
 * Writes results as server-sent events, in the protocol of graphql-sse ("distinct connections mode"), no faster than
 * they are read. Where a stream ends without `complete`, the client should subscribe again, after its `retry`.
 * @param pingMs interval of comments that keep the connection alive, in milliseconds
 */
export function eventStream(stream: AnswerStream, pingMs: number): ReadableStream<Uint8Array> {
  let ping: NodeJS.Timeout | undefined;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      // Browsers report the headers only after the first byte of the body.
      controller.enqueue(COMMENT);
      ping = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(COMMENT);
      }, pingMs);
    },
    async pull(controller) {
      const { value, done } = await stream.next();
      if (!done) return controller.enqueue(encoder.encode(nextEvent(JSON.stringify(formatResult(value)))));
      clearInterval(ping);
      const retryMs = Math.round(RETRY_MS.least + Math.random() * (RETRY_MS.most - RETRY_MS.least));
      controller.enqueue(encoder.encode(stream.comeAgain ? `retry: ${retryMs}\n\n` : COMPLETE));
      controller.close();
    },
    async cancel() {
      clearInterval(ping);
      await stream.return();
    },
  });
}
