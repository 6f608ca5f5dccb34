import { afterAll, beforeAll, expect, test } from 'vitest';
import { elements, isJsonObject, property } from '../../subgraphs/common/json.ts';
import { startGateway, type TestGateway } from '../gateway.ts';
import { UNBOUNDED } from '../oracle/unbounded.ts';
import { type Agent, connectAgent, textOf } from './agent.ts';
import questions from './questions.json' with { type: 'json' };

/* What an assistant is asked, the call that answers it, and the answer: expected figures are those of the sandbox's own files. */

let gateway: TestGateway;
let agent: Agent;
beforeAll(async () => {
  gateway = await startGateway({ server: { bounds: UNBOUNDED } });
  agent = await connectAgent(gateway);
});
afterAll(async () => {
  await agent.close();
  await gateway.close();
});

test('there are 120 questions, 40 of which have no answer', () => {
  expect([questions.length, questions.filter((each) => 'isUnknown' in each).length]).toEqual([120, 40]);
});

test.each(questions)('$question', async ({ tool, arguments: given, answer }) => {
  const result = await agent.callTool({ name: tool, arguments: given });
  const { refused, ...found }: { readonly refused?: string } = answer;
  expect(result.isError ?? false).toBe(refused !== undefined);
  if (refused !== undefined) expect(textOf(result)).toContain(refused);
  expect(asFarAs(found, result.structuredContent ?? {})).toEqual(found);
  if (refused === undefined) expect(JSON.parse(textOf(result))).toEqual(result.structuredContent);
});

/** What an answer has where something is expected: of a list, as many items; of a text, the expected part. */
function asFarAs(expected: unknown, actual: unknown): unknown {
  if (typeof expected === 'string' && typeof actual === 'string') return actual.includes(expected) ? expected : actual;
  if (Array.isArray(expected)) {
    const items = elements(actual);
    return expected.length === 0 ? items : expected.map((each, nth) => asFarAs(each, items[nth]));
  }
  if (!isJsonObject(expected)) return actual;
  return Object.fromEntries(
    Object.entries(expected).map(([name, each]) => [name, asFarAs(each, property(actual, name))]),
  );
}
