import type { FetchAPI } from 'graphql-yoga';
import type { AnswerStream } from './running.ts';

/** How soon a client that is told to subscribe again does so at the earliest, and at the latest. */
const RETRY_MS = { least: 500, most: 3_000 };

/**
 * What a subscriber is told as server-sent events, as graphql-sse's protocol has them ("distinct connections mode"). A
 * stream that ends without `complete` is one to subscribe to again, after its `retry`.
 * @param pingMs how often it is told that the connection is there
 */
export function eventStream(stream: AnswerStream, pingMs: number, fetchAPI: FetchAPI): Response {
  const encoder = new fetchAPI.TextEncoder();
  let ping: NodeJS.Timeout | undefined;
  const body = new fetchAPI.ReadableStream<Uint8Array>({
    start(controller) {
      // Browsers wait with their headers until there is a first byte.
      controller.enqueue(encoder.encode(':\n\n'));
      ping = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(':\n\n'));
      }, pingMs);
    },
    async pull(controller) {
      const { value, done } = await stream.next();
      if (!done) return controller.enqueue(encoder.encode(`event: next\ndata: ${JSON.stringify(value)}\n\n`));
      clearInterval(ping);
      controller.enqueue(encoder.encode(stream.comeAgain ? `retry: ${retryMs()}\n\n` : 'event: complete\ndata:\n\n'));
      controller.close();
    },
    async cancel() {
      clearInterval(ping);
      await stream.return();
    },
  });
  return new fetchAPI.Response(body, { status: 200, headers: HEADERS });
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  // Proxies of nginx's kind would keep events until there are many.
  'x-accel-buffering': 'no',
};

function retryMs(): number {
  return Math.round(RETRY_MS.least + Math.random() * (RETRY_MS.most - RETRY_MS.least));
}
