import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { companyRegion } from '../../demo/links/companies.ts';
import type { Reload } from '../../gateway/graph/generations.ts';
import { reportReload } from '../../gateway/reload/report.ts';
import { collectGarbage } from '../garbage.ts';
import { STAFF_TOKEN, startGateway, type TestGateway, type TestGatewayOptions } from '../gateway.ts';
import {
  asItIs,
  type ChangingTwenty,
  startChangingTwenty,
  withoutField,
  withoutFields,
  withoutRoots,
} from './changing-twenty.ts';

let twenty: ChangingTwenty;
let gateway: TestGateway;
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };

beforeEach(async () => {
  twenty = await startChangingTwenty();
});
afterEach(async () => {
  await gateway.close();
  await twenty.close();
  vi.clearAllMocks();
});

async function start(options: Partial<TestGatewayOptions> = {}): Promise<void> {
  const onReload = (reload: Reload) => reportReload(reload, log);
  gateway = await startGateway({ before: { twenty: twenty.standBefore }, onReload, ...options });
}

const position = '{ crmCompanies(filter: { name: { eq: "Motor City Components" } }) { edges { node { position } } } }';
const answered = { data: { crmCompanies: { edges: [{ node: { position: 10 } }] } } };

const asStaff = async (query: string) => (await gateway.ask(query, {}, { staff: true })).result;

async function readiness(staff = false) {
  const headers = staff ? { authorization: `Bearer ${STAFF_TOKEN}` } : {};
  const response = await gateway.fetch('http://gateway/readyz', { headers });
  const body: unknown = await response.json();
  return { status: response.status, body };
}

const upstreams = (of: object) => [
  { name: 'directus', state: 'up', schemaFrom: 'live' },
  { name: 'twenty', state: 'up', schemaFrom: 'live', ...of },
  { name: 'analytics', state: 'up', schemaFrom: 'code' },
];

describe('an upstream’s schema changes', () => {
  test('a reload composes only what changed', async () => {
    await start();
    const { upstreams, graph } = gateway.generations.current;
    const schemas = upstreams.map(({ schema }) => schema);
    collectGarbage();
    await gateway.generations.reload();
    const same = gateway.generations.current;
    expect(same.number).toBe(2);
    expect(same.graph.seenBy('public')).toBe(graph.seenBy('public'));
    twenty.become(withoutField('Company', 'position'));
    await gateway.look();
    const kept = gateway.generations.current.upstreams.map(({ schema }) => schemas.includes(schema));
    expect(kept).toEqual([true, false, true]);
    expect(gateway.generations.current.graph.seenBy('public')).not.toBe(graph.seenBy('public'));
  });

  test('it is taken over: a field that went is an error of validation, and reported field by field', async () => {
    await start();
    expect(await asStaff(position)).toEqual(answered);
    expect(await gateway.look()).toBeUndefined();
    twenty.become(withoutField('Company', 'position'));
    const changes = { breaking: ['CrmCompany.position was removed.'], dangerous: [], safe: [] };
    expect(await gateway.look()).toEqual({
      outcome: 'swapped',
      generation: 2,
      changes: { twenty: changes },
      findings: [],
    });
    const { result, status } = await gateway.ask(position, {}, { staff: true });
    expect({ result, status }).toEqual({
      status: 200,
      result: {
        errors: [
          expect.objectContaining({
            message: 'Cannot query field "position" on type "CrmCompany".',
            extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
          }),
        ],
      },
    });
    expect(await readiness(true)).toEqual({
      status: 200,
      body: {
        status: 'ready',
        generation: 2,
        composedAt: expect.any(String),
        reloads: { swapped: 1, kept: 0 },
        upstreams: upstreams({}),
        lastReload: 'good',
        changes: { twenty: changes },
        changedIn: 2,
        findings: [],
      },
    });
    expect((await readiness()).body).toMatchObject({ changes: { twenty: { breaking: 1, dangerous: 0, safe: 0 } } });
    await gateway.generations.reload();
    expect((await readiness(true)).body).toMatchObject({ generation: 3, changes: { twenty: changes }, changedIn: 2 });
    expect(log.info.mock.calls).toEqual([
      ['Generation 2 of the graph is in use: twenty changed.'],
      ['Generation 3 of the graph is in use: nothing in it changed.'],
    ]);
    expect(log.warn.mock.calls).toEqual([['twenty, breaking: CrmCompany.position was removed.']]);

    twenty.become(asItIs);
    expect(await gateway.look()).toMatchObject({
      changes: { twenty: { breaking: [], dangerous: [], safe: ['CrmCompany.position was added.'] } },
    });
    expect(await asStaff(position)).toEqual(answered);
  });

  test('what makes no graph leaves the last good one serving, loudly, and is not tried again', async () => {
    await start();
    twenty.become(withoutFields('Address'));
    const kept = await gateway.look();
    expect(kept).toEqual({
      outcome: 'kept',
      generation: 1,
      problem: expect.stringMatching(/^The schema of twenty cannot be used: .*CrmAddress/),
    });
    expect(await asStaff(position)).toEqual(answered);
    expect((await readiness(true)).body).toMatchObject({
      status: 'ready',
      generation: 1,
      reloads: { swapped: 0, kept: 1 },
      lastReload: 'failed',
      problem: kept?.outcome === 'kept' && kept.problem,
    });
    expect((await readiness()).body).not.toHaveProperty('problem');
    expect(log.error.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^The graph could not be composed: generation 1 goes on serving\. The schema of twenty cannot be used: ./,
        ),
      ],
    ]);
    expect(await gateway.look()).toBeUndefined();
    twenty.become(withoutField('Company', 'position'));
    expect(await gateway.look()).toMatchObject({ outcome: 'swapped', generation: 2 });
    expect((await readiness(true)).body).toMatchObject({ lastReload: 'good', reloads: { swapped: 1, kept: 1 } });
  });
});

