import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen } from './listen.ts';
import { createNodeServer } from './node-server.ts';

let seen = 0;
const server = createNodeServer((_request, response) => {
  seen += 1;
  response.end('ok');
});
let port: number;
beforeAll(async () => {
  port = Number(new URL(await listen(server, { host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => {
  server.close();
});

/** Sends bytes as they are, and reads the answer until the server hangs up. */
function send(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (data) => {
      answer += data.toString();
    });
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
    socket.on('error', reject);
  });
}

const head = 'POST /graphql HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n';

test('a request is answered', async () => {
  expect(await send(`${head}Content-Length: 2\r\n\r\n{}`)).toBe('HTTP/1.1 200 OK');
});

test.for([
  ['a length told twice', 'Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}'],
  ['a length beside chunks', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['chunks that are not the last coding', 'Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n'],
  ['a space before the colon', 'Content-Length : 2\r\n\r\n{}'],
  ['a folded header', 'X-A: 1\r\n Content-Length: 2\r\n\r\n{}'],
  ['a null byte in a header', 'X-A: a\u0000b\r\n\r\n'],
] as const)('header smuggling is refused: %s', async ([, rest]) => {
  const before = seen;
  expect(await send(head + rest)).toBe('HTTP/1.1 400 Bad Request');
  expect(seen).toBe(before);
});

test('header size bounds: 431', async () => {
  const answer = await send(`${head}X-A: ${'a'.repeat(20_000)}\r\n\r\n`);
  expect(answer).toBe('HTTP/1.1 431 Request Header Fields Too Large');
});

test('slow bodies: a request has 30 seconds, its headers 10', () => {
  expect([server.requestTimeout, server.headersTimeout]).toEqual([30_000, 10_000]);
});
