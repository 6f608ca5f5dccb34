import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { type Fault, resets } from './faulty.ts';
import { useFaultyGateway } from './faulty-gateway.ts';

const READS = 20;

const { directus, gateway } = useFaultyGateway({ connect: { tuning: {} } });

test('a server closes all its idle connections at the moment of their next use: no read fails', async () => {
  const read = async (nth: number) => (await gateway().ask(`{ cmsTags(limit: ${nth + 1}) { id } }`)).result.errors;
  const readAll = () => Promise.all(Array.from({ length: READS }, (_, nth) => read(nth)));
  // Each read has a connection of its own: nothing is done with the first ones until all have arrived.
  const together = (each: Fault): Fault => {
    const waiting: (() => unknown)[] = [];
    let arrived = 0;
    return (response, request) => {
      arrived += 1;
      waiting.push(() => each(response, request));
      if (arrived >= READS) for (const go of waiting.splice(0)) go();
    };
  };
  const used = new Set<Socket>();
  directus.break(
    together((response, request) => {
      used.add(request.socket);
      directus.pass(request, response);
    }),
  );
  await readAll();
  directus.break(
    together((response, request) => {
      if (used.has(request.socket)) resets(response, request);
      else directus.pass(request, response);
    }),
  );
  expect(await readAll()).toEqual(Array(READS).fill(undefined));
  // More resets than open a circuit, and than the budget of retries has.
  expect(directus.requests).toBeGreaterThan(READS + 10);
});
