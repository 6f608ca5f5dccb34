import {
  buildClientSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isObjectType,
  isRequiredArgument,
  isScalarType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTarget, type Target } from './attacks.ts';

/** SQL, GraphQL, JSON, paths, templates, and characters that end strings somewhere. */
const PAYLOADS = [
  "' OR '1'='1",
  "'; DROP TABLE analytics.series; --",
  "') UNION SELECT table_name FROM information_schema.tables --",
  '1; SELECT pg_sleep(0) --',
  "\\'; SELECT 1 --",
  '") { id } crmCompanies { edges { node { name } } } #',
  '"}], "_or": [{"status": {"_eq": "draft"}}], "x": [{"',
  '$CURRENT_USER',
  '../../../../etc/passwd',
  '%25%27%00',
  '\u0000',
  '\uD800',
  '{{7*7}}<%= 7*7 %>',
  '%_%',
  'a'.repeat(10_000),
] as const;

/** What fields that must be told something are told, so that what is below them is reached. */
const KNOWN: Readonly<Record<string, unknown>> = {
  'Query.region.code': 'US-06',
  'Query.series.code': 'BLS:CES0000000001',
  'Query.cmsArticleBySlug.slug': 'manufacturing-after-the-great-recession',
  indicator: 'EMPLOYMENT',
  level: 'STATE',
  places: [{ name: 'Texas' }],
  id: '1',
};

/** What the CRM's stand-in does not speak. */
const UNSPOKEN = /^crm\w+Duplicates$/;

/** A field that can be asked, as the fields that lead to it from the root. */
type Path = readonly (readonly [type: string, field: GraphQLField<unknown, unknown>])[];

/** The shortest way to every field that takes an argument. */
function fieldsWithArguments(schema: GraphQLSchema): Path[] {
  const query = schema.getQueryType();
  const found: Path[] = [];
  const seen = new Set<string>();
  const queue: { type: unknown; path: Path }[] = [{ type: query, path: [] }];
  for (const { type, path } of queue) {
    if (!isObjectType(type) || seen.has(type.name)) continue;
    seen.add(type.name);
    for (const field of Object.values(type.getFields())) {
      const here = [...path, [type.name, field] as const];
      if (field.args.length > 0 && !UNSPOKEN.test(field.name)) found.push(here);
      queue.push({ type: getNamedType(field.type), path: here });
    }
  }
  return found;
}

/** What an argument may be told that holds a payload wherever a text may stand: itself, or a part of what it takes. */
function poisoned(type: GraphQLInputType, payload: () => string, depth = 0): unknown[] {
  const named = getNamedType(type);
  if (isScalarType(named)) return ['Int', 'Float', 'Boolean'].includes(named.name) ? [] : [payload()];
  if (!isInputObjectType(named) || depth > 1) return [];
  return Object.values(named.getFields()).flatMap((field) =>
    poisoned(field.type, payload, depth + 1).map((value) => ({ [field.name]: value })),
  );
}

/** The query that asks for a field with one of its arguments in a variable. */
function queryOf(path: Path, attacked: GraphQLArgument): { query: string; variables: Record<string, unknown> } {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [`$attacked: ${attacked.type}`];
  const text = path.reduceRight((below, [type, field], index) => {
    const args = field.args.flatMap((argument) => {
      if (index === path.length - 1 && argument === attacked) return [`${argument.name}: $attacked`];
      if (!isRequiredArgument(argument)) return [];
      const name = `v${index}${argument.name}`;
      variables[name] = KNOWN[`${type}.${field.name}.${argument.name}`] ?? KNOWN[argument.name] ?? '1';
      declared.push(`$${name}: ${argument.type}`);
      return [`${argument.name}: $${name}`];
    });
    const inner = below || (isCompositeType(getNamedType(field.type)) ? '{ __typename }' : '');
    return `{ ${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''} ${inner} }`;
  }, '');
  return { query: `query (${declared.join(', ')}) ${text}`, variables };
}

describe.each([
  ['anonymous', 40],
  ['partner', 40],
  ['staff', 100],
] as const)('injection by %s callers', (attacker, count) => {
  let target: Target;
  let schema: GraphQLSchema;
  beforeAll(async () => {
    target = await startTarget(attacker);
    schema = buildClientSchema(JSON.parse((await target.ask(getIntrospectionQuery())).text).data);
  });
  afterAll(async () => {
    console.log(`${target.tried()} injections by ${attacker} callers were tried, each refused or harmless`);
    await target.gateway.close();
  });

  test('SQL and GraphQL injection through every string argument', async () => {
    const before = (await target.ask(STILL_THERE)).text;
    const attacked = new Set<string>();
    const broken: string[] = [];
    let turn = 0;
    const nextPayload = () => PAYLOADS[turn++ % PAYLOADS.length] ?? '';
    for (const path of fieldsWithArguments(schema)) {
      const [type, field] = path.at(-1) ?? [];
      for (const argument of field?.args ?? []) {
        const { query, variables } = queryOf(path, argument);
        // A text gets all payloads. A filter takes hundreds of texts: each gets one, in turn.
        const times = isScalarType(getNamedType(argument.type)) ? PAYLOADS.length : 1;
        for (let time = 0; time < times; time += 1) {
          for (const value of poisoned(argument.type, nextPayload)) {
            attacked.add(`${type}.${field?.name}(${argument.name})`);
            const { text } = await target.ask(query, { ...variables, attacked: value });
            for (const { message, extensions } of JSON.parse(text).errors ?? []) {
              if (!/^INTERNAL|^UPSTREAM/.test(extensions?.code)) continue;
              broken.push(
                `${type}.${field?.name}(${argument.name}: ${JSON.stringify(value).slice(0, 80)}): ${message}`,
              );
            }
          }
        }
      }
    }
    expect(broken).toEqual([]);
    expect(attacked.size).toBeGreaterThan(count);
    expect((await target.ask(STILL_THERE)).text).toBe(before);
  }, 600_000);
});

const STILL_THERE =
  '{ regions(level: STATE) { totalCount } seriesCatalog { totalCount } cmsArticles { slug } dataSources { name } }';
