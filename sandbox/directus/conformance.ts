import { readFileSync } from 'node:fs';
import { buildSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { answersOf, readSchema, readSpecification, schemaOf } from './conformance/answers.ts';
import { ask, type Target } from './conformance/request.ts';
import type { Suite } from './conformance/topics.ts';

export type { Target } from './conformance/request.ts';
export { FOREIGN, OWN } from './conformance/topics.ts';

/**
 * Registers vitest tests that ask a Directus what a real one with the same content was asked, and expect what it
 * answered. The stand-in and a real one are held to the same answers, so that the stand-in cannot drift into kindness.
 * @param target where it answers; a function when that is known only once the tests run
 */
export function conformanceSuite(suite: Suite, target: Target | (() => Target)): void {
  const resolve = typeof target === 'function' ? target : () => target;
  describe.each(Object.entries(suite.topics))('%s', (topic, requests) => {
    const answers = JSON.parse(readFileSync(answersOf(suite, topic), 'utf8'));
    test.each(Object.entries(requests))('%s', async (name, request) => {
      expect(answers, 'Record it: see conformance/record.ts.').toHaveProperty([name]);
      expect(await ask(resolve(), request)).toEqual(answers[name]);
    });
  });
  describe('schema', () => {
    test.each(Object.entries(suite.callers))('of the %s', async (caller, token) => {
      const schema = await readSchema(resolve(), token);
      expect(schema).toBe(readFileSync(schemaOf(suite, caller), 'utf8'));
      expect(await readSpecification(resolve(), token), 'as text').toBe(schema);
    });
    test('of the service', async () => {
      const { token } = resolve();
      const recorded = lexicographicSortSchema(buildSchema(readFileSync(suite.schema, 'utf8')));
      expect(await readSchema(resolve(), token)).toBe(`${printSchema(recorded)}\n`);
      expect(await readSpecification(resolve(), token), 'as text').toBe(await readSchema(resolve(), token));
    });
  });
}
