import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway, type TestGatewayOptions } from '../gateway.ts';
import { codeOf, examplesOf, readPage } from './markdown.ts';
import { contentWithEvents, links, naming, rockets, schemaWithEvents, schemaWithRockets } from './own-collections.ts';

/* Every step of docs/own-collections.md. */

const page = await readPage('docs/own-collections.md');
const [events, rocket, joined] = examplesOf(page);

const made = {
  content: contentWithEvents(),
  cmsSchema: schemaWithEvents(),
  crmSchema: schemaWithRockets(),
  records: rockets,
} satisfies TestGatewayOptions;
const named = { ...made, connect: { directusNaming: naming } };

let unlinked: TestGateway;
let linked: TestGateway;
beforeAll(async () => {
  [unlinked, linked] = await Promise.all([startGateway(named), startGateway({ ...named, links })]);
});
afterAll(() => Promise.all([unlinked.close(), linked.close()]));

async function answered(gateway: TestGateway, query = ''): Promise<unknown> {
  return (await gateway.ask(query, {}, { staff: true })).result;
}

test('what the page says to write is what runs here', async () => {
  const source = await readFile(new URL('own-collections.ts', import.meta.url), 'utf8');
  const blocks = codeOf(page);
  expect(blocks).toHaveLength(3);
  for (const block of blocks) expect(source).toContain(block);
});

test('a collection that nobody named is not in the graph; one that is named without a word is', async () => {
  const unnamed = await startGateway(made);
  expect((await unnamed.ask('{ cmsEvents { title } }')).result).toMatchObject({
    errors: [{ message: 'Cannot query field "cmsEvents" on type "Query".' }],
  });
  await unnamed.close();
  const collections = { ...naming.collections, events: {} };
  const barely = await startGateway({ ...made, connect: { directusNaming: { ...naming, collections } } });
  expect(await answered(barely, events?.query)).toEqual(events?.answer);
  await barely.close();
});

test('step 1: a collection of Directus, read by anyone', async () => {
  expect(await answered(unlinked, events?.query)).toEqual(events?.answer);
  expect((await unlinked.ask(events?.query ?? '')).result).toEqual(events?.answer);
});

test('step 2: a custom object of Twenty, read by staff', async () => {
  expect(await answered(unlinked, rocket?.query)).toEqual(rocket?.answer);
  expect((await unlinked.ask(rocket?.query ?? '')).result).toMatchObject({
    errors: [{ message: expect.stringMatching(/^Cannot query field "crmRockets" on type "Query"\./) }],
  });
});

test('steps 3 and 4: both joined to regions', async () => {
  expect(await answered(linked, joined?.query)).toEqual(joined?.answer);
});

test('who may not see rockets sees no list of them either', async () => {
  const query =
    '{ region(code: "US-12") { events(first: 1) { region { name } } } __type(name: "Region") { fields { name } } }';
  const { result } = await linked.ask(query);
  expect(result.data?.region).toEqual({ events: [{ region: { name: 'Florida' } }] });
  expect(JSON.stringify(result.data?.__type)).not.toContain('rockets');
});

test('fifty regions cost the requests of one', async () => {
  const of = async (first: number) => {
    const query = `{ regions(level: STATE, first: ${first}) { edges { node { name events { title } rockets { totalCount } } } } }`;
    const { result, requests } = await linked.ask(query, {}, { staff: true });
    expect(result.errors).toBeUndefined();
    return requests;
  };
  const one = await of(1);
  expect({ ...one, analytics: 0 }).toEqual({ directus: 1, twenty: 1, analytics: 0 });
  const fifty = await of(50);
  expect({ ...fifty, analytics: 0 }).toEqual({ directus: 1, twenty: 1, analytics: 0 });
  // What a search found is located: with nothing found there is nothing to locate.
  expect(fifty.analytics).toBe(one.analytics + 1);
});

test('step 5: a link to what neither a server nor its committed schema has is left out', async () => {
  const gateway = await startGateway({ ...named, links, down: 'directus' });
  expect(gateway.generations.state.findings.map(({ subject }) => subject)).toEqual([
    'CmsEvent.region',
    'Region.events',
  ]);
  await gateway.close();
});
