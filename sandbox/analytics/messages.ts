/** Framing of PostgreSQL's protocol 3 (its manual, "Message Formats"): a type byte, an int32 length, a body. */

/** A message with all of its bytes; the type is '' for the one that opens a connection, which has no type byte. */
export type Message = { type: string; bytes: Buffer };

/** Takes the whole messages off the front of the bytes, and answers what is left of the next one too. */
export function takeMessages(bytes: Buffer): { messages: Message[]; rest: Buffer } {
  const messages: Message[] = [];
  let start = 0;
  while (bytes.length >= start + 5) {
    const end = start + 1 + bytes.readInt32BE(start + 1);
    if (bytes.length < end) break;
    messages.push({ type: String.fromCharCode(bytes.readUInt8(start)), bytes: bytes.subarray(start, end) });
    start = end;
  }
  return { messages, rest: bytes.subarray(start) };
}

/** The message that opens a connection and its code (a protocol version, or a request in its place), once it is whole. */
export function takeOpening(bytes: Buffer): { code: number; message: Message; rest: Buffer } | undefined {
  if (bytes.length < 8 || bytes.length < bytes.readInt32BE(0)) return undefined;
  const end = bytes.readInt32BE(0);
  return {
    code: bytes.readInt32BE(4),
    message: { type: '', bytes: bytes.subarray(0, end) },
    rest: bytes.subarray(end),
  };
}

/** The bytes of a message of the type. */
export function encode(type: string, body = ''): Buffer {
  const bytes = Buffer.alloc(5 + Buffer.byteLength(body));
  bytes.write(type);
  bytes.writeInt32BE(bytes.length - 1, 1);
  bytes.write(body, 5);
  return bytes;
}

/** The user of the message that opens a connection; empty where it says none. */
export function userOf({ bytes }: Message): string {
  const [, ...parameters] = bytes.toString('utf8', 7).split('\0');
  const at = parameters.findIndex((name, index) => index % 2 === 0 && name === 'user');
  return at === -1 ? '' : (parameters[at + 1] ?? '');
}
