import { expect, test } from 'vitest';
import { analytics, defineConfig, link } from './define.ts';
import { deploymentOf, loadDeployment } from './deployment.ts';
import { ConfigError } from './problems.ts';

const FILE = new URL('file:///acme/chronos.config.ts');

/** The problems of a file, one a line. */
function problemsOf(config: unknown): readonly string[] {
  try {
    deploymentOf(config, FILE);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

test('a file that says nothing has a default for everything', () => {
  expect(deploymentOf(defineConfig({}), FILE)).toMatchObject({
    folder: new URL('file:///acme/'),
    directus: { prefix: 'Cms', collectionPrefix: 'cms_', collections: { directus_files: { type: 'CmsFile' } } },
    twenty: {},
    links: [],
    hidden: { public: [], partner: [] },
    ttls: {},
    operations: [],
    examples: [],
    searches: [],
  });
});

test('what a file says is kept as it is', () => {
  const events = link<{ code: string }>({
    on: 'Region',
    field: 'events: [CmsEvent!]',
    description: 'What takes place in the region.',
    needs: '{ code }',
    lookup: analytics.regionsByCodes,
    key: ({ code }) => code,
  });
  const collections = { events: { fields: { a: 'A.', b: { name: 'other' } } }, drafts: false as const };
  const read = deploymentOf(defineConfig({ directus: { collections }, links: [events] }), FILE);
  expect(read.directus.collections).toMatchObject(collections);
  expect(read.links[0]).toBe(events);
});

test('all problems of a file are reported at once, each with its place', () => {
  const config = {
    directus: { collections: { events: { type: 'Event', lookups: { code: 'like' }, names: [] }, drafts: true } },
    links: [{ on: 'Region' }, { on: 'Region', field: 'a: Int', needs: '{ a: code }' }],
    audiences: { public: { hidden: ['Cms*.internal note'] }, staff: { hidden: [] } },
    ttls: { CrmCompany: { maxAge: 60, staleWhileRevalidate: 0, staleIfError: 0 }, CmsTag: { maxAge: -1 } },
    operations: [{ audience: 'public', documents: [], output: 'generated' }],
  };
  expect(problemsOf(config)).toMatchInlineSnapshot(`
    [
      "/acme/chronos.config.ts: directus.collections.events.type must begin with Cms, in Pascal case, such as CmsEvent.",
      "/acme/chronos.config.ts: directus.collections.events.lookups.code must be equals or contains.",
      "/acme/chronos.config.ts: directus.collections.events has no option names.",
      "/acme/chronos.config.ts: directus.collections.drafts must be an object, or false.",
      "/acme/chronos.config.ts: links.0 must be made by link() or locatedLink().",
      "/acme/chronos.config.ts: links.1 needs a selection: A link's needs are plain fields at the top, without alias or fragment: { a: code }.",
      "/acme/chronos.config.ts: audiences.public.hidden.0 must be a schema coordinate, such as Cms*.internalNote.",
      "/acme/chronos.config.ts: audiences has no option staff.",
      "/acme/chronos.config.ts: ttls.CrmCompany must be a type of Directus, such as CmsArticle.",
      "/acme/chronos.config.ts: ttls.CmsTag.maxAge must be 0 or more.",
      "/acme/chronos.config.ts: ttls.CmsTag.staleWhileRevalidate must be a whole number of seconds.",
      "/acme/chronos.config.ts: ttls.CmsTag.staleIfError must be a whole number of seconds.",
      "/acme/chronos.config.ts: operations.0.audience must be partner or internal.",
      "/acme/chronos.config.ts: operations.0.documents must name at least one file.",
      "/acme/chronos.config.ts: operations.0.output must end with /.",
    ]
  `);
  expect(problemsOf(undefined)).toMatchInlineSnapshot(`
    [
      "/acme/chronos.config.ts must export what defineConfig() returns, as its default.",
    ]
  `);
});

test('a file that does not exist, or cannot be loaded, is named', async () => {
  await expect(loadDeployment('nowhere/chronos.config.ts')).rejects.toThrow(
    'CHRONOS_CONFIG names nowhere/chronos.config.ts, which does not exist: correct it.',
  );
  await expect(loadDeployment('README.md')).rejects.toThrow(/README\.md cannot be loaded: ./);
});

test("the demo's file is a deployment", async () => {
  const { links, ttls, operations, hidden } = await loadDeployment();
  expect(links).toHaveLength(12);
  expect(Object.keys(ttls)).toContain('CmsArticle');
  expect(operations.map(({ audience }) => audience)).toEqual(['partner', 'internal']);
  expect(hidden.public).toContain('Cms*.internalNote');
});
