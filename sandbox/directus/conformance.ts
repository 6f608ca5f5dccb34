import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  answersOf,
  changesBetween,
  columnsOf,
  readDescribedColumns,
  readDifferences,
  readSchema,
  readSpecification,
  recordedSchema,
} from './conformance/answers.ts';
import { ask, type Target } from './conformance/request.ts';
import { RECORDED, type Suite } from './conformance/topics.ts';

export type { Target } from './conformance/request.ts';
export { FOREIGN, OWN } from './conformance/topics.ts';

/**
 * Registers vitest tests that ask a Directus what a real one with the same content was asked, and expect what it
 * answered. The stand-in and a real one are held to the same answers, so that the stand-in cannot drift into kindness.
 * @param target where it answers; a function when that is known only once the tests run
 * @param version which one it is: what another version than the recorded one answers differently is recorded as well
 */
export function conformanceSuite(suite: Suite, target: Target | (() => Target), version: string = RECORDED): void {
  const resolve = typeof target === 'function' ? target : () => target;
  const differences = readDifferences(suite, version);
  describe.each(Object.entries(suite.topics))('%s', (topic, requests) => {
    const recorded = JSON.parse(readFileSync(answersOf(suite, topic), 'utf8'));
    const answers = { ...recorded, ...differences.answers[topic] };
    test.each(Object.entries(requests))('%s', async (name, request) => {
      expect(answers, 'Record it: see conformance/record.ts.').toHaveProperty([name]);
      expect(await ask(resolve(), request)).toEqual(answers[name]);
    });
  });
  describe('schema', () => {
    test.each(Object.entries({ ...suite.callers, service: '$TOKEN' }))('of the %s', async (caller, token) => {
      const schema = await readSchema(resolve(), token);
      const recorded = recordedSchema(suite, caller);
      if (version === RECORDED) expect(schema).toBe(recorded);
      else expect(await changesBetween(recorded, schema)).toEqual(differences.schemas[caller]);
      expect(await readSpecification(resolve(), token), 'as text').toBe(schema);
    });
    test('columns as they are described', async () => {
      expect(await readDescribedColumns(resolve())).toEqual(JSON.parse(readFileSync(columnsOf(suite), 'utf8')));
    });
  });
}
