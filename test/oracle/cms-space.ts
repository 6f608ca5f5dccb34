import fc from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
} from 'graphql';
import type { Content } from '../../content-model/index.ts';
import { valueIn } from './cms-filter.ts';
import { type CmsModel, columnOf, columnOfWord, fieldOfColumn, jsonOfColumn, keyOf, wholeOf } from './cms-model.ts';
import { type World, worldOf } from './cms-rows.ts';
import type { QuerySpace } from './generate.ts';
import type { Arguments } from './tree.ts';

/** How deep a filter goes through `_and`, `_or` and relations. */
const FILTER_DEPTH = 3;

export interface CmsSpaceOptions<Role extends string> {
  readonly model: CmsModel<Role>;
  /** Who asks: filters and orders look only at what the role may read, since what they refuse depends on what they say. */
  readonly role: Role;
  readonly schema: GraphQLSchema;
  readonly content: Content;
}

/** What random queries ask of the CMS: every root, every argument of a list, values that are in the content and some that are not. */
export function cmsSpace<Role extends string>({ model, role, schema, content }: CmsSpaceOptions<Role>): QuerySpace {
  const query = schema.getQueryType();
  const world = worldOf(model, content, role);
  const roots = Object.entries(query?.getFields() ?? {}).flatMap(([name, { type }]) =>
    world.sight.mayRead(typeOf(world, type), '') ? [name] : [],
  );
  const filters = filtersOf(world);
  const lists = roots.filter((name) => name.endsWith('s') && isListType(query?.getFields()[name]?.type));
  return {
    schema,
    roots: [...roots, ...lists, ...lists],
    fields: (type) => Object.keys(type.getFields()),
    args(type: GraphQLObjectType, name: string) {
      const definition = type.getFields()[name];
      if (!definition || definition.args.length === 0) return undefined;
      const byName = new Map(definition.args.map((argument) => [argument.name, argument]));
      const of = typeOf(world, definition.type);
      if (name === 'url') return fileArguments(byName);
      if (byName.has('id')) return valueArguments('id', [...valuesOf(world, of, keyOf(world.shape(of))), ...NO_KEYS]);
      if (byName.has('slug'))
        return valueArguments('slug', [...valuesOf(world, of, 'slug'), 'no-such', '', 'null', '%']);
      return listArguments(byName, filters, wordsOf(world, of), type.name === 'Query');
    },
    depth: 6,
    breadth: 3,
  };
}

/** The type whose rows are asked for, or grouped. */
function typeOf(world: World, type: GraphQLOutputType): string {
  const { name } = getNamedType(type);
  return world.has(name) ? name : name.replace(/Aggregated$/, '');
}

/** What no row has for a key. */
const NO_KEYS = ['999', 'x', '99999999999'];

type ByName = ReadonlyMap<string, GraphQLArgument>;

function valueArguments(name: string, values: readonly unknown[]): fc.Arbitrary<Arguments> {
  return fc.record({ [name]: fc.constantFrom(...values.map(String)) });
}

/** The words of an enum that speak of what the role may read. */
function wordsOf({ shape, sight }: World, type: string) {
  return (argument: GraphQLArgument | undefined) =>
    enumValues(argument).filter((word) => {
      const column = columnOfWord(shape(type), word.replace(WAY, ''));
      return sight.mayRead(type, fieldOfColumn(shape(type), column));
    });
}

const WAY = /_(ASC|DESC|YEAR|MONTH|WEEK|DAY|WEEKDAY|HOUR|MINUTE|SECOND)$/;

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
function listArguments(
  args: ByName,
  filters: Filters,
  wordsOf: (argument: GraphQLArgument | undefined) => readonly string[],
  isRoot: boolean,
): fc.Arbitrary<Arguments> {
  const filter = args.get('filter');
  const type = filter && getNamedType(filter.type);
  if (!isInputObjectType(type)) throw new Error('A list has a filter.');
  const words = (name: string) => {
    if (!args.has(name)) return {};
    const known = wordsOf(args.get(name));
    return { [name]: known.length > 0 ? fc.uniqueArray(fc.constantFrom(...known), { maxLength: 3 }) : fc.constant([]) };
  };
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
function filtersOf(world: World): Filters {
  const made = new Map<string, fc.Arbitrary<Arguments>>();

  function filter(type: GraphQLInputObjectType, depth: number): fc.Arbitrary<Arguments> {
    const key = `${type.name}:${depth}`;
    const known = made.get(key);
    if (known) return known;
    const of = type.name.replace(/(Quantifier)?Filter$/, '');
    const fields = Object.values(type.getFields()).flatMap(({ name, type: inner }) => {
      const target = getNamedType(inner);
      const whole = wholeOf(world.shape(of), name);
      if (!isInputObjectType(target) || !world.sight.mayRead(of, whole ?? name.replace(/Cms.*$/, ''))) return [];
      if (whole !== undefined) return [[name, parts(target)] as const];
      if (/FilterOperators$/.test(target.name)) {
        return [[name, operators(target, operandsOf(world, of, name, target.name))] as const];
      }
      if (depth === 0) return [];
      const below = filter(target, depth - 1);
      const entry = [name, isListType(getNullableType(inner)) ? fc.array(below, { maxLength: 2 }) : below] as const;
      return /^_(some|none)$/.test(name) || target.name.endsWith('QuantifierFilter') ? [entry, entry, entry] : [entry];
    });
    if (fields.length === 0) return fc.constant({});
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
    const value = values.length > 0 ? fc.constantFrom(...values) : fc.constant(null);
    const taken = Object.values(type.getFields()).filter(({ name }) => values.length > 0 || /^_n?null$/.test(name));
    const known = taken.map(({ name, type: operand }) => {
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

/** What a field is compared with. Nothing, where a value has no equality: whether there is one is asked all the same. */
function operandsOf(world: World, type: string, field: string, operators: string): readonly unknown[] {
  const column = columnOf(world.shape(type), field);
  const kind = world.shape(type).kinds?.[column];
  if (kind === 'opaque') return [];
  const values = valuesOf(world, type, column);
  switch (operators) {
    case 'CmsNumberFilterOperators':
      return [...values, 1, 2, 1.5, 99999999999];
    case 'CmsBooleanFilterOperators':
      return [true, false];
    case 'CmsStringFilterOperators':
      return column === 'collection' ? values : [...values, '', 'null', 'true', '$NOW', '%', 'a_', '\\'];
    default:
      return kind === 'moment' ? [...values, '2024-02-07', '2026-01-01T00:00:00+02:00'] : [...values];
  }
}

/** The different values of a column, of rows that the role may not see too. */
function valuesOf(world: World, type: string, column: string): readonly (string | number | boolean)[] {
  const values = world
    .table(type)
    .map((row) => jsonOfColumn(world.shape(type), column, valueIn(world, type, row, column)));
  return [...new Set(values.filter((value) => value !== null))];
}
