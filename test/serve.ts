import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TestGateway } from './gateway.ts';
import { freePort } from './ports.ts';

/** A gateway of a test on a port, for programs and browsers beside it. */
export interface ServedGateway {
  /** Where it answers: `http://127.0.0.1:40123`. */
  readonly url: string;
  /** How many GraphQL requests it has been sent so far. */
  graphqlRequests(): number;
  /** Ends the port; the gateway goes on. */
  close(): Promise<void>;
}

/** Serves a gateway on a port, and counts what it is asked. */
export async function serve(gateway: TestGateway): Promise<ServedGateway> {
  let graphqlRequests = 0;
  const server: Server = createServer(async (request, response) => {
    if (request.url?.startsWith('/graphql')) graphqlRequests += 1;
    const answer = await gateway.fetch(requestOf(request));
    response.writeHead(answer.status, [...answer.headers].flat());
    // A stream of events has no end, and parts are for clients that do not wait for it.
    const stream =
      /^(text\/event-stream|multipart\/mixed)/.test(answer.headers.get('content-type') ?? '') && answer.body;
    if (stream) await pipeline(stream, response).catch(() => undefined);
    else response.end(Buffer.from(await answer.arrayBuffer()));
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    graphqlRequests: () => graphqlRequests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function requestOf(request: IncomingMessage): Request {
  const { method = 'GET', headers, url = '/' } = request;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(`http://${headers.host}${url}`, {
    method,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
    ...(hasBody && { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' }),
  });
}
