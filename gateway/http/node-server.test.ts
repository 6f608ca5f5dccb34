import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createIdentify } from '../identity/index.ts';
import { staffToken } from '../identity/staff-token.ts';
import { BOUNDS } from '../limits/bounds.ts';
import { createRates } from '../limits/rates.ts';
import { listen } from './listen.ts';
import { createNodeServer } from './node-server.ts';

let seen = 0;
const server = createNodeServer((request, response) => {
  request.resume().on('end', () => {
    seen += 1;
    response.end('ok');
  });
});
let port: number;
beforeAll(async () => {
  port = Number(new URL(await listen(server, { host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => {
  server.close();
});

test('the URL of an IPv6 address has brackets', async () => {
  const listening = createServer();
  vi.spyOn(listening, 'listen').mockImplementation((...given: unknown[]) => {
    for (const each of given) if (typeof each === 'function') each();
    return listening;
  });
  vi.spyOn(listening, 'address').mockReturnValue({ address: '::1', family: 'IPv6', port: 4000 });
  expect(await listen(listening, { host: '::1', port: 4000 })).toBe('http://[::1]:4000');
});

const RESET = 'hung up';

/** Sends bytes as they are, one chunk each 20 ms, and reads the answer until the server hangs up. */
function send(chunks: string | readonly string[], to = port): Promise<string> {
  return new Promise((resolve, reject) => {
    const rest = [chunks].flat();
    const socket = connect(to, '127.0.0.1', () => socket.write(rest.shift() ?? ''));
    const trickle = setInterval(() => rest.length > 0 && socket.writable && socket.write(rest.shift() ?? ''), 20);
    socket.on('close', () => clearInterval(trickle));
    let answer = '';
    socket.on('data', (data) => {
      answer += data.toString();
    });
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
    // Who is hung up on while it still sends may be told so before it has read why.
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? resolve(RESET) : reject(error),
    );
  });
}

const head = 'POST /graphql HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n';

test('a request is answered', async () => {
  expect(await send(`${head}Content-Length: 2\r\n\r\n{}`)).toBe('HTTP/1.1 200 OK');
});

test('a target in absolute form is answered as its path, of its own host', async () => {
  const echo = createNodeServer(({ headers, url }, response) => response.end(`${headers.host} ${url}`));
  const { port } = new URL(await listen(echo, { host: '127.0.0.1', port: 0 }));
  const answers = ['http://graph.example:81/graphql?a=b', 'HTTPS://graph.example?a', '/http://x'].map(
    async (target) => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.write(`GET ${target} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n`);
      return (await text(socket)).split('\r\n\r\n')[1];
    },
  );
  expect(await Promise.all(answers)).toEqual([
    'graph.example:81 /graphql?a=b',
    'graph.example /?a',
    'gateway /http://x',
  ]);
  echo.close();
});

test('an offer of HTTP/2 is ignored, also where WebSockets are served', async () => {
  const upgrading = createNodeServer((request, response) => void request.pipe(response));
  upgrading.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
  const to = Number(new URL(await listen(upgrading, { host: '127.0.0.1', port: 0 })).port);
  const offer = (protocol: string) =>
    `POST /graphql HTTP/1.1\r\nHost: gateway\r\nConnection: Upgrade, close\r\nUpgrade: ${protocol}\r\nContent-Length: 2\r\n\r\n{}`;
  expect(await send(offer('h2c'), to)).toBe('HTTP/1.1 200 OK');
  expect(await send(offer('WebSocket'), to)).toBe('HTTP/1.1 101 Switching Protocols');
  upgrading.close();
});

test('a request before the answer to the last one is not answered, and closes the connection after that answer', async () => {
  const [one, ...rest] = [1, 2, 3].map((nth) => `GET /${nth} HTTP/1.1\r\nHost: gateway\r\n\r\n`);
  const begun: (string | undefined)[] = [];
  const slow = createNodeServer(({ url }, response) => {
    begun.push(url);
    setImmediate(() => response.end('ok'));
  });
  const { port } = new URL(await listen(slow, { host: '127.0.0.1', port: 0 }));
  const socket = connect(Number(port), '127.0.0.1');
  socket.write([one, ...rest].join(''));
  const answers = await text(socket);
  expect([begun, answers.split('HTTP/1.1 200 OK').length - 1, answers.endsWith('ok')]).toEqual([['/1'], 1, true]);
  slow.close();
});

test.for([
  ['a length told twice', 'Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}'],
  ['a length beside chunks', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['chunks that are not the last coding', 'Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n'],
  ['a space before the colon', 'Content-Length : 2\r\n\r\n{}'],
  ['a folded header', 'X-A: 1\r\n Content-Length: 2\r\n\r\n{}'],
  ['chunks and a length, in the other order', 'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n'],
  ['a length with a sign', 'Content-Length: +2\r\n\r\n{}'],
  ['chunks under a hidden name', 'Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n'],
  ['a bare line feed in a chunk', 'Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n'],
  ['a chunk size that overflows', 'Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}\r\n0\r\n\r\n'],
  ['a carriage return in a header', 'X-A: a\rb\r\n\r\n'],
  ['a null byte in a header', 'X-A: a\u0000b\r\n\r\n'],
] as const)('header smuggling is refused: %s', async ([, rest]) => {
  const before = seen;
  expect(await send(head + rest)).toBe('HTTP/1.1 400 Bad Request');
  expect(seen).toBe(before);
});

test('two credentials at once are refused, though each stands on a line of its own', async () => {
  const identify = createIdentify({
    authenticators: [staffToken('a-token-of-staff')],
    guess: createRates(BOUNDS).guess,
    sessionCookie: 'directus_session_token',
    identityGraceMs: 0,
  });
  const codes: string[] = [];
  const guarded = createNodeServer(({ headers }, response) => {
    identify(new Headers({ authorization: String(headers.authorization) })).then(
      ({ kind }) => response.end(String(codes.push(kind))),
      ({ extensions }) => response.end(String(codes.push(extensions.code))),
    );
  });
  const to = Number(new URL(await listen(guarded, { host: '127.0.0.1', port: 0 })).port);
  const one = 'Authorization: Bearer a-token-of-staff\r\n';
  await send(`${head}${one}Content-Length: 0\r\n\r\n`, to);
  await send(`${head}${one}Authorization: Bearer another\r\nContent-Length: 0\r\n\r\n`, to);
  guarded.close();
  expect(codes).toEqual(['staff', 'CREDENTIALS_CONFLICT']);
});

test('header size bounds: 431', async () => {
  const answer = await send(`${head}X-A: ${'a'.repeat(20_000)}\r\n\r\n`);
  expect(answer).toBe('HTTP/1.1 431 Request Header Fields Too Large');
});

describe('slow clients', () => {
  const BOUNDS_MS = {
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    connectionsCheckingInterval: 5_000,
    maxHeaderSize: 16 * 1024,
    unreadTimeout: 30_000,
    unreadBytes: 64 * 1024 * 1024,
  };

  test('a client that reads nothing of an answer is disconnected; one that waits for its answer is not', async () => {
    let answer = () => {};
    const patient = createNodeServer(
      ({ url }, response) => {
        if (url === '/large') response.end(Buffer.alloc(64 * 1024 * 1024));
        else answer = () => response.end('late');
      },
      { ...BOUNDS_MS, unreadTimeout: 50 },
    );
    const { port } = new URL(await listen(patient, { host: '127.0.0.1', port: 0 }));
    const ask = (path: string) => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.write(`GET ${path} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n`);
      return socket;
    };
    const waiting = ask('/late');
    await once(patient, 'request');
    ask('/large').on('error', () => {});
    const [reader] = await once(patient, 'connection');
    await once(reader, 'close');
    answer();
    expect(await text(waiting)).toContain('late');
    patient.close();
  });

  test('past a bound of all answers that are not read, the connection with the largest is closed', async () => {
    const MB = 1024 * 1024;
    const large = createNodeServer(
      ({ url }, response) => response.end(Buffer.alloc(Number(url?.slice(1)) * MB)),
      BOUNDS_MS,
    );
    const { port } = new URL(await listen(large, { host: '127.0.0.1', port: 0 }));
    const ask = async (megabytes: number) => {
      const socket = connect(Number(port), '127.0.0.1').pause();
      socket.write(`GET /${megabytes} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n`);
      const [connection] = await once(large, 'connection');
      await once(large, 'request');
      return { socket, connection };
    };
    const [one, largest] = [await ask(20), await ask(30)];
    expect(largest.connection.destroyed).toBe(false);
    const last = await ask(25);
    await expect.poll(() => largest.connection.destroyed).toBe(true);
    const read = [one, last].map(async ({ socket }) => (await buffer(socket)).length > 20 * MB);
    expect(await Promise.all(read)).toEqual([true, true]);
    largest.socket.destroy();
    large.close();
  });

  test('a connection without a request is closed', async () => {
    const idle = createNodeServer((_, response) => response.end('ok'));
    idle.keepAliveTimeout = 50;
    const { port } = new URL(await listen(idle, { host: '127.0.0.1', port: 0 }));
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: gateway\r\n\r\n');
    expect(await text(socket)).toMatch(/ok$/);
    idle.close();
  });

  test('a request has 30 seconds, its headers 10, and both are looked at in time', () => {
    expect([server.requestTimeout, server.headersTimeout]).toEqual([30_000, 10_000]);
  });

  test.for([
    ['slow bodies', [`${head}Content-Length: 1000\r\n\r\n`, ...Array(1_000).fill('x')]],
    ['slow headers', [head, ...Array(1_000).fill('X-A: 1\r\n')]],
    ['a body that never comes', `${head}Content-Length: 1000\r\n\r\n`],
    ['chunks that never end', [`${head}Transfer-Encoding: chunked\r\n\r\n`, ...Array(1_000).fill('1\r\nx\r\n')]],
  ] as const)('%s are not waited for: 408', async ([, chunks]) => {
    const hasty = createNodeServer(
      (request, response) => {
        request.resume().on('end', () => response.end('ok'));
      },
      { ...BOUNDS_MS, headersTimeout: 150, requestTimeout: 150, connectionsCheckingInterval: 50 },
    );
    const url = await listen(hasty, { host: '127.0.0.1', port: 0 });
    expect(['HTTP/1.1 408 Request Timeout', RESET]).toContain(await send(chunks, Number(new URL(url).port)));
    hasty.close();
  });
});
