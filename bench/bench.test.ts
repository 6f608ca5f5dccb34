import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import '../test/provided.ts';
import { bff } from './contestants/bff.ts';
import { chronos } from './contestants/chronos.ts';
import { enter } from './entrant.ts';
import { load, percentile } from './load.ts';
import { median } from './measure.ts';
import { startUpstreamsOver, type Upstreams } from './upstreams/run.ts';

let upstreams: Upstreams;
beforeAll(async () => {
  upstreams = await startUpstreamsOver(inject('databaseUrl'));
});
afterAll(() => upstreams.stop());

/** Programs are started: on a busy machine that takes its time. */
describe('the benchmark', () => {
  test.each([bff, chronos])(
    '$name answers what the data say, by three requests to the upstreams',
    async (contestant) => {
      const { questions, running, url } = await enter(contestant, upstreams, { offsets: 24 });
      try {
        await upstreams.takeCounts();
        const { requests } = await load({ url, questions, connections: 1, ms: 1 });
        const { counts, statements } = await upstreams.takeCounts();
        expect(questions).toHaveLength(24);
        expect({ counts, statements }).toEqual({
          counts: { cms: requests, crm: requests, analytics: requests },
          statements: 0,
        });
        expect(running.cpuMs()).toBeGreaterThan(0);
        expect(running.rssMb()).toBeGreaterThan(0);
      } finally {
        await running.stop();
      }
    },
  );

  test('an answer that is not the one seen before ends the run', async () => {
    const { questions, running, url } = await enter(bff, upstreams, { offsets: 1 });
    try {
      const changed = questions.map(({ request }) => ({ request, answer: 'another' }));
      await expect(load({ url, questions: changed, connections: 2, ms: 1 })).rejects.toThrow('not as before');
    } finally {
      await running.stop();
    }
  });

  test('a wrong answer is found before anything is timed', async () => {
    const wrong = { ...bff, items: () => [] };
    await expect(enter(wrong, upstreams, { offsets: 1 })).rejects.toThrow('bff answers offset 0 wrongly');
  });
});

test('medians and percentiles', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, Number.NaN]);
  const sorted = Float64Array.from({ length: 200 }, (_, index) => index + 1);
  expect([percentile(sorted, 0.5), percentile(sorted, 0.99), percentile(sorted, 1)]).toEqual([101, 199, 200]);
  expect(percentile(new Float64Array(), 0.5)).toBeNaN();
});
