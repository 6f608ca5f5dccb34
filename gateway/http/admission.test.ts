import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Admission, createAdmission } from './admission.ts';

const OPTIONS = { maxInFlight: 100, maxDelayMs: 50 };

/** Lets in as many as there is room for. */
function fill(admission: Admission): (() => void)[] {
  const leaves: (() => void)[] = [];
  for (let leave = admission.admit(); leave; leave = admission.admit()) leaves.push(leave);
  return leaves;
}

const delays = (admission: Admission, ...ms: readonly number[]) => {
  for (const each of ms) admission.observe(each);
};

test('lets in as many as it may, and one more for each that leaves, who leaves once', () => {
  const admission = createAdmission(OPTIONS);
  const [first] = fill(admission);
  expect(admission.state).toEqual({ inFlight: 100, limit: 100, shed: 1, delayMs: 0 });
  first?.();
  first?.();
  expect(fill(admission)).toHaveLength(1);
  expect(admission.state).toEqual({ inFlight: 100, limit: 100, shed: 2, delayMs: 0 });
});

test('what stops the event loop once is no overload', () => {
  const admission = createAdmission(OPTIONS);
  fill(admission);
  delays(admission, 400, 400, 0, 400, 400, 0);
  expect(admission.state.limit).toBe(100);
});

test('a delay that lasts lets in as many fewer as it is too long, of those that there were, and then slowly more', () => {
  const admission = createAdmission(OPTIONS);
  const leaves = fill(admission);
  for (const leave of leaves.slice(40)) leave();
  delays(admission, 60, 60);
  expect(admission.state.limit).toBe(100);
  delays(admission, 60);
  expect(admission.state).toMatchObject({ inFlight: 40, limit: 32, delayMs: 60 });
  expect(admission.admit()).toBeUndefined();
  delays(admission, 100);
  expect(admission.state.limit).toBe(16);
  delays(admission, 20);
  expect(admission.state.limit).toBe(17);
  delays(admission, ...Array.from({ length: 20 }, () => 0));
  expect(admission.state.limit).toBe(100);
});

test('always lets some in, and never more than it may', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant('in'), fc.constant('out'), fc.double({ min: 0, max: 1_000, noNaN: true }))),
      (events) => {
        const admission = createAdmission(OPTIONS);
        const leaves: (() => void)[] = [];
        for (const event of events) {
          const { inFlight, limit } = admission.state;
          if (event === 'in') {
            const leave = admission.admit();
            expect(leave !== undefined).toBe(inFlight < limit);
            if (leave) leaves.push(leave);
          } else if (event === 'out') leaves.pop()?.();
          else admission.observe(event);
          expect(admission.state.inFlight).toBe(leaves.length);
          expect(admission.state.limit).toBeGreaterThanOrEqual(8);
          expect(admission.state.limit).toBeLessThanOrEqual(100);
        }
      },
    ),
  );
});

describe('a process that is asked more than it can answer', () => {
  /** What each request takes of the process in all, and how often it waits for an upstream in between, in milliseconds. */
  const STEPS = 3;
  const STEP_MS = 1;
  const UPSTREAM_MS = 2;
  const CAPACITY = 1_000 / (STEPS * STEP_MS);
  const SECONDS = 30;

  interface Served {
    /** How long requests took that were let in after the first third of the time, in milliseconds, the shortest first. */
    readonly latencies: readonly number[];
    readonly shed: number;
  }

  /** Plays an event loop: each turn takes the steps of all whose turn it is, one after another. */
  function serve(admission: Admission, perSecond: number): Served {
    const latencies: number[] = [];
    let under: { readonly since: number; readonly leave: () => void; step: number; due: number }[] = [];
    let now = 0;
    let arrived = 0;
    let shed = 0;
    let looked = { at: 0, turns: 0 };
    while (now < SECONDS * 1_000) {
      const began = now;
      for (; arrived * 1_000 < began * perSecond; arrived += 1) {
        const leave = admission.admit();
        if (leave) under.push({ since: (arrived * 1_000) / perSecond, leave, step: 0, due: 0 });
        else shed += 1;
      }
      for (const request of under.filter(({ due }) => due <= began)) {
        now += STEP_MS;
        request.step += 1;
        request.due = now + UPSTREAM_MS;
        if (request.step < STEPS) continue;
        request.leave();
        if (request.since > SECONDS * 333) latencies.push(now - request.since);
      }
      under = under.filter(({ step }) => step < STEPS);
      now = Math.max(now, began + 0.5);
      looked.turns += 1;
      if (now - looked.at >= 100) {
        admission.observe((now - looked.at) / looked.turns);
        looked = { at: now, turns: 0 };
      }
    }
    return { latencies: latencies.sort((one, other) => one - other), shed };
  }

  const quantile = ({ latencies }: Served, part: number) =>
    latencies[Math.floor(latencies.length * part)] ?? Number.POSITIVE_INFINITY;
  const bounded = () => createAdmission({ maxInFlight: 1_000, maxDelayMs: 50 });
  const unbounded = () => createAdmission({ maxInFlight: 1_000_000, maxDelayMs: 1_000_000 });

  test('sheds nothing of what it can answer', () => {
    const served = serve(bounded(), 0.9 * CAPACITY);
    expect(served.shed).toBe(0);
    expect(quantile(served, 0.99)).toBeLessThan(50);
  });

  test.for([1.2, 2, 5, 20])(
    'at %s times as much, those who are let in are answered soon, and it stays busy',
    (times) => {
      const served = serve(bounded(), times * CAPACITY);
      expect(quantile(served, 0.5)).toBeLessThan(4 * 50);
      expect(quantile(served, 0.99)).toBeLessThan(8 * 50);
      expect(served.latencies.length).toBeGreaterThan(0.9 * CAPACITY * SECONDS * (2 / 3));
      expect(quantile(serve(unbounded(), times * CAPACITY), 0.5)).toBeGreaterThan(1_000);
    },
  );
});
