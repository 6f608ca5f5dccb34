import type { Profiler } from 'node:inspector';
import { expect, test } from 'vitest';
import { summaryOf } from './profile-summary.ts';

const root = new URL('../', import.meta.url).href;

test('samples are added up by package, by folder of ours, by module of Node’s and by what V8 calls its own', () => {
  const frames: readonly [functionName: string, url: string][] = [
    ['(idle)', ''],
    ['execute', `${root}gateway/plan/run.ts`],
    ['print', `${root}node_modules/graphql/language/printer.mjs`],
    ['inner', `${root}node_modules/one/node_modules/@scope/other/index.js`],
    ['write', 'node:internal/streams/writable'],
    ['(garbage collector)', ''],
    ['stringify', ''],
    ['post', 'node:inspector'],
  ];
  const profile: Profiler.Profile = {
    startTime: 0,
    endTime: 0,
    nodes: frames.map(([functionName, url], index) => ({
      id: index + 1,
      callFrame: { functionName, url, scriptId: '0', lineNumber: 6, columnNumber: 0 },
    })),
    samples: [1, 2, 2, 3, 4, 5, 6, 7, 8],
    timeDeltas: [50_000, 4_000, 3_000, 6_000, 5_000, 4_000, 3_000, 2_000, 9_000],
  };
  const { busyMs, modules, functions } = summaryOf(profile);
  expect(busyMs).toBe(27);
  expect(modules).toEqual([
    { name: 'gateway/plan', ms: 7 },
    { name: 'graphql', ms: 6 },
    { name: '@scope/other', ms: 5 },
    { name: 'node:streams', ms: 4 },
    { name: '(garbage collector)', ms: 3 },
    { name: '(built-in functions)', ms: 2 },
  ]);
  expect(functions.map(({ name }) => name)).toEqual([
    'execute gateway/plan/run.ts:7',
    'print graphql/language/printer.mjs:7',
    'inner @scope/other/index.js:7',
    'write node:internal/streams/writable:7',
    '(garbage collector)',
    'stringify',
  ]);
});
