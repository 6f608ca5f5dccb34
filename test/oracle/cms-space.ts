import fc from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
} from 'graphql';
import type { Content } from '../../subgraphs/directus/content-model/index.ts';
import { typeOfCollection } from './cms-filter.ts';
import { cell, columnOf, SHAPES } from './cms-rows.ts';
import type { QuerySpace } from './generate.ts';
import type { Arguments } from './tree.ts';

/** How deep a filter goes through `_and`, `_or` and relations. */
const FILTER_DEPTH = 3;

/** What random queries ask of the CMS: every root, every argument of a list, values that are in the content and some that are not. */
export function cmsSpace(schema: GraphQLSchema, content: Content): QuerySpace {
  const query = schema.getQueryType();
  const roots = Object.keys(query?.getFields() ?? {});
  const filters = filtersOf(content);
  const lists = roots.filter((name) => name.endsWith('s') && name !== 'cmsSiteSettings');
  return {
    schema,
    roots: [...roots, ...lists, ...lists],
    fields: (type) => Object.keys(type.getFields()),
    args(type: GraphQLObjectType, name: string) {
      const definition = type.getFields()[name];
      if (!definition || definition.args.length === 0) return undefined;
      const byName = new Map(definition.args.map((argument) => [argument.name, argument]));
      if (name === 'url') return fileArguments(byName);
      if (byName.has('id'))
        return fc.record({ id: fc.constantFrom('1', '2', '7', '41', '58', '999', 'x', '99999999999') });
      if (byName.has('slug')) return slugArguments(content, getNamedType(definition.type).name);
      return listArguments(byName, filters, type.name === 'Query');
    },
    depth: 6,
    breadth: 3,
  };
}

type ByName = ReadonlyMap<string, GraphQLArgument>;

function slugArguments(content: Content, type: string): fc.Arbitrary<Arguments> {
  const rows = content.rows[SHAPES[type]?.collection ?? ''] ?? [];
  const slugs = rows.map(({ slug }) => String(slug));
  return fc.record({ slug: fc.constantFrom(...slugs, 'no-such', '', 'null', '%') });
}

function fileArguments(args: ByName): fc.Arbitrary<Arguments> {
  const size = fc.integer({ min: 1, max: 6000 });
  const one = (name: string) => fc.constantFrom(...enumValues(args.get(name)));
  const given = {
    width: size,
    height: size,
    fit: one('fit'),
    format: one('format'),
    quality: fc.integer({ min: 1, max: 100 }),
  };
  return fc.record(given, { requiredKeys: [] });
}

/** Nested lists are short, so that what hangs on them stays small. */
function listArguments(args: ByName, filters: Filters, isRoot: boolean): fc.Arbitrary<Arguments> {
  const filter = args.get('filter');
  const type = filter && getNamedType(filter.type);
  if (!isInputObjectType(type)) throw new Error('A list has a filter.');
  const words = (name: string) =>
    args.has(name) ? { [name]: fc.uniqueArray(fc.constantFrom(...enumValues(args.get(name))), { maxLength: 3 }) } : {};
  const limit = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: isRoot ? 8 : 3 }) },
    { weight: 1, arbitrary: fc.constant(0) },
    { weight: isRoot ? 1 : 0, arbitrary: fc.constantFrom(100, 1000) },
  );
  return fc.record(
    {
      filter: filters(type, FILTER_DEPTH),
      ...words('sort'),
      ...words('groupBy'),
      limit,
      offset: seldom(fc.nat(5)),
      page: seldom(fc.integer({ min: 1, max: 4 })),
      search: seldom(fc.constantFrom('jobs', 'THE', ' county ', '2', 'us-06', '%', 'a_b', '', 'draft')),
    },
    { requiredKeys: isRoot ? [] : ['limit'] },
  );
}

/** Rarely given: what leaves out most rows would leave little to compare. */
const seldom = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });

function enumValues(argument: GraphQLArgument | undefined): readonly string[] {
  const type = argument && getNamedType(argument.type);
  if (!isEnumType(type)) throw new Error('An argument with names is of an enum.');
  return type.getValues().map(({ name }) => name);
}

type Filters = (type: GraphQLInputObjectType, depth: number) => fc.Arbitrary<Arguments>;

