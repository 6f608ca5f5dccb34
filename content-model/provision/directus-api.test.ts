import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { openDirectusApi } from './directus-api.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  closing.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const refusing = (status: number, message: string) =>
  serve((_, response) => response.writeHead(status).end(JSON.stringify({ errors: [{ message }] })));

it('sends the token and JSON, and answers with the data', async () => {
  const url = await serve(async (request, response) => {
    const { method, url, headers } = request;
    const data = { method, url, body: await text(request), token: headers.authorization };
    response.end(JSON.stringify({ data }));
  });
  expect(await openDirectusApi(url, 'secret').request('POST', '/items/x', { a: 1 })).toEqual({
    method: 'POST',
    url: '/items/x',
    body: '{"a":1}',
    token: 'Bearer secret',
  });
});

it('answers with undefined where there is no body', async () => {
  const url = await serve((_, response) => response.writeHead(204).end());
  expect(await openDirectusApi(url, 'secret').request('POST', '/schema/diff', {})).toBeUndefined();
});

it('says what went wrong and what to do', async () => {
  const failing = async (url: string) => openDirectusApi(url, 'secret').request('GET', '/x');
  await expect(failing(await refusing(401, 'Invalid user credentials.'))).rejects.toThrow(
    'GET /x: Directus does not know this token. Set DIRECTUS_ADMIN_TOKEN to an administrator’s static token.',
  );
  await expect(failing(await refusing(403, 'No.'))).rejects.toThrow('must belong to an administrator (No.)');
  await expect(failing(await refusing(400, 'Slug has to be unique.'))).rejects.toThrow(
    'GET /x: Directus answered HTTP 400: Slug has to be unique.',
  );
  const restricted = await serve((_, response) =>
    response.writeHead(403).end('{"errors":[{"message":"Restricted.","extensions":{"code":"RESOURCE_RESTRICTED"}}]}'),
  );
  await expect(failing(restricted)).rejects.toThrow('The licence of this Directus does not allow it');
  const taken = await serve((_, response) =>
    response
      .writeHead(400)
      .end('{"errors":[{"message":"Value \\"a-secret\\" for field","extensions":{"field":"token"}}]}'),
  );
  await expect(failing(taken)).rejects.toThrow(
    'GET /x: Directus answered HTTP 400: Another user of Directus has the token of DIRECTUS_TOKEN: choose another',
  );
  const html = await serve((_, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'));
  await expect(failing(html)).rejects.toThrow('Directus answered HTTP 502: <h1>Bad gateway</h1>');
  await expect(failing('http://127.0.0.1:1')).rejects.toThrow('Directus cannot be reached at http://127.0.0.1:1.');
});
