import { formatResult } from '../errors.ts';
import type { AnswerStream } from '../subscriptions/running.ts';

/** The media type of answers by parts, in the version of their format that clients ask for by the same parameter. */
export const MULTIPART = 'multipart/mixed; boundary="-"; incrementalSpec=v0.2';

const DELIMITER = '\r\n---';
const HEAD = '\r\ncontent-type: application/json; charset=utf-8\r\n\r\n';
const END = '--\r\n';

/**
 * Writes parts as RFC 2046, section 5.1, has them. Each is followed by its delimiter at once: a client knows the end of a part
 * by that.
 */
export function multipartStream(stream: AnswerStream): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let ahead = DELIMITER;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await stream.next();
      if (done) {
        controller.enqueue(encoder.encode(END));
        controller.close();
        return;
      }
      controller.enqueue(encoder.encode(`${ahead}${HEAD}${JSON.stringify(formatResult(value))}${DELIMITER}`));
      ahead = '';
    },
    async cancel() {
      await stream.return();
    },
  });
}
