import { buildSchema, printSchema } from 'graphql';
import { afterAll, beforeAll, it } from 'vitest';
import { lookupsOf } from '../../../subgraphs/directus/index.ts';
import { directusSchema } from '../../../subgraphs/directus/testing.ts';
import type { TestGateway } from '../../gateway.ts';
import { holdEqual, TIMEOUT_MS } from '../agreement.ts';
import { comparable, oracleOf, partOfCms } from '../cms.ts';
import { cmsSpace } from '../cms-space.ts';
import { queries } from '../generate.ts';
import { withoutEmptied } from './denied.ts';
import { askAs, readSchema } from './gateway.ts';
import { foreignContent, foreignNaming } from './model.ts';
import { type ForeignRole, foreignModel } from './oracle.ts';

/** For each role. */
const RUNS = 500;

const content = foreignContent();
const part = directusSchema(readSchema(), foreignNaming);
const lookups = new Set(lookupsOf(part).map((name) => `Query.${name}`));
const graph = buildSchema(printSchema(part));

/** Which roles ask what. */
export interface ForeignOracleOptions {
  readonly roles: readonly ForeignRole[];
  /** What a version of Directus gets wrong is left out of the queries, by its coordinate: `CmsLibLoanFilter.lentAtFunc`. */
  readonly wrong?: RegExp | undefined;
}

/** Registers tests that put random queries to a gateway over the foreign content, and to an oracle. */
export function foreignOracleSuite(start: () => Promise<TestGateway>, { roles, wrong }: ForeignOracleOptions): void {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await start();
  });
  afterAll(() => gateway.close());

  it.each(roles)('for %s', { timeout: TIMEOUT_MS }, async (role) => {
    const isUnseen = (coordinate: string) => isUnseenBy(role)(coordinate) || (wrong?.test(coordinate) ?? false);
    const { schema, answer } = oracleOf(foreignModel, content, role, partOfCms(graph, isUnseen));
    await holdEqual(
      queries(cmsSpace({ model: foreignModel, role, schema, content })),
      async (query) => comparable(withoutEmptied(await askAs(gateway, role, query))),
      async (query) => comparable(withoutEmptied(answer(query))),
      { runs: RUNS },
    );
  });
}

/**
 * Rows that a role may read, of parents that it may not, and how many they are: Directus does not give the key of a many-to-one, so that the
 * gateway cannot say to a filter which rows such a parent has. Staff read all.
 */
const BEHIND_HIDDEN = /^CmsLib(Book|Shelve)(Quantifier)?Filter\.(loans|books|children)(Func)?$/;

const isUnseenBy = (role: ForeignRole) => (coordinate: string) =>
  lookups.has(coordinate) || (role !== 'staff' && BEHIND_HIDDEN.test(coordinate));