describe('a schema that makes no graph, at the start', () => {
  test('the committed one stands in, loudly, until the upstream tells one that does', async () => {
    const alarm = vi.fn();
    twenty.become(withoutFields('Address'));
    await start({ onStandIn: alarm });
    expect(await asStaff(position)).toEqual(answered);
    expect(alarm.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^The schema of twenty cannot be used: .*CrmAddress.* Its committed schema\.graphql is used until a valid schema is read\.$/,
        ),
      ],
    ]);
    const problem = alarm.mock.calls[0]?.[0];
    expect((await readiness(true)).body).toMatchObject({
      status: 'ready',
      generation: 1,
      upstreams: upstreams({ schemaFrom: 'committed' }),
      lastReload: 'failed',
      problem,
    });
    expect((await readiness()).body).toMatchObject({ lastReload: 'failed' });
    expect((await readiness()).body).not.toHaveProperty('problem');
    expect(await gateway.look()).toBeUndefined();
    expect(await gateway.generations.reload()).toMatchObject({ outcome: 'kept', generation: 1 });
    twenty.become(asItIs);
    expect(await gateway.look()).toMatchObject({ outcome: 'swapped', generation: 2 });
    expect((await readiness(true)).body).toMatchObject({ lastReload: 'good', upstreams: upstreams({}) });
    expect(alarm).toHaveBeenCalledTimes(1);
  });
});

