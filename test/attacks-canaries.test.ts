import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { buildClientSchema, buildSchema, type GraphQLSchema, getIntrospectionQuery, isRequiredArgument } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AttackerName, startTarget, type Target } from './attacks.ts';
import { queries } from './oracle/generate.ts';

/** How many queries of each kind a caller sends, and which: others in each run, unless `ORACLE_SEED` says. */
const RUNS = Number(process.env.ORACLE_RUNS ?? 300);
const SEED = Number(process.env.ORACLE_SEED ?? Date.now() % 2 ** 31);

const targets: Partial<Record<AttackerName, Target>> = {};
beforeAll(async () => {
  [targets.anonymous, targets.partner] = await Promise.all([startTarget('anonymous'), startTarget('partner')]);
});
afterAll(async () => {
  for (const [attacker, target] of Object.entries(targets)) {
    console.log(
      `${target.tried()} random queries of ${attacker} callers were tried (ORACLE_SEED=${SEED}); no byte of the CRM was answered`,
    );
    await target.gateway.close();
  }
});

function targetOf(attacker: AttackerName): Target {
  const target = targets[attacker];
  if (!target) throw new Error(`No attack by ${attacker} was begun.`);
  return target;
}

/** The whole graph: what only staff may ask is asked here too, by a caller who is nobody. */
const whole = buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));

function withoutRequired(schema: GraphQLSchema, of: string, names: RegExp): string[] {
  const type = schema.getType(of);
  const fields = type && 'getFields' in type ? Object.values(type.getFields()) : [];
  return fields
    .filter((field) => names.test(field.name) && !('args' in field && field.args.some(isRequiredArgument)))
    .map(({ name }) => name);
}

describe.each(['anonymous', 'partner'] as const)('nothing reaches CRM data, asked by %s callers', (attacker) => {
  test.for([
    ['of the whole graph, as staff may ask them', /^/],
    ['of the CRM', /^crm/],
  ] as const)('%s', { timeout: 300_000 }, async ([, roots]) => {
    await holdsFor(targetOf(attacker), whole, roots);
  });

  test('of what they may ask', { timeout: 300_000 }, async () => {
    const target = targetOf(attacker);
    const { data } = JSON.parse((await target.ask(getIntrospectionQuery())).text);
    expect(await holdsFor(target, buildClientSchema(data), /^/)).toBeGreaterThan(RUNS / 2);
  });
});

/** @returns how many of the queries were answered with data */
async function holdsFor(target: Target, schema: GraphQLSchema, roots: RegExp): Promise<number> {
  const random = queries({
    schema,
    roots: withoutRequired(schema, 'Query', roots),
    fields: ({ name }) => withoutRequired(schema, name, /^/),
    depth: 5,
    breadth: 3,
  });
  let answered = 0;
  for (const { query, variables, operationName } of fc.sample(random, { numRuns: RUNS, seed: SEED })) {
    const { text } = await target.ask(query, variables, operationName);
    if (JSON.parse(text).data) answered += 1;
  }
  return answered;
}
