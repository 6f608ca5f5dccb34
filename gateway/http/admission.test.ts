import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAdmission } from './admission.ts';

const OPTIONS = { maxInFlight: 100, maxDelayMs: 50 };

/** Lets in as many as there is room for. */
function fill(admission: ReturnType<typeof createAdmission>): (() => void)[] {
  const leaves: (() => void)[] = [];
  for (let leave = admission.admit(); leave; leave = admission.admit()) leaves.push(leave);
  return leaves;
}

const delays = (admission: ReturnType<typeof createAdmission>, ...ms: readonly number[]) => {
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
  delays(admission, 400, 400, 400, 400, 0, 400, 400, 400, 400, 0);
  expect(admission.state.limit).toBe(100);
});

test('a delay that lasts lets in a fifth less at each look, of those that there were, and then slowly more', () => {
  const admission = createAdmission(OPTIONS);
  const leaves = fill(admission);
  for (const leave of leaves.slice(40)) leave();
  delays(admission, 60, 60, 60, 60);
  expect(admission.state.limit).toBe(100);
  delays(admission, 60);
  expect(admission.state).toMatchObject({ inFlight: 40, limit: 32, delayMs: 60 });
  expect(admission.admit()).toBeUndefined();
  delays(admission, 60);
  expect(admission.state.limit).toBe(25);
  delays(admission, 20);
  expect(admission.state.limit).toBe(28);
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
