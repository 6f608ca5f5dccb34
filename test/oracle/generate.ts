import fc from 'fast-check';
import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  OperationTypeNode,
} from 'graphql';
import { type Query, render } from './render.ts';
import type { Arguments, Directive, Field, Mode, Operation, Tree } from './tree.ts';

/** What random queries may ask. */
export interface QuerySpace {
  readonly schema: GraphQLSchema;
  /** What the operations are: queries where it is left out. A subscription has one root field, which no directive leaves out. */
  readonly type?: OperationTypeNode;
  /** The root fields to ask; one named twice is asked twice as often. */
  readonly roots: readonly string[];
  /** The fields to ask of a type; one named twice is asked twice as often. All of them where it is left out. */
  readonly fields?: (type: GraphQLObjectType) => readonly string[];
  /**
   * The arguments of a field, all together, as JSON by the names of the schema (an enum value by its name): values
   * that hit the data make the test worth its time. A field is asked without any where this has none for it.
   */
  readonly args?: (type: GraphQLObjectType, field: string) => fc.Arbitrary<Arguments> | undefined;
  /** How many levels of fields there are at most. */
  readonly depth?: number;
  /** How many selections a field has at most; half of them at every third level. */
  readonly breadth?: number;
}

/**
 * Random operations that are valid by a schema: aliases (a sibling's name too), root fields several times, fragments
 * named and inline, directives and arguments by literals and by variables with and without defaults, `__typename`
 * anywhere, several operations in a document. They shrink to fewer and plainer selections.
 * @throws Error for a field that there is none of, and one with required arguments that the space has none for
 */
export function queries(space: QuerySpace): fc.Arbitrary<Query> {
  const { depth = 9, breadth = 4, type = OperationTypeNode.QUERY } = space;
  const root = space.schema.getRootType(type);
  if (!root) throw new Error(`The schema has no ${type} type.`);
  const grow = growth({ ...space, breadth });
  const fields = space.roots.map((name) => grow.field(root, name, depth));
  const one = oneOf(fields).map((field): readonly Tree[] => [{ ...field, directive: undefined }]);
  const selections = type === OperationTypeNode.SUBSCRIPTION ? one : some(oneOf([...fields, TYPENAME]), breadth);
  const operation: fc.Arbitrary<Operation> = fc.record({ type: fc.constant(root), selections });
  const others = fc.array(operation, { maxLength: 1 });
  return fc
    .record({
      operation,
      others: fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: others }),
    })
    .map(({ operation, others }) => render(space.schema, [operation, ...others]));
}

/** At least one. Not by `minLength`: with that, the last of several can't be shrunk away. */
function some<T>(arbitrary: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<readonly T[]> {
  return fc.array(arbitrary, { maxLength }).filter(({ length }) => length > 0);
}

/** Undefined but for one time in `times`; shrinks to it. */
function rarely<T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  const absent = { weight: times - 1, arbitrary: fc.constant(undefined) };
  return fc.oneof({ withCrossShrink: true }, absent, { weight: 1, arbitrary });
}

const DIRECTIVE: fc.Arbitrary<Directive | undefined> = rarely(
  6,
  fc.record({
    name: fc.constantFrom('include', 'skip'),
    value: fc.boolean(),
    mode: fc.constantFrom('literal', 'variable', 'default', 'overridden'),
  }),
);

const MODE = fc.constantFrom<Mode[]>(
  ...(['literal', 'literal', 'literal', 'literal', 'variable', 'parts', 'default', 'overridden', 'absent'] as const),
);

const TYPENAME: fc.Arbitrary<Field> = fc.record({
  kind: fc.constant('field'),
  name: fc.constant('__typename'),
  alias: rarely(3, fc.constantFrom('kind', 'name', 'id')),
  args: fc.constant({}),
  mode: fc.constant('literal'),
  directive: DIRECTIVE,
  below: fc.constant(undefined),
});

/** Grows selections of a type, level by level; each kind of them is made once and used wherever it fits. */
function growth({ schema, breadth, fields, args }: QuerySpace & { readonly breadth: number }) {
  const grown = new Map<string, fc.Arbitrary<readonly Tree[]>>();
  const known = new Map<string, fc.Arbitrary<Arguments> | undefined>();

  function argumentsOf(type: GraphQLObjectType, name: string): fc.Arbitrary<Arguments> | undefined {
    const key = `${type.name}.${name}`;
    if (!known.has(key)) known.set(key, args?.(type, name));
    return known.get(key);
  }

  function selections(type: GraphQLNamedType, depth: number): fc.Arbitrary<readonly Tree[]> {
    const key = `${type.name}:${depth}`;
    const known = grown.get(key);
    if (known) return known;
    const maxLength = depth % 3 === 0 ? Math.ceil(breadth / 2) : breadth;
    const made = some(selection(type, depth), maxLength);
    grown.set(key, made);
    return made;
  }

  function selection(type: GraphQLNamedType, depth: number): fc.Arbitrary<Tree> {
    const conditions = isAbstractType(type) ? [...schema.getPossibleTypes(type)] : [type];
    const plain = isObjectType(type) ? fieldOf(type, depth) : TYPENAME;
    const fragments = depth > 0 ? conditions.filter(isObjectType).map((on) => fragment(on, depth)) : [plain];
    return fc.oneof(
      { withCrossShrink: true },
      { weight: isAbstractType(type) ? 1 : 8, arbitrary: plain },
      { weight: 2, arbitrary: oneOf<Tree>(fragments) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const), index: fc.nat(3) }) },
    );
  }

  function fragment(on: GraphQLObjectType, depth: number): fc.Arbitrary<Tree> {
    return fc.record({
      kind: fc.constantFrom('inline', 'named', 'untyped'),
      on: fc.constant(on),
      directive: DIRECTIVE,
      below: selections(on, depth - 1),
    });
  }

  function fieldOf(type: GraphQLObjectType, depth: number): fc.Arbitrary<Field> {
    const askable = (fields?.(type) ?? Object.keys(type.getFields())).filter((name) => {
      const definition = type.getFields()[name];
      if (!definition) throw new Error(`${type.name} has no field "${name}".`);
      return depth > 0 || isLeafType(getNamedType(definition.type));
    });
    return oneOf([...askable.map((name) => field(type, name, depth)), TYPENAME]);
  }

  function field(type: GraphQLObjectType, name: string, depth: number): fc.Arbitrary<Field> {
    const definition = type.getFields()[name];
    if (!definition) throw new Error(`${type.name} has no field "${name}".`);
    const target = getNamedType(definition.type);
    const given = argumentsOf(type, name);
    if (!given && definition.args.some(isRequiredArgument)) {
      throw new Error(`${type.name}.${name} has required arguments: give the space some.`);
    }
    return fc.record({
      kind: fc.constant('field'),
      name: fc.constant(name),
      alias: rarely(3, fc.constantFrom('a', 'b', ...siblings(type))),
      args: given ?? fc.constant({}),
      mode: MODE,
      directive: DIRECTIVE,
      below: isCompositeType(target) ? selections(target, Math.max(0, depth - 1)) : fc.constant(undefined),
    });
  }

  return { field };
}

/** Names of the type's own fields, to be an alias of another. */
function siblings(type: GraphQLObjectType): readonly string[] {
  const names = Object.keys(type.getFields());
  return ['id', 'name', 'title'].filter((name) => names.includes(name));
}

function oneOf<T>(arbitraries: readonly fc.Arbitrary<T>[]): fc.Arbitrary<T> {
  return fc.oneof(...arbitraries);
}
