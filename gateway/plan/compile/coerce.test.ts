import fc from 'fast-check';
import { buildSchema, GraphQLEnumType, type GraphQLInputType, GraphQLList, GraphQLNonNull } from 'graphql';
import { coerceInputValue } from 'graphql/utilities/coerceInputValue.js';
import { expect, test } from 'vitest';
import { coerceInput } from './coerce.ts';

const schema = buildSchema(`
  type Query { a: Int }
  enum Color { RED GREEN }
  input Range { from: Float! = 0, to: Float!, unit: String }
  input Filter {
    id: ID, ids: [ID!], name: String, count: Int, isOpen: Boolean = true, color: Color = RED, range: Range
    and: [Filter!], not: Filter, grid: [[Int]]
  }
  input One @oneOf { id: ID, name: String }
  input Ones { one: One, many: [One!]! = [] }
`);

const named = ['ID', 'String', 'Int', 'Float', 'Boolean', 'Color', 'Range', 'Filter', 'One', 'Ones'].map(
  (name) => schema.getType(name) as GraphQLInputType,
);
// A value of its own stands for its name.
const shade = new GraphQLEnumType({ name: 'Shade', values: { DARK: { value: { nth: 1 } }, LIGHT: { value: 2 } } });

const types: fc.Arbitrary<GraphQLInputType> = fc.letrec<{ type: GraphQLInputType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...named, shade),
    tie('type').map((type) => new GraphQLList(type)),
    tie('type').map((type) => (type instanceof GraphQLNonNull ? type : new GraphQLNonNull(type))),
  ),
})).type;

const NAMES = 'id ids name count isOpen color range and not grid from to unit one many other toString __proto__'.split(
  ' ',
);

const values: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(null, undefined, true, 'RED', 'DARK', 'a text', '', 0, 3, 2.5, 2 ** 40, Number.NaN),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

/** Values that fit more often than not. */
function valuesOf(type: GraphQLInputType, depth = 3): fc.Arbitrary<unknown> {
  if (type instanceof GraphQLNonNull) return valuesOf(type.ofType, depth);
  if (type instanceof GraphQLList) return fc.array(valuesOf(type.ofType, depth), { maxLength: 3 });
  if ('getFields' in type && depth > 0) {
    const fields = Object.values(type.getFields()).map(({ name, type: own }) => [name, valuesOf(own, depth - 1)]);
    const requiredKeys = type.name === 'Range' ? ['to'] : [];
    return fc.record(Object.fromEntries(fields), { requiredKeys: requiredKeys as never[], noNullPrototype: true });
  }
  const fitting: Readonly<Record<string, readonly unknown[]>> = {
    ID: ['a', 7],
    String: ['a', 'b'],
    Int: [0, -4],
    Float: [0.5, 3],
    Boolean: [true, false],
    Color: ['RED', 'GREEN'],
    Shade: ['DARK', 'LIGHT'],
  };
  return fc.constantFrom(...(fitting[type.toString()] ?? [{}]));
}

function outcome(coerce: () => unknown) {
  try {
    return { value: coerce() };
  } catch (error) {
    return { error: String(error) };
  }
}

test.each([
  ['that may be anything', types.chain((type) => fc.tuple(fc.constant(type), values))],
  ['that mostly fit', types.chain((type) => fc.tuple(fc.constant(type), valuesOf(type)))],
])('values %s are coerced as graphql-js does it, errors and all', (_, cases) => {
  fc.assert(
    fc.property(cases, ([type, value]) => {
      expect(outcome(() => coerceInput(type, value))).toEqual(outcome(() => coerceInputValue(value, type)));
    }),
    { numRuns: 10_000 },
  );
});
