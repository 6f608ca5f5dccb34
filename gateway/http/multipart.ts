import { type Duplex, PassThrough } from 'node:stream';
import { formatResult } from '../errors.ts';
import type { AnswerStream } from '../subscriptions/running.ts';

/** Media type of multipart answers. Clients request this version of the format by the same parameter. */
export const MULTIPART = 'multipart/mixed; boundary="-"; incrementalSpec=v0.2';

const DELIMITER = '\r\n---';
const HEAD = '\r\ncontent-type: application/json; charset=utf-8\r\n\r\n';
const END = '--\r\n';

/**
 * Encodes parts by RFC 2046, section 5.1. Each part is sent with its closing delimiter, by which a client finds the
 * part's end. Parts are written when they come, not when they are read: the first is compressed on another thread while
 * the requests for the next are prepared.
 * @param body what they are written to
 */
export function multipartBody(stream: AnswerStream, body: Duplex = new PassThrough()): Duplex {
  void writeParts(stream, body);
  return body;
}

async function writeParts(stream: AnswerStream, body: Duplex): Promise<void> {
  let ahead = DELIMITER;
  for await (const part of stream) {
    body.write(`${ahead}${HEAD}${JSON.stringify(formatResult(part))}${DELIMITER}`);
    ahead = '';
  }
  body.end(END);
}
