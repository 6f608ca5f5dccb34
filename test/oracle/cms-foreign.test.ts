import { buildSchema, printSchema } from 'graphql';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { directusSchema, lookupsOf } from '../../subgraphs/directus/index.ts';
import type { TestGateway } from '../gateway.ts';
import { holdEqual, TIMEOUT_MS } from './agreement.ts';
import { comparable, oracleOf, partOfCms } from './cms.ts';
import { withoutEmptied } from './cms-foreign/denied.ts';
import { askAs, readSchema, startForeignGateway } from './cms-foreign/gateway.ts';
import { foreignContent, foreignNaming } from './cms-foreign/model.ts';
import { type ForeignRole, foreignModel } from './cms-foreign/oracle.ts';
import { cmsSpace } from './cms-space.ts';
import { queries } from './generate.ts';

/** For each role. */
const RUNS = 500;

const content = foreignContent();
const part = directusSchema(readSchema(), foreignNaming);
const lookups = new Set(lookupsOf(part).map((name) => `Query.${name}`));
const graph = buildSchema(printSchema(part));

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startForeignGateway();
});
afterAll(() => gateway.close());

describe('a content model that nobody foresaw answers random queries as an oracle over the same content', () => {
  it.each(['staff', 'clerk', 'public'] as const)('for %s', { timeout: TIMEOUT_MS }, async (role) => {
    const { schema, answer } = oracleOf(foreignModel, content, role, partOfCms(graph, isUnseenBy(role)));
    await holdEqual(
      queries(cmsSpace({ model: foreignModel, role, schema, content })),
      async (query) => comparable(withoutEmptied(await askAs(gateway, role, query))),
      async (query) => comparable(withoutEmptied(answer(query))),
      { runs: RUNS },
    );
  });
});

/**
 * Rows that a role may read, of parents that it may not, and how many they are: Directus does not give the key of a many-to-one, so that the
 * gateway cannot say to a filter which rows such a parent has. Staff read all.
 */
const BEHIND_HIDDEN = /^CmsLib(Book|Shelve)(Quantifier)?Filter\.(loans|books|children)(Func)?$/;

const isUnseenBy = (role: ForeignRole) => (coordinate: string) =>
  lookups.has(coordinate) || (role !== 'staff' && BEHIND_HIDDEN.test(coordinate));
