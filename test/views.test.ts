import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differences, without } from './answers.ts';
import { startGateway, type TestGateway } from './gateway.ts';
import { GEOMETRY_TOLERANCE, type PerUpstream, stored, views, viewsSuite } from './views.ts';

viewsSuite(startGateway);

const MESSAGES: PerUpstream<string> = {
  directus: 'Directus cannot be reached.',
  twenty: 'Twenty cannot be reached.',
  analytics: 'The analytics database cannot be reached.',
};

describe.for(['directus', 'twenty', 'analytics'] as const)('with %s down', (down) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ down });
  });
  afterAll(() => gateway.close());

  test.for(views)('$name: the rest arrives, an error stands at what does not', async (view) => {
    const { result } = await gateway.ask(view.document.toString(), view.variables, { staff: view.staff });
    const { data } = stored(view.name) as { data: unknown };
    expect(differences(result.data, without(data, view.lost[down]), GEOMETRY_TOLERANCE)).toEqual([]);
    const errors = view.lost[down].map((path) => ({
      message: MESSAGES[down],
      path: path.split('.'),
      locations: expect.any(Array),
      extensions: { code: 'UPSTREAM_UNREACHABLE', upstream: down },
    }));
    const byPath = (a: { path?: unknown }, b: { path?: unknown }) => String(a.path).localeCompare(String(b.path));
    expect([...(result.errors ?? [])].sort(byPath)).toEqual(errors.sort(byPath));
  });
});
