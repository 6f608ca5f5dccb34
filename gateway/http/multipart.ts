import { formatResult } from '../errors.ts';
import type { AnswerStream } from '../subscriptions/running.ts';

/** Media type of multipart answers. Clients request this version of the format by the same parameter. */
export const MULTIPART = 'multipart/mixed; boundary="-"; incrementalSpec=v0.2';

const DELIMITER = '\r\n---';
const HEAD = '\r\ncontent-type: application/json; charset=utf-8\r\n\r\n';
const END = '--\r\n';

/**
 * Encodes parts by RFC 2046, section 5.1. Each part is sent with its closing delimiter, by which a client finds the
 * part's end.
 */
export async function* multipartBody(stream: AnswerStream): AsyncGenerator<string> {
  let ahead = DELIMITER;
  for await (const part of stream) {
    yield `${ahead}${HEAD}${JSON.stringify(formatResult(part))}${DELIMITER}`;
    ahead = '';
  }
  yield END;
}
