import { createLogger } from 'graphql-yoga';
import { expect, test } from 'vitest';
import { articleSeries } from '../../demo/links/articles.ts';
import { links as ownLinks } from '../../demo/links/index.ts';
import { createMaskError } from '../../gateway/errors.ts';
import type { Link } from '../../gateway/links/link.ts';
import { reportRevalidation } from '../../gateway/observe/report.ts';
import { answers, faulty } from '../outages/faulty.ts';
import { behind, startCachedGateway } from './cached-gateway.ts';

/** Content is fresh for so long, in seconds. */
const FRESH = 60;

test('a failed revalidation is logged and counted: of an upstream that fails, and of an unexpected error', async () => {
  const said: unknown[][] = [];
  const at =
    (level: string) =>
    (...line: unknown[]) =>
      void said.push([level, ...line]);
  const logger = { ...createLogger('silent'), warn: at('warn'), error: at('error') };
  const maskError = createMaskError(logger);
  let mistake: Error | undefined;
  const mistaken: Link = {
    ...articleSeries,
    key(parent, args) {
      if (mistake) throw mistake;
      return articleSeries.key(parent, args);
    },
  };
  const failing = faulty();
  const watched = await startCachedGateway(
    {
      ...behind(failing),
      links: ownLinks.map((link) => (link === articleSeries ? mistaken : link)),
    },
    { onRevalidated: (revalidation) => reportRevalidation(revalidation, logger, maskError) },
  );
  const ask = () => watched.ask('{ cmsArticles(limit: 1) { title series { code } } }');
  const { result } = await ask();
  expect(result.errors).toBeUndefined();
  const { hash } = watched.last()?.operation ?? {};
  const could = `The cached answer of operation ${hash} is stale, and could not be revalidated`;

  watched.pass(FRESH);
  failing.break(answers(503, {}));
  expect((await ask()).result).toEqual(result);
  await expect.poll(() => said).toEqual([['warn', `${could}: UPSTREAM_OVERLOADED.`]]);

  failing.break(undefined);
  mistake = new TypeError('A mistake.');
  expect((await ask()).result).toEqual(result);
  await expect.poll(() => said).toHaveLength(3);
  expect(said.slice(1)).toEqual([
    ['error', expect.stringMatching(/^Error [\w-]{36}:$/), expect.objectContaining({ message: 'A mistake.' })],
    ['warn', `${could}: INTERNAL_SERVER_ERROR.`],
  ]);

  mistake = undefined;
  expect((await ask()).result).toEqual(result);
  expect(watched.cache.revalidations).toEqual({ all: 2, failed: 2 });
  await watched.close();
  await failing.close();
});
