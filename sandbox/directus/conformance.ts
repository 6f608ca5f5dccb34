import { readFileSync } from 'node:fs';
import { buildSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { answersOf, readSchema, readSpecification, schemaFile } from './conformance/answers.ts';
import { ask, type Target } from './conformance/request.ts';
import { TOPICS } from './conformance/topics.ts';

export type { Target } from './conformance/request.ts';

const committedSchema = new URL('../../subgraphs/directus/schema.graphql', import.meta.url);

/**
 * Registers vitest tests that ask a Directus with the project's content what a real one was asked, and expect what it
 * answered. The stand-in and a real one are held to the same answers, so that the stand-in cannot drift into kindness.
 * @param target where it answers; a function when that is known only once the tests run
 */
export function conformanceSuite(target: Target | (() => Target)): void {
  const resolve = typeof target === 'function' ? target : () => target;
  describe.each(Object.entries(TOPICS))('%s', (topic, requests) => {
    const answers = JSON.parse(readFileSync(answersOf(topic), 'utf8'));
    test.each(Object.entries(requests))('%s', async (name, request) => {
      expect(answers, 'Record it: see conformance/record.ts.').toHaveProperty([name]);
      expect(await ask(resolve(), request)).toEqual(answers[name]);
    });
  });
  describe('schema', () => {
    test('of the public', async () => {
      expect(await readSchema(resolve(), 'public')).toBe(readFileSync(schemaFile, 'utf8'));
    });
    test.each(['public', 'service'] as const)('of the %s, told as text, is the same', async (caller) => {
      expect(await readSpecification(resolve(), caller)).toBe(await readSchema(resolve(), caller));
    });
    test('of the service', async () => {
      const committed = lexicographicSortSchema(buildSchema(readFileSync(committedSchema, 'utf8')));
      expect(await readSchema(resolve(), 'service')).toBe(`${printSchema(committed)}\n`);
    });
  });
}
