import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLNamedType, getNamedType, isObjectType, isUnionType } from 'graphql';
import { expect, onTestFinished, test } from 'vitest';
import type { Ttls } from '../../gateway/cache/reach.ts';
import { ANALYTICS_TTLS, PARTS, VALUES } from '../../gateway/cache/ttls.ts';
import { contentWithEvents, filesOfPage, makeFolder, schemaWithEvents } from '../documents/own-collections.ts';
import { demo } from '../gateway.ts';
import { startCachedGateway, sum } from './cached-gateway.ts';

const TTLS = { ...ANALYTICS_TTLS, ...demo.ttls };
const read = (path: string) => buildSchema(readFileSync(new URL(path, import.meta.url), 'utf8'));

/** The object types that a query can reach. */
function reachable(path: string): string[] {
  const schema = read(path);
  const found = new Set<string>();
  const visit = (type: GraphQLNamedType | null | undefined): void => {
    if (isUnionType(type)) for (const each of type.getTypes()) visit(each);
    if (!isObjectType(type) || found.has(type.name)) return;
    found.add(type.name);
    for (const field of Object.values(type.getFields())) visit(getNamedType(field.type));
  };
  visit(schema.getQueryType());
  return [...found];
}

test('every type that has a TTL is in the graph, and all that everybody may see of it has one', () => {
  const all = reachable('../../schema.graphql');
  // A content model that has times has these; the demo's has none.
  const values = VALUES.filter((name) => name !== 'CmsTimeFunctions');
  const listed = [...Object.keys(TTLS), ...values];
  expect(listed.filter((name) => !all.includes(name))).toEqual([]);
  const isKept = (name: string) => name in TTLS || VALUES.includes(name) || name.replace(PARTS, '') in TTLS;
  expect(reachable('../../client/schema.graphql').filter((name) => !isKept(name))).toEqual(['Query']);
});

test('the CRM has none, whatever its types are called', () => {
  expect(Object.keys(TTLS).filter((name) => /^Crm|Compan(y|ies)In/.test(name))).toEqual([]);
});

test('a collection is cached once the file gives it a TTL; before, nor what chooses by it, nor what leads to it', async () => {
  const [, , ...files] = await filesOfPage();
  const folder = await makeFolder(files);
  onTestFinished(() => folder.remove());
  const deployment = await folder.load();
  const made = { content: contentWithEvents(), cmsSchema: schemaWithEvents(), deployment, links: deployment.links };
  const queries = [
    '{ region(code: "US-12") { name } }',
    '{ cmsEvents(limit: 1) { title } }',
    '{ region(code: "US-06") { name } cmsEvents(limit: 1) { title } }',
    '{ region(code: "US-12") { name events(first: 1) { title } } }',
    // The region of an event is known from before; the event is not.
    '{ cmsEvents(limit: 1) { region { name } } }',
  ];
  const sentAgain = async (ttls: Ttls) => {
    const gateway = await startCachedGateway(made, { ttls });
    const counts: number[] = [];
    for (const query of queries) {
      await gateway.ask(query);
      const { result, requests } = await gateway.ask(query);
      expect(result.errors).toBeUndefined();
      counts.push(sum(requests));
    }
    await gateway.close();
    return counts;
  };
  expect(await sentAgain({})).toEqual([0, 1, 2, 2, 1]);
  expect(await sentAgain(deployment.ttls)).toEqual([0, 0, 0, 0, 0]);
});
