import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createChanges } from '../../gateway/changes/index.ts';
import { startGateway, type TestGateway } from '../gateway.ts';
import { follow } from './events.ts';

const changes = createChanges();
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ server: { changes } });
});
afterAll(() => gateway.close());

const at = '2026-11-24T10:00:00.000Z';
const MANUFACTURING = 'BLS:CES3000000001';
const series = (id: string, key?: string) =>
  changes.publish({ id, upstream: 'analytics', typeName: 'Series', event: 'UPDATED', key, at });

describe('seriesUpdated', () => {
  const query = `subscription ($codes: [String!]!) {
    seriesUpdated(codes: $codes) { code event at series { title latest { value } articles(first: 1) { title } } }
  }`;

  test('tells everyone of the series that they follow, with what a query would give, links included', async () => {
    const following = await follow(gateway, query, { variables: { codes: [MANUFACTURING] } });
    expect(following.status).toBe(200);
    expect(following.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    series('other', 'BLS:CES2000000001');
    series('own', MANUFACTURING);
    const asked = `{ series(code: "${MANUFACTURING}") { title latest { value } articles(first: 1) { title } } }`;
    const { data } = (await gateway.ask(asked)).result;
    expect(await following.next()).toEqual({
      data: { seriesUpdated: { code: MANUFACTURING, event: 'UPDATED', at, series: data?.series } },
    });
    expect(data?.series).toMatchObject({
      title: 'All Employees: Manufacturing',
      articles: [{ title: expect.any(String) }],
    });
    await following.close();
  });

  test('tells of each where it was not told which one it was', async () => {
    const codes = [MANUFACTURING, 'BLS:CES2000000001'];
    const following = await follow(
      gateway,
      'subscription ($codes: [String!]!) { seriesUpdated(codes: $codes) { code } }',
      {
        variables: { codes },
      },
    );
    series('any');
    expect([await following.next(), await following.next()]).toEqual(
      codes.map((code) => ({ data: { seriesUpdated: { code } } })),
    );
    await following.close();
  });

  test('takes no more than a hundred codes', async () => {
    const codes = Array.from({ length: 101 }, (_, index) => `BLS:${index}`);
    const following = await follow(gateway, query, { variables: { codes } });
    expect(following.status).toBe(400);
    expect(await following.next()).toMatchObject({
      errors: [{ message: '`codes` takes 1 to 100 codes, not 101.', extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  test('reports an error of what its item leads to where that stands', async () => {
    const tooMany = `subscription ($codes: [String!]!) { s: seriesUpdated(codes: $codes) { series { articles(first: 101) { id } } } }`;
    const following = await follow(gateway, tooMany, { variables: { codes: [MANUFACTURING] } });
    series('too many', MANUFACTURING);
    expect(await following.next()).toMatchObject({
      data: { s: { series: { articles: null } } },
      errors: [{ path: ['s', 'series', 'articles'], extensions: { code: 'BAD_USER_INPUT' } }],
    });
    await following.close();
  });

  test('reports a series that does not exist, and one that cannot be read once', async () => {
    const none =
      'subscription { seriesUpdated(codes: ["BLS:NONE"]) { code one: series { title } other: series { code } } }';
    const following = await follow(gateway, none);
    series('none');
    const error = (key: string) => ({
      message: 'There is no series "BLS:NONE".',
      path: ['seriesUpdated', key],
      locations: [expect.anything()],
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(await following.next()).toEqual({
      data: { seriesUpdated: { code: 'BLS:NONE', one: null, other: null } },
      errors: [error('one'), error('other')],
    });
    await following.close();
  });

  test('is refused where a directive leaves it out', async () => {
    const left = 'subscription { seriesUpdated(codes: ["BLS:1"]) @skip(if: true) { code } }';
    const following = await follow(gateway, left, {});
    expect(following.status).toBe(400);
    expect(await following.next()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  test('has any response keys, each item under its own', async () => {
    const keys = `subscription ($codes: [String!]!) {
      link_s: seriesUpdated(codes: $codes) {
        __typename link_key: code one: series { link_t: title } other: series { code articles(first: 1) { __typename } }
      }
    }`;
    const following = await follow(gateway, keys, { variables: { codes: [MANUFACTURING] } });
    series('keys', MANUFACTURING);
    expect(await following.next()).toEqual({
      data: {
        link_s: {
          __typename: 'SeriesUpdate',
          link_key: MANUFACTURING,
          one: { link_t: 'All Employees: Manufacturing' },
          other: { code: MANUFACTURING, articles: [{ __typename: 'CmsArticle' }] },
        },
      },
    });
    await following.close();
  });
});

describe('crmRecordChanged', () => {
  const query = `subscription ($object: CrmObject, $id: UUID) {
    crmRecordChanged(object: $object, id: $id) {
      object id event at
      record { __typename ... on CrmCompany { name region { name } } ... on CrmPerson { jobTitle } }
    }
  }`;
  const crm = (id: string, typeName: string, event: 'UPDATED' | 'DELETED', key?: string) =>
    changes.publish({ id, upstream: 'twenty', typeName, event, key, at });

  test('tells staff of records, of all objects or of one, as they are now', async () => {
    const asked =
      '{ crmCompanies(first: 1) { edges { node { id name region { name } } } } crmPeople(first: 1) { edges { node { id jobTitle } } } }';
    const { data } = JSON.parse(JSON.stringify((await gateway.ask(asked, {}, { staff: true })).result));
    const { id, ...company } = data.crmCompanies.edges[0].node;
    const { id: personId, ...person } = data.crmPeople.edges[0].node;
    const all = await follow(gateway, query, { staff: true });
    const companies = await follow(gateway, query, { staff: true, variables: { object: 'COMPANY', id } });
    crm('person', 'CrmPerson', 'UPDATED', personId);
    crm('company', 'CrmCompany', 'UPDATED', id);
    crm('gone', 'CrmCompany', 'DELETED', id);
    const toldOfPerson = {
      object: 'PERSON',
      id: personId,
      event: 'UPDATED',
      at,
      record: { __typename: 'CrmPerson', ...person },
    };
    const toldOfCompany = {
      object: 'COMPANY',
      id,
      event: 'UPDATED',
      at,
      record: { __typename: 'CrmCompany', ...company },
    };
    const toldOfDeletion = { object: 'COMPANY', id, event: 'DELETED', at, record: null };
    const told = (value: object) => ({ data: { crmRecordChanged: value } });
    expect([await all.next(), await all.next(), await all.next()]).toEqual([
      told(toldOfPerson),
      told(toldOfCompany),
      told(toldOfDeletion),
    ]);
    expect([await companies.next(), await companies.next()]).toEqual([told(toldOfCompany), told(toldOfDeletion)]);
    await Promise.all([all.close(), companies.close()]);
  });

  test('is not there for anyone else', async () => {
    const following = await follow(gateway, 'subscription { crmRecordChanged { id } }');
    expect(await following.next()).toMatchObject({
      errors: [{ message: expect.stringContaining('Cannot query field "crmRecordChanged"') }],
    });
  });
});

test('a GET will do, as a browser’s EventSource sends it', async () => {
  const query = encodeURIComponent(`subscription { seriesUpdated(codes: ["${MANUFACTURING}"]) { code } }`);
  const fetch: TestGateway['fetch'] = () =>
    gateway.fetch(`http://gateway/graphql?query=${query}`, { headers: { accept: 'text/event-stream' } });
  const following = await follow({ fetch }, '');
  series('got', MANUFACTURING);
  expect(await following.next()).toEqual({ data: { seriesUpdated: { code: MANUFACTURING } } });
  await following.close();
});

test('who does not take events is told how to', async () => {
  const following = await follow(gateway, 'subscription { seriesUpdated(codes: ["A"]) { code } }', {
    headers: { accept: 'application/json' },
  });
  expect(following.status).toBe(406);
});
