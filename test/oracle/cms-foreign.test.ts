import { buildSchema, printSchema } from 'graphql';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { directusSchema, lookupsOf } from '../../subgraphs/directus/index.ts';
import type { TestGateway } from '../gateway.ts';
import { holdEqual, TIMEOUT_MS } from './agreement.ts';
import { comparable, oracleOf, partOfCms } from './cms.ts';
import { withoutEmptied } from './cms-foreign/denied.ts';
import { askAs, startForeignGateway, toldSchema } from './cms-foreign/gateway.ts';
import { foreignContent, foreignNaming } from './cms-foreign/model.ts';
import { type ForeignRole, foreignModel } from './cms-foreign/oracle.ts';
import { cmsSpace } from './cms-space.ts';
import { queries } from './generate.ts';

/** For each role. */
const RUNS = 500;

const content = foreignContent();
const part = directusSchema(toldSchema(), foreignNaming);
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
 * What has no one meaning yet: counts of what may be seen behind a row that may not; decimals, which Directus rounds; in groups moments without a zone, and integers past 2^53,
 * and names of collections.
 */
const UNSEEN =
  /^CmsLibSpecimen(Filter|AggregatedFields|GroupBy|Sort)?\.(exact|EXACT|documentFunc)|Filter\.(loans|books|children)Func$|GroupBy\.(COLLECTION|LOCAL_MOMENT|HUGE|PARENT|SHELF|NUMBER)$/;

/** Rows that a role may read, of parents that it may not: to a filter behind such a parent, the gateway cannot say that it has them. */
const BEHIND_HIDDEN = /^CmsLibBookFilter\.loans$|^CmsLibShelfFilter\.(books|children)$/;

const isUnseenBy = (role: ForeignRole) => (coordinate: string) =>
  UNSEEN.test(coordinate) || lookups.has(coordinate) || (role !== 'staff' && BEHIND_HIDDEN.test(coordinate));