describe('links whose ends are not there', () => {
  const subjects = (findings: readonly { readonly subject: string }[] = []) => findings.map(({ subject }) => subject);

  test('are left out at the start, all at once, and everything else serves', async () => {
    const lost = { ...companyRegion, on: 'Nothing' };
    const needy = { ...companyRegion, field: 'place: Region', needs: '{ altitude }' };
    await start({ links: [lost, needy, companyRegion] });
    expect(gateway.generations.state.findings).toEqual([
      {
        subject: 'Nothing.region',
        detail: 'The link is left out: the graph has no type Nothing.',
        remedy: "Restore what is missing, or change the link in the deployment's file.",
      },
      {
        subject: 'CrmCompany.place',
        detail: 'The link is left out: Cannot query field "altitude" on type "CrmCompany".',
        remedy: "Restore what is missing, or change the link in the deployment's file.",
      },
    ]);
    const region =
      '{ crmCompanies(filter: { name: { eq: "Motor City Components" } }) { edges { node { region(level: STATE) { name } } } } }';
    expect(await asStaff(region)).toEqual({
      data: { crmCompanies: { edges: [{ node: { region: { name: 'Michigan' } } }] } },
    });
    expect((await readiness()).body).toMatchObject({ status: 'ready', findings: 2 });
    expect((await readiness(true)).body).toMatchObject({ findings: gateway.generations.state.findings });
  });

  test('leave at run time, and the report of the reload names them; they return with what they need', async () => {
    await start();
    twenty.become(withoutRoots('compan'));
    const swapped = await gateway.look();
    expect(swapped?.outcome === 'swapped' && subjects(swapped.findings)).toEqual([
      'CmsArticle.companies',
      'CmsBlockCompanies.companies',
      'Region.companies',
    ]);
    expect(log.warn.mock.calls.flat().filter((line) => line.includes('link'))).toEqual([
      expect.stringMatching(
        /^CmsArticle\.companies: The link is left out: twenty has no root field crmCompaniesByIds\. Restore/,
      ),
      expect.stringMatching(/^CmsBlockCompanies\.companies: /),
      expect.stringMatching(/^Region\.companies: The link is left out: twenty has no root field crmCompanies\. /),
    ]);
    const answer = await asStaff('{ cmsArticles(limit: 1) { title series { code } companies { name } } }');
    expect(answer).toHaveProperty('errors.0.extensions.code', 'GRAPHQL_VALIDATION_FAILED');
    expect(await asStaff('{ cmsTags(limit: 1) { id } series(code: "BLS:CES0000000001") { code } }')).not.toHaveProperty(
      'errors',
    );
    // What was found before is not news.
    const again = await gateway.generations.reload();
    expect(again).toEqual({ outcome: 'swapped', generation: 3, changes: {}, findings: [] });
    twenty.become(asItIs);
    await gateway.look();
    expect(gateway.generations.state.findings).toEqual([]);
    expect(await asStaff('{ cmsArticles(limit: 1) { companies { name } } }')).not.toHaveProperty('errors');
  });
});

describe('an upstream is away', () => {
  test('at the start: its committed schema stands in, and it joins when it comes', async () => {
    twenty.setDown(true);
    twenty.become(withoutField('Company', 'position'));
    await start();
    expect((await readiness(true)).body).toMatchObject({
      upstreams: upstreams({
        state: 'down',
        schemaFrom: 'committed',
        problem: expect.stringMatching(/^Twenty cannot be reached \(UND_ERR_SOCKET: .*\)\.$/),
      }),
    });
    expect((await readiness()).body).toMatchObject({
      upstreams: upstreams({ state: 'down', schemaFrom: 'committed' }),
    });
    expect(JSON.stringify((await readiness()).body)).not.toContain('reached');
    expect(await asStaff(position)).toEqual({
      data: { crmCompanies: null },
      errors: [expect.objectContaining({ path: ['crmCompanies'], message: 'Twenty cannot be reached.' })],
    });
    expect(await gateway.look()).toBeUndefined();
    twenty.setDown(false);
    expect(await gateway.look()).toMatchObject({
      generation: 2,
      changes: { twenty: { breaking: ['CrmCompany.position was removed.'] } },
    });
    expect((await readiness(true)).body).toMatchObject({ upstreams: upstreams({}) });
    const name = '{ crmCompanies(filter: { name: { eq: "Motor City Components" } }) { edges { node { name } } } }';
    expect(await asStaff(name)).toEqual({
      data: { crmCompanies: { edges: [{ node: { name: 'Motor City Components' } }] } },
    });
  });

  test('later: a reload keeps the schema that it reported last', async () => {
    twenty.become(withoutField('Company', 'position'));
    await start();
    twenty.setDown(true);
    expect(await gateway.look()).toBeUndefined();
    expect((await readiness()).body).toMatchObject({ upstreams: upstreams({ state: 'down' }) });
    expect(await gateway.generations.reload()).toEqual({
      outcome: 'swapped',
      generation: 2,
      changes: {},
      findings: [],
    });
    expect(await asStaff(position)).toHaveProperty('errors.0.extensions.code', 'GRAPHQL_VALIDATION_FAILED');
    expect((await readiness()).body).toMatchObject({ upstreams: upstreams({ state: 'down' }) });
  });
});

