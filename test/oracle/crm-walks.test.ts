import fc from 'fast-check';
import { type ExecutionResult, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { elements, property } from '../../subgraphs/common/json.ts';
import type { Upstream } from '../../subgraphs/contract/upstream.ts';
import { execute } from '../../subgraphs/testing/execute.ts';
import { startCrm, world } from './crm-server.ts';
import { crmWalks, expectedList, pageQuery, type Walk } from './crm-walks.ts';

/** How many walks there are: 500, or what `ORACLE_WALKS` says. `ORACLE_SEED` says which. */
const WALKS = Number(process.env.ORACLE_WALKS ?? 500);
const SEED = Number(process.env.ORACLE_SEED ?? Date.now() % 2 ** 31);

let crm: Upstream;
beforeAll(async () => {
  crm = await startCrm();
});
afterAll(() => crm.close());

async function ask(query: string): Promise<ExecutionResult> {
  const context = { caller: { audience: 'internal' } } as const;
  return JSON.parse(JSON.stringify(await execute(crm, { document: parse(query), context })));
}

/** A page of a walk, from wherever its list stands. */
async function askPage(walk: Walk, page: object): Promise<unknown> {
  const { data, errors } = await ask(pageQuery(world, walk, page));
  expect(errors).toBeUndefined();
  const among = elements(property(property(data, 'parents'), 'edges')).map((edge) => property(edge, 'node'));
  const parent = property(data, 'parent') ?? among.find((node) => property(node, 'id') === walk.list.below?.parent.id);
  return property(parent ?? data, 'list');
}

async function walkThrough(walk: Walk): Promise<void> {
  const all = expectedList(world, walk).edges;
  const size = Math.max(1, Math.ceil(all.length / walk.pages));
  const isForward = walk.direction === 'forward';
  let met = 0;
  let cursor: string | null = null;
  do {
    const from = isForward ? met : Math.max(0, all.length - met - size);
    const to = isForward ? Math.min(all.length, met + size) : all.length - met;
    const around = isForward ? { first: size, after: cursor } : { last: size, before: cursor };
    const page = await askPage(walk, around);
    const edges = all.slice(from, to);
    expect(page).toEqual({
      totalCount: all.length,
      edges: edges.map(({ cursor, node: { id } }) => ({ cursor, node: expect.objectContaining({ id }) })),
      pageInfo: {
        hasNextPage: to < all.length,
        hasPreviousPage: from > 0,
        startCursor: edges.at(0)?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
    });
    met += to - from;
    cursor = edges.at(isForward ? -1 : 0)?.cursor ?? null;
  } while (met < all.length);
}

test(
  `${WALKS} random walks meet each record once, in the database's order: ORACLE_SEED=${SEED}`,
  async () => {
    await fc.assert(fc.asyncProperty(crmWalks(world), walkThrough), { numRuns: WALKS, seed: SEED });
  },
  60_000 + WALKS * 2_000,
);
