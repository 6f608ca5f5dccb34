import { afterEach, beforeEach, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../gateway.ts';
import { type Faulty, faulty } from '../outages/faulty.ts';

const SPECIFICATION = '/server/specs/graphql';
const COLUMNS = '/server/specs/oas';

let upstream: Faulty;
let gateway: TestGateway;
let asked: string[];
beforeEach(async () => {
  upstream = faulty();
  asked = [];
  gateway = await startGateway({ before: { directus: upstream.before } });
});
afterEach(async () => {
  await gateway.close();
  await upstream.close();
});

/** Notes what Directus is asked from now on, and answers for its specification as a test says. */
function listen(specification?: { readonly status: number; readonly text: string }): void {
  asked.length = 0;
  upstream.break((response, request) => {
    asked.push(`${request.method} ${request.url}`);
    if (specification && request.url === SPECIFICATION) {
      response.writeHead(specification.status, { 'content-type': 'text/plain' }).end(specification.text);
    } else upstream.pass(request, response);
  });
}

test('Directus is looked at by its schema as text, and not introspected as long as that is the same', async () => {
  listen();
  expect(await gateway.look()).toBeUndefined();
  expect(asked).toEqual([`GET ${SPECIFICATION}`]);
  listen({ status: 200, text: 'type Query {\n  another: Int\n}' });
  expect(await gateway.look()).toEqual({ outcome: 'swapped', generation: 2, changes: {}, findings: [] });
  // By a look, and by the reload.
  const read = ['POST /graphql', `GET ${COLUMNS}`, 'GET /server/info'];
  expect(asked).toEqual([`GET ${SPECIFICATION}`, `GET ${SPECIFICATION}`, ...read]);
  expect(await gateway.look()).toBeUndefined();
});

test('a Directus that does not describe its columns is served all the same, with a warning', async () => {
  upstream.break((response, request) => {
    if (request.url === COLUMNS) response.writeHead(404).end();
    else if (request.url === SPECIFICATION) response.writeHead(200).end('type Query {\n  another: Int\n}');
    else upstream.pass(request, response);
  });
  const findings = [
    {
      subject: 'Directus /server/specs/oas',
      detail:
        'Directus does not describe the columns there: decimals are Floats, rounded past 15 digits, and fewer fields are marked as never null.',
      remedy: 'Let the gateway reach that path of Directus.',
    },
  ];
  expect(await gateway.look()).toEqual({ outcome: 'swapped', generation: 2, changes: {}, findings });
});

test('types that are listed in another order are the same', async () => {
  const types = ['type Query {\n  a: A\n}', 'type A {\n  b: Int\n}', 'type C {\n  d: Int\n}'];
  listen({ status: 200, text: types.join('\n\n') });
  expect(await gateway.look()).toMatchObject({ generation: 2 });
  listen({ status: 200, text: types.toReversed().join('\n\n') });
  expect(await gateway.look()).toBeUndefined();
});

test('one that does not tell it as text is introspected', async () => {
  listen({ status: 403, text: '{"errors":[]}' });
  expect(await gateway.look()).toMatchObject({ outcome: 'swapped', generation: 2, changes: {} });
  listen({ status: 403, text: '{"errors":[]}' });
  expect(await gateway.look()).toBeUndefined();
  expect(asked).toEqual([`GET ${SPECIFICATION}`, 'POST /graphql']);
});
