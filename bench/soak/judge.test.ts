import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { createOutages } from './outages.ts';
import type { SoakQuestion } from './questions.ts';
import { slopeOf } from './slope.ts';

const RIGHT = { article: { title: 'A', region: { name: 'Ohio' }, cover: null, tags: [{ id: 1 }, { id: 2 }] } };
const question: SoakQuestion = {
  request: { path: '/graphql', headers: {}, body: '{}' },
  answer: JSON.stringify({ data: RIGHT }),
  isStaff: true,
};

const error = (path: (string | number)[], upstream = 'analytics', code = 'UPSTREAM_UNREACHABLE') => ({
  message: 'It cannot be reached.',
  path,
  extensions: { code, upstream },
});
const without = (change: object) => ({ article: { ...RIGHT.article, ...change } });

function verdictOn(body: unknown, { status = 200, missed = ['analytics'], of = question } = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const verdict = judge(of, { status, text }, new Set(missed));
  return verdict.kind === 'wrong' ? verdict.why.split(':', 1)[0] : verdict.kind;
}

test('the answer seen before is right, whatever is away', () => {
  expect(verdictOn(question.answer)).toBe('right');
  expect(verdictOn(question.answer, { missed: [] })).toBe('right');
});

test('fields of an upstream that was away may be null, with an error at their path', () => {
  const region = error(['article', 'region']);
  expect(verdictOn({ errors: [region], data: without({ region: null }) })).toBe('partial');
  expect(verdictOn({ errors: [error(['article', 'tags', 1, 'id'])], data: without({ tags: [{ id: 1 }, null] }) })).toBe(
    'partial',
  );
  expect(verdictOn({ errors: [error(['article', 'cover']), region], data: without({ region: null }) })).toBe('partial');
});

test('anything else is wrong', () => {
  const region = error(['article', 'region']);
  const data = without({ region: null });
  expect(verdictOn({ errors: [region], data }, { missed: [] })).toBe('No upstream was away');
  expect(verdictOn({ errors: [region], data }, { missed: ['twenty'] })).toBe('Another upstream is missing');
  expect(verdictOn({ errors: [region], data }, { status: 500 })).toBe('Neither whole nor partial');
  expect(verdictOn({ errors: [error(['article', 'region'], 'analytics', 'BAD_USER_INPUT')], data })).toBe(
    'Neither whole nor partial',
  );
  expect(verdictOn({ data })).toBe('Neither whole nor partial');
  expect(verdictOn('<html>')).toBe('Neither whole nor partial');
  expect(verdictOn({ errors: [error(['article', 'cover'])], data })).toBe('A null has no error');
  expect(verdictOn({ errors: [region, error(['article', 'title'])], data })).toBe('An error has no null');
  expect(verdictOn({ errors: [region], data: without({ region: null, title: 'B' }) })).toBe('A value is another');
  expect(verdictOn({ errors: [region], data: without({ region: null, tags: [{ id: 1 }] }) })).toBe(
    'A value is another',
  );
});

test('staff are unknown only while Directus is away', () => {
  const body = { errors: [{ message: 'It cannot be checked now.', extensions: { code: 'IDENTITY_UNAVAILABLE' } }] };
  expect(verdictOn(body, { status: 503, missed: ['directus'] })).toBe('unidentified');
  expect(verdictOn(body, { status: 503, missed: ['twenty'] })).toBe('Neither whole nor partial');
  const anonymous = { ...question, isStaff: false };
  expect(verdictOn(body, { status: 503, missed: ['directus'], of: anonymous })).toBe('Neither whole nor partial');
});

test('an outage concerns what was under way in it, and for five seconds after it', () => {
  let now = 0;
  const outages = createOutages(() => now);
  const missed = (sent: number, came: number) => [...outages.missedBetween(sent, came)];
  now = 100;
  outages.begins('cms');
  expect([missed(0, 99), missed(0, 100), missed(200, 300)]).toEqual([[], ['directus'], ['directus']]);
  now = 1_000;
  outages.ends('cms');
  expect([missed(6_000, 7_000), missed(6_001, 7_000)]).toEqual([['directus'], []]);
});

test('a slope is not led astray by a few points', () => {
  const line = [0, 1, 2, 3, 4, 5, 6, 7].map((at) => ({ at, value: 10 + 2 * at }));
  expect(slopeOf(line)).toBe(2);
  expect(slopeOf(line.map((point) => (point.at === 5 ? { ...point, value: 999 } : point)))).toBeCloseTo(2, 0);
  expect(slopeOf(line.map(({ at }) => ({ at, value: 3 })))).toBe(0);
  expect(slopeOf([])).toBeNaN();
});