describe('requests in flight', () => {
  test('finish on the generation on which they began', async () => {
    await start();
    const release = twenty.hold();
    const answer = asStaff(position);
    await twenty.asked;
    twenty.become(withoutField('Company', 'position'));
    expect(await gateway.look()).toMatchObject({ generation: 2 });
    release();
    expect(await answer).toEqual(answered);
  });

  test('reloads that are requested together are one; a request during a reload gets one that begins later', async () => {
    await start();
    const reloads = Array.from({ length: 5 }, () => gateway.generations.reload());
    expect((await Promise.all(reloads)).map(({ generation }) => generation)).toEqual([2, 2, 2, 2, 2]);
    const first = gateway.generations.reload();
    await new Promise(setImmediate);
    const second = gateway.generations.reload();
    expect([(await first).generation, (await second).generation]).toEqual([3, 4]);
  });
});

describe('POST /admin/reload', () => {
  const post = async (headers: Record<string, string>) => {
    const response = await gateway.fetch('http://gateway/admin/reload', { method: 'POST', headers });
    return { status: response.status, body: await response.json() };
  };
  const csrf = { 'x-chronos-csrf': '1' };

  test('reloads for staff', async () => {
    await start();
    const authorization = `Bearer ${STAFF_TOKEN}`;
    expect(await post({ authorization, ...csrf })).toEqual({
      status: 200,
      body: { outcome: 'swapped', generation: 2, changes: {}, findings: [] },
    });
    twenty.become(withoutFields('Address'));
    expect(await post({ authorization, ...csrf })).toMatchObject({ status: 502, body: { outcome: 'kept' } });
  });

  test('refuses who is no staff, who lacks the scope, and what another site could forge', async () => {
    const someone = { id: 'someone', audience: 'internal', kind: 'staff' } as const;
    await start({
      server: {
        authenticators: [
          ({ token }) => (token === 'editor' ? { ...someone, scopes: new Set(['cms:write'] as const) } : undefined),
          ({ token }) =>
            token === 'partner'
              ? { ...someone, kind: 'partner', audience: 'partner', scopes: new Set(['gateway:reload'] as const) }
              : undefined,
          ({ token }) => (token === 'admin' ? { ...someone, scopes: new Set(['gateway:reload'] as const) } : undefined),
        ],
      },
    });
    const forbidden = {
      status: 403,
      body: {
        errors: [
          {
            message: 'Only staff with the scope gateway:reload may reload the graph.',
            extensions: { code: 'FORBIDDEN' },
          },
        ],
      },
    };
    expect(await post(csrf)).toEqual(forbidden);
    expect(await post({ authorization: 'Bearer editor', ...csrf })).toEqual(forbidden);
    expect(await post({ authorization: 'Bearer partner', ...csrf })).toEqual(forbidden);
    expect(await post({ authorization: 'Bearer nobody', ...csrf })).toMatchObject({ status: 401 });
    expect(await post({ authorization: 'Bearer admin' })).toMatchObject({
      status: 403,
      body: { errors: [{ extensions: { code: 'CSRF_REFUSED' } }] },
    });
    expect(gateway.generations.state.generation).toBe(1);
    expect(await post({ authorization: 'Bearer admin', ...csrf })).toMatchObject({ status: 200 });
    const got = await gateway.fetch('http://gateway/admin/reload', { headers: { authorization: 'Bearer admin' } });
    expect(got.status).toBe(404);
  });
});