/** Filters of every type: operands are values of the content, and what Directus reads as something else. */
function filtersOf(content: Content): Filters {
  const made = new Map<string, fc.Arbitrary<Arguments>>();
  const pool = poolsOf(content);

  function filter(type: GraphQLInputObjectType, depth: number): fc.Arbitrary<Arguments> {
    const key = `${type.name}:${depth}`;
    const known = made.get(key);
    if (known) return known;
    const of = type.name.replace(/(Quantifier)?Filter$/, '');
    const fields = Object.values(type.getFields()).flatMap(({ name, type: inner }) => {
      const target = getNamedType(inner);
      if (!isInputObjectType(target)) return [];
      if (/FilterOperators$/.test(target.name) && !name.endsWith('Func')) {
        return [[name, operators(target, pool(of, name))] as const];
      }
      if (name.endsWith('Func')) return [[name, parts(target)] as const];
      if (depth === 0) return [];
      const below = filter(target, depth - 1);
      const entry = [name, isListType(getNullableType(inner)) ? fc.array(below, { maxLength: 2 }) : below] as const;
      return /^_(some|none)$/.test(name) || target.name.endsWith('QuantifierFilter') ? [entry, entry, entry] : [entry];
    });
    const one = fc.constantFrom(...fields).chain(([name, value]) => value.map((given) => ({ [name]: given })));
    const arbitrary = fc
      .oneof(
        { weight: 5, arbitrary: fc.array(one, { minLength: 1, maxLength: 1 }) },
        { weight: 3, arbitrary: fc.array(one, { maxLength: 3 }) },
      )
      .map((all): Arguments => Object.assign({}, ...all));
    made.set(key, arbitrary);
    return arbitrary;
  }

  function operators(type: GraphQLInputObjectType, values: readonly unknown[]): fc.Arbitrary<Arguments> {
    const value = fc.constantFrom(...values);
    const known = Object.values(type.getFields()).map(({ name, type: operand }) => {
      if (/^_n?(null|empty)$|^_nnull$/.test(name)) return [name, fc.boolean()] as const;
      if (/between$/.test(name)) return [name, fc.tuple(value, value)] as const;
      if (isListType(getNullableType(operand)))
        return [
          name,
          fc.array(fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) }), {
            maxLength: 3,
          }),
        ] as const;
      return [
        name,
        fc.oneof(
          { weight: 9, arbitrary: value.map((one) => cutOf(name, one)) },
          { weight: 1, arbitrary: fc.constant(null) },
        ),
      ] as const;
    });
    const one = fc.constantFrom(...known).chain(([name, arbitrary]) => arbitrary.map((given) => ({ [name]: given })));
    return fc.array(one, { minLength: 1, maxLength: 2 }).map((all): Arguments => Object.assign({}, ...all));
  }

  function parts(type: GraphQLInputObjectType): fc.Arbitrary<Arguments> {
    const fields = Object.values(type.getFields()).map(({ name, type: inner }) => {
      const target = getNamedType(inner);
      if (!isInputObjectType(target)) throw new Error('A part is compared.');
      return [name, operators(target, [0, 1, 2, 3, 9, 16, 2009, 2024, 2025, 1.5, 99999999999])] as const;
    });
    return fc.constantFrom(...fields).chain(([name, value]) => value.map((given): Arguments => ({ [name]: given })));
  }

  return filter;
}

/** A piece of a text, where a piece is what is looked for. */
function cutOf(operator: string, value: unknown): unknown {
  if (typeof value !== 'string' || !/contains|starts_with|ends_with/.test(operator)) return value;
  return operator.endsWith('ends_with') ? value.slice(-4) : value.slice(0, 4);
}

function poolsOf(content: Content): (type: string, field: string) => readonly unknown[] {
  return (type, field) => {
    if (field === 'publishedAt') return [...values(content, type, field), '2024-02-07', '2026-01-01T00:00:00+02:00'];
    if (/^(id|sort|width|height|filesize)$/.test(field) && type !== 'CmsFile')
      return [1, 2, 3, 7, 21, 58, 1.5, 99999999999];
    if (/^(width|height)$/.test(field)) return [...values(content, type, field), 1.5];
    if (field === 'id' || field === 'filesize' || field.startsWith('range')) return [...values(content, type, field)];
    if (field === 'collection') return values(content, type, field).map((value) => typeOfCollection(String(value)));
    return [...values(content, type, field), '', 'null', 'true', '$NOW', '%', 'a_', '\\'];
  };
}

function values(content: Content, type: string, field: string): readonly (string | number)[] {
  const collection = SHAPES[type]?.collection ?? '';
  const rows =
    collection === 'directus_files' ? content.files.map((file) => ({ ...file })) : (content.rows[collection] ?? []);
  const cells = rows.map((row) => cell(row, columnOf(field))).filter((value) => value !== null);
  return cells.length > 0 ? [...new Set(cells)] : ['none'];
}
