import { expect, test } from 'vitest';
import { answers, type Fault, resets } from './faulty.ts';
import { DATA, useFaultyGateway, without } from './faulty-gateway.ts';

const { directus, gateway, ask } = useFaultyGateway({
  connect: { tuning: { failuresToOpen: Number.POSITIVE_INFINITY } },
});

/** Fails so often, then passes on. */
const failing = (times: number, fault: Fault): Fault => {
  let left = times;
  return (response, request) => {
    if (left > 0) fault(response, request);
    else directus.pass(request, response);
    left -= 1;
  };
};

test.each<[why: string, times: number, fault: Fault]>([
  ['at once when a kept connection ends before any answer', 1, resets],
  ['when the connection ends again', 2, resets],
  ['when an answer breaks off', 1, (response) => response.writeHead(200).write('{', () => response.destroy())],
  ['when a proxy finds nobody', 2, answers(502, '')],
  ['as soon as Retry-After allows it: 503', 1, answers(503, '', { 'retry-after': '0' })],
  ['as soon as Retry-After allows it: 429', 2, answers(429, '', { 'retry-after': '0' })],
  ['as soon as Retry-After allows it: a date', 1, answers(503, '', { 'retry-after': new Date(0).toUTCString() })],
])('a read is sent again %s', async (_, times, fault) => {
  directus.break(failing(times, fault));
  expect(await ask()).toEqual({ data: DATA });
  expect(directus.requests).toBe(times + 1);
});

test('a read is sent again twice at most', async () => {
  await refill();
  directus.break(resets);
  await ask();
  expect(directus.requests).toBe(3);
});

test('a read is not sent again after a 429 without Retry-After', async () => {
  directus.break(answers(429, ''));
  expect(await ask()).toEqual(
    without('cmsTags', {
      code: 'UPSTREAM_RATE_LIMITED',
      message: 'Directus received too many requests. Try again later.',
    }),
  );
  expect(directus.requests).toBe(1);
});

test.each<[what: string, fault: Fault]>([
  ['refused', answers(503, '', { 'retry-after': '0' })],
  ['broken off', resets],
])('a write that was %s is not sent again', async (_, fault) => {
  directus.break(fault);
  const { result } = await gateway().ask('mutation { cmsUpdateTag(id: "1", data: {}) { id } }', {}, { staff: true });
  expect(result.data).toEqual({ cmsUpdateTag: null });
  expect(result.errors).toHaveLength(1);
  expect(directus.requests).toBe(1);
});

test('reads are sent again within a budget of a fifth of the requests, and so many are saved up', async () => {
  await refill();
  directus.break(answers(503, '', { 'retry-after': '0' }));
  for (let asked = 0; asked < 10; asked += 1) await ask();
  // Those that are saved up last for five requests, which earn one more.
  expect(directus.requests).toBe(10 + 10 + 1);
  directus.break(undefined);
  await refill();
});

/** Asks so often, without a failure, that the whole budget is there. */
async function refill(): Promise<void> {
  for (let asked = 0; asked < 50; asked += 1) await ask();
}
