import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const REFUSED: readonly (readonly [what: string, document: string, message: string])[] = [
  [
    'a label of two fragments',
    '{ region(code: "US-06") { ... @defer(label: "a") { name } ... @defer(label: "a") { code } } }',
    'Value for arguments "defer(label:)" must be unique.',
  ],
  [
    'a label by a variable',
    'query ($label: String) { region(code: "US-06") { ... @defer(label: $label) { name } } }',
    'Argument "@defer(label:)" must be a static string.',
  ],
  [
    'a root field of a mutation',
    'mutation { ... @defer { cmsDeleteArticle(id: 1) } }',
    'Defer directive cannot be used on root mutation type "Mutation".',
  ],
  [
    'a root field of a subscription',
    'subscription { ... @defer(if: false) { seriesUpdated(codes: ["BLS:CES0000000001"]) { series { title } } } }',
    'Defer directive cannot be used on root subscription type "Subscription".',
  ],
  [
    'an event of a subscription',
    'subscription { seriesUpdated(codes: ["BLS:CES0000000001"]) { ...Event } } fragment Event on SeriesUpdate { ... @defer { series { title } } }',
    'Defer directive not supported on subscription operations. Disable `@defer` by setting the `if` argument to `false`.',
  ],
  ['a field', '{ region(code: "US-06") @defer { name } }', 'Directive "@defer" may not be used on FIELD.'],
];

describe('a document is refused that defers', () => {
  test.each(REFUSED)('%s', async (_, document, message) => {
    const { result } = await gateway.ask(document, {}, { staff: true });
    expect(result.errors?.map((error) => error.message)).toEqual([message]);
  });
});

test('whoever does not accept parts gets one whole answer', async () => {
  const fields = 'articles(first: 2) { title }';
  const plain = await gateway.ask(`{ region(code: "US-06") { name ${fields} } }`);
  const deferred = await gateway.ask(`{ region(code: "US-06") { name ... @defer { ${fields} } } }`);
  expect(deferred).toEqual(plain);
  expect(plain.result.errors).toBeUndefined();
});
