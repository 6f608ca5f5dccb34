import fc from 'fast-check';
import { buildSchema, type ExecutionResult, printSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { lookupsOf } from '../../subgraphs/directus/index.ts';
import { directusSchema } from '../../subgraphs/directus/testing.ts';
import type { TestGateway } from '../gateway.ts';
import { TIMEOUT_MS } from './agreement.ts';
import { comparable, oracleOf, partOfCms } from './cms.ts';
import { askAs, readSchema, startForeignGateway } from './cms-foreign/gateway.ts';
import { resetForeign } from './cms-foreign/load.ts';
import { foreignContent, foreignNaming } from './cms-foreign/model.ts';
import { type ForeignRole, foreignModel } from './cms-foreign/oracle.ts';
import { CLERK } from './cms-foreign/roles.ts';
import { writes } from './cms-foreign/write-space.ts';
import { type Refusal, type Write, type Written, write } from './cms-foreign/writes.ts';

/** How many writes follow each other. */
const RUNS = Number(process.env.ORACLE_RUNS ?? 400);

const part = directusSchema(readSchema(), foreignNaming);
const lookups = new Set(lookupsOf(part).map((name) => `Query.${name}`));
const schema = partOfCms(buildSchema(printSchema(part)), (coordinate) => lookups.has(coordinate));

/** What is read of what was written: values, and the rows that hang on it. */
const SELECTIONS: Readonly<Record<string, string>> = {
  CmsLibTag: '{ id name weight books(limit: 1000) { id sort } }',
  CmsLibPublisher: '{ code name country founded }',
  CmsLibShelve: '{ number label parent { number label } books { id } }',
  CmsLibBook:
    '{ id title isbn stage pages printed shelf { number label } publisher { code name } tags { id sort tag { id name } } loans(limit: 1000) { id } }',
  CmsLibLoan: '{ id reader nights lentAt book { id } }',
  CmsLibSpecimen:
    '{ id shortText longText flag whole huge ratio exact day clock localMoment moment document labels token digest place track area stops tracks areas shape }',
  CmsLibSettings: '{ motto opening }',
};

let gateway: TestGateway;
let content = foreignContent();

beforeAll(async () => {
  gateway = await startForeignGateway();
});
afterAll(async () => {
  await gateway.close();
  // Others read what a real Directus holds.
  const real = inject('foreign');
  if (real.url !== '') await resetForeign(real, foreignContent());
});

describe('random writes, one after another, come to what an oracle in memory makes of them', () => {
  it.each(['staff', 'clerk'] as const)('by %s', { timeout: TIMEOUT_MS }, async (role) => {
    const seed = Number(process.env.ORACLE_SEED ?? Date.now() % 2 ** 31);
    console.info(`${RUNS} random writes: ORACLE_SEED=${seed}`);
    for (const [index, asked] of fc.sample(writes(), { seed, numRuns: RUNS }).entries()) {
      const context = `write ${index} of seed ${seed}: ${JSON.stringify(asked)}`;
      const answer = await askAs(gateway, role, { query: documentOf(asked), variables: asked.args });
      const written = mayWrite(role, asked) ? writtenBy(asked) : FORBIDDEN;
      if ('refusals' in written) expectRefusal(answer, written.refusals, context);
      else {
        content = { ...content, rows: written.rows };
        expect(comparable(answer), context).toEqual(comparable(expected(role, asked, written)));
      }
      if (index % 50 === 49 || index === RUNS - 1) await expectAllRows(context);
    }
  });
});

type Done = Exclude<Written, { refusals: unknown }>;

const FORBIDDEN: Written = { refusals: [{ code: 'FORBIDDEN' }] };

function writtenBy(asked: Write): Written {
  return write(content, foreignModel.shapes, asked);
}

function mayWrite(role: ForeignRole, { type, args, rows }: Write): boolean {
  const isNothing = rows === 'many' && (args.ids ?? (args.data as readonly unknown[])).length === 0;
  return role === 'staff' || isNothing || CLERK.writes.includes(foreignModel.shapes[type]?.collection ?? '');
}

function nameOf({ type, kind, rows }: Write): string {
  const name = type.slice('Cms'.length) + (rows === 'many' ? 's' : '');
  return `cms${kind.charAt(0).toUpperCase()}${kind.slice(1)}${name}`;
}

function documentOf(asked: Write): string {
  const input = `${asked.type.slice('Cms'.length)}Input`;
  const prefix = asked.kind === 'create' ? 'CmsCreate' : 'CmsUpdate';
  const types = {
    id: 'ID!',
    ids: '[ID!]!',
    data: asked.kind === 'create' && asked.rows === 'many' ? `[${prefix}${input}!]!` : `${prefix}${input}!`,
  };
  const given = Object.keys(asked.args) as (keyof typeof types)[];
  const declared = given.map((name) => `$${name}: ${types[name]}`).join(', ');
  const passed = given.map((name) => `${name}: $${name}`).join(', ');
  return `mutation (${declared}) { written: ${nameOf(asked)}(${passed}) ${asked.kind === 'delete' ? '' : SELECTIONS[asked.type]} }`;
}

/** What the graph reads of the rows afterwards, as a query would. */
function expected(role: ForeignRole, asked: Write, { keys }: Done): ExecutionResult {
  const { type, kind, rows, args } = asked;
  if (kind === 'delete') return { data: { written: rows === 'one' ? args.id : keys.map(String) } };
  const root = type.charAt(0).toLowerCase() + type.slice(1);
  const fields =
    rows === 'singleton'
      ? [`row0: ${root} ${SELECTIONS[type]}`]
      : keys.map((key, index) => `row${index}: ${root}(id: ${JSON.stringify(String(key))}) ${SELECTIONS[type]}`);
  if (fields.length === 0) return { data: { written: [] } };
  const { answer } = oracleOf(foreignModel, content, role, schema);
  const { data, errors = [] } = answer({ query: `{ ${fields.join(' ')} }`, variables: {} });
  const found = Object.values(data ?? {});
  const placed = errors.map((error) => {
    const [root, ...rest] = error.path ?? [];
    const index = Number(String(root).slice('row'.length));
    return { ...error, path: rows === 'many' ? ['written', index, ...rest] : ['written', ...rest] };
  });
  return { data: { written: rows === 'many' ? found : (found[0] ?? null) }, errors: placed as never };
}

function expectRefusal({ data, errors = [] }: ExecutionResult, refusals: readonly Refusal[], context: string): void {
  expect(data, `${context}\nrefused for ${JSON.stringify(refusals)}`).toEqual({ written: null });
  expect(errors.length, context).toBeGreaterThan(0);
  for (const { path, extensions } of errors) {
    expect(path, context).toEqual(['written']);
    const reported = { code: extensions?.code, input: extensions?.input };
    const isOne = refusals.some(({ code, input }) => code === reported.code && isPlace(reported.input, input));
    expect(isOne, `${context}\n${JSON.stringify(errors)}\nnone of ${JSON.stringify(refusals)}`).toBe(true);
  }
}

/** Directus does not always say which of several values it was: then the place is what they have in common. */
function isPlace(reported: unknown, place: Refusal['input']): boolean {
  if (!Array.isArray(reported) || !place) return reported === undefined && place === undefined;
  return reported.every((key, index) => key === place[index]);
}

/** Everything that can be written, whole: what was refused has left no trace, and nothing went that should not. */
async function expectAllRows(context: string): Promise<void> {
  const lists = Object.entries(SELECTIONS).map(([type, selection]) => {
    const root = type.charAt(0).toLowerCase() + type.slice(1);
    return type === 'CmsLibSettings' ? `${root} ${selection}` : `${root}s(limit: 1000) ${selection}`;
  });
  const query = { query: `{ ${lists.join(' ')} cmsLibBooksTags(limit: 1000) { id } }`, variables: {} };
  const { answer } = oracleOf(foreignModel, content, 'staff', schema);
  expect(comparable(await askAs(gateway, 'staff', query)), `all rows after ${context}`).toEqual(
    comparable(answer(query)),
  );
}
