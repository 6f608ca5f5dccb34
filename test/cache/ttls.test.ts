import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLNamedType, getNamedType, isObjectType, isUnionType } from 'graphql';
import { expect, test } from 'vitest';
import { CHANGES_WITH, PARTS, TTLS, VALUES } from '../../gateway/cache/ttls.ts';
import { contentWithEvents, links, naming, schemaWithEvents } from '../documents/own-collections.ts';
import { startCachedGateway, sum } from './cached-gateway.ts';

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
  const listed = [...Object.keys(TTLS), ...VALUES, ...Object.entries(CHANGES_WITH).flat()];
  expect(listed.filter((name) => !all.includes(name))).toEqual([]);
  const isKept = (name: string) => name in TTLS || VALUES.includes(name) || name.replace(PARTS, '') in TTLS;
  expect(reachable('../../client/schema.graphql').filter((name) => !isKept(name))).toEqual(['Query']);
});

test('the CRM has none, whatever its types are called', () => {
  expect(Object.keys(TTLS).filter((name) => /^Crm|Compan(y|ies)In/.test(name))).toEqual([]);
});

test('a collection that nobody listed is not kept, nor what chooses by it, nor what leads to it', async () => {
  const gateway = await startCachedGateway({
    content: contentWithEvents(),
    cmsSchema: schemaWithEvents(),
    connect: { directusNaming: naming },
    links,
  });
  const sent = async (query: string) => {
    await gateway.ask(query);
    const { result, requests } = await gateway.ask(query);
    expect(result.errors).toBeUndefined();
    return sum(requests);
  };
  expect(await sent('{ cmsTags(limit: 1) { name } }')).toBe(0);
  expect(await sent('{ cmsEvents(limit: 1) { title } }')).toBe(1);
  expect(await sent('{ cmsTags(limit: 1) { name } cmsEvents(limit: 1) { title } }')).toBe(1);
  expect(await sent('{ region(code: "US-12") { name events(first: 1) { title } } }')).toBe(2);
  // The region of an event is known; the event is not.
  expect(await sent('{ cmsEvents(limit: 1) { region { name } } }')).toBe(1);
  await gateway.close();
});
