import { request } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../../gateway/http/listen.ts';
import { createNodeServer } from '../../gateway/http/node-server.ts';
import { STAFF_TOKEN } from '../gateway.ts';
import { QUERY, useFaultyGateway } from './faulty-gateway.ts';

const { directus, twenty, gateway } = useFaultyGateway({});

// The first goes through the whole pipeline; from the second on, an operation is ready and answered ahead of it.
test.each(['first', 'second', 'third'])(
  'a client that leaves frees what is requested for it: the %s time',
  async () => {
    const server = createNodeServer(gateway().listener);
    onTestFinished(() => {
      server.close();
    });
    const url = await listen(server, { host: '127.0.0.1', port: 0 });
    let held = 0;
    let brokenOff = 0;
    for (const upstream of [directus, twenty]) {
      upstream.break((response) => {
        held += 1;
        response.on('close', () => {
          brokenOff += 1;
        });
      });
    }
    const body = JSON.stringify({ query: QUERY });
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      authorization: `Bearer ${STAFF_TOKEN}`,
    };
    const client = request(`${url}/graphql`, { method: 'POST', headers });
    client.on('error', () => {});
    client.end(body);
    while (held < 2) await turn();
    client.destroy();
    while (brokenOff < 2) await turn();
    // A statement is over once the server has ended it.
    const { upstreams } = gateway().generations.current;
    while (upstreams.some((upstream) => upstream.health().active > 0)) await turn();
    expect(upstreams.map((upstream) => upstream.health().waiting)).toEqual([0, 0, 0]);
  },
);
