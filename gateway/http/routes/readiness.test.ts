import { expect, test } from 'vitest';
import { answerReadiness } from './readiness.ts';

const replica = { inUse: false, lagSeconds: 45, fallbacks: 3 };
const state = {
  generation: 1,
  composedAt: new Date(0),
  upstreams: [
    { name: 'analytics', schemaFrom: 'code', problem: undefined, replica },
    { name: 'twenty', schemaFrom: 'live', problem: undefined },
  ],
  reloads: { swapped: 0, kept: 0 },
  changes: {},
  findings: [],
  changedIn: undefined,
  problem: undefined,
} as const;

test('everyone may see whether the replica of the database is in use, and staff its state', () => {
  const told = (inDetail: boolean) => {
    const { status, body } = answerReadiness(state, false, inDetail);
    return { status, upstreams: JSON.parse(String(body)).upstreams };
  };
  const twenty = { name: 'twenty', state: 'up', schemaFrom: 'live' };
  const analytics = { name: 'analytics', state: 'up', schemaFrom: 'code' };
  expect(told(false)).toEqual({ status: 200, upstreams: [{ ...analytics, replica: { inUse: false } }, twenty] });
  expect(told(true)).toEqual({ status: 200, upstreams: [{ ...analytics, replica }, twenty] });
});
