import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from '../../gateway/http/listen.ts';
import type { TestGateway } from '../gateway.ts';

/** Gives a gateway of a test a port, for programs that run beside it. */
export async function serve(gateway: TestGateway): Promise<{ origin: string; close(): void }> {
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const answer = await gateway.fetch(`http://gateway${url}`, {
      method,
      headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
      ...(method === 'POST' && { body: await buffer(request) }),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
  });
  return {
    origin: await listen(server, { host: '127.0.0.1', port: 0 }),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
