import {
  assertInputType,
  assertNullableType,
  assertOutputType,
  GraphQLBoolean,
  GraphQLEnumType,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigArgumentMap,
  GraphQLFloat,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLInt,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLScalarType,
  GraphQLString,
  type GraphQLType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { scalars } from '../../schema/scalars.ts';
import type { JoinColumns } from '../client/metadata.ts';
import { isOmitted, type TwentyNaming, typeName } from '../naming.ts';
import {
  describeArgument,
  describeEnumValue,
  describeField,
  describeInputField,
  describeType,
} from './descriptions.ts';
import type { InputMapping } from './mapping.ts';
import { joinColumn, type RecordObject, refusedOperators, type UpstreamField } from './relations.ts';

/** Twenty's scalars onto the graph's. All of Twenty's ids are UUIDs, those that it types `ID` too. */
const SCALARS: Readonly<Record<string, GraphQLScalarType>> = {
  ...scalars,
  Boolean: GraphQLBoolean,
  Float: GraphQLFloat,
  Int: GraphQLInt,
  String: GraphQLString,
  ID: scalars.UUID,
  BigFloat: GraphQLFloat,
  Position: GraphQLFloat,
  Cursor: GraphQLString,
  ConnectionCursor: GraphQLString,
};

/** Full-text vectors are of no use to a client, nor are counts of them. */
const SEARCH_VECTOR = /^((count(Empty|NotEmpty|UniqueValues)|percentage(Empty|NotEmpty))S|s)earchVector$/;

/** Relay's page information, in the one shape that all upstreams share. */
const pageInfo = new GraphQLObjectType({
  name: 'PageInfo',
  description: 'Where a page stands in its list (Relay Cursor Connections).',
  fields: {
    hasNextPage: valueField(
      'hasNextPage',
      new GraphQLNonNull(GraphQLBoolean),
      'Whether there is more after this page.',
    ),
    hasPreviousPage: valueField(
      'hasPreviousPage',
      new GraphQLNonNull(GraphQLBoolean),
      'Whether there is more before this page.',
    ),
    startCursor: valueField('startCursor', GraphQLString, 'The cursor of the first edge; null for an empty page.'),
    endCursor: valueField('endCursor', GraphQLString, 'The cursor of the last edge; null for an empty page.'),
  },
});

function valueField(name: string, type: GraphQLOutputType, description: string): GraphQLFieldConfig<unknown, unknown> {
  return { type, description, extensions: { twenty: { kind: 'value', name } } };
}

/** The graph's types for Twenty's, each made once. */
export interface GraphTypes {
  output(type: GraphQLOutputType): GraphQLOutputType;
  arguments(upstream: UpstreamField): GraphQLFieldConfigArgumentMap;
  /** Whether a field, an argument or an input field stays out of the graph. */
  isLeftOut(field: { readonly name: string; readonly type: GraphQLType }): boolean;
  /** Connections that stay out of the graph, since nothing says their join column: `Company.contracts`. Complete once the types' fields are made. */
  readonly unjoined: readonly string[];
}

/**
 * @param objects every object with records, by the name of its connection type
 * @param joinColumns as Twenty's metadata says them; empty where it can't be read
 */
export function createGraphTypes(
  objects: ReadonlyMap<string, RecordObject>,
  naming: TwentyNaming,
  joinColumns: JoinColumns,
): GraphTypes {
  const made = new Map<string, GraphQLNamedType>();
  const unjoined: string[] = [];
  const isRefused = refusedOperators(objects);

  function named(type: GraphQLNamedType): GraphQLNamedType {
    const known = made.get(type.name);
    if (known) return known;
    const created = create(type);
    made.set(type.name, created);
    return created;
  }

  function create(type: GraphQLNamedType): GraphQLNamedType {
    if (type.name === 'PageInfo') return pageInfo;
    if (isObjectType(type)) return objectType(type);
    if (isInputObjectType(type)) return inputType(type);
    if (isEnumType(type)) return enumType(type);
    // A scalar of a newer Twenty that we don't know is any JSON value.
    return SCALARS[type.name] ?? scalars.JSON;
  }

  function objectType(type: GraphQLObjectType): GraphQLObjectType {
    return new GraphQLObjectType({
      name: typeName(type.name, naming),
      description: describeType(type, naming),
      fields: () => fromEntries(Object.values(type.getFields()).map((field) => [field.name, objectField(type, field)])),
    });
  }

  function objectField(
    parent: GraphQLObjectType,
    field: UpstreamField,
  ): GraphQLFieldConfig<unknown, unknown> | undefined {
    if (isLeftOut(field)) return undefined;
    const description = describeField(parent, field, naming);
    const children = objects.get(getNamedType(field.type).name);
    if (!children) return valueField(field.name, output(field.type), description);
    const column = joinColumn(parent, field.name, children.type, naming, joinColumns);
    if (!column) {
      unjoined.push(`${parent.name}.${field.name}`);
      return undefined;
    }
    return {
      type: output(field.type),
      description,
      args: argumentMap(field),
      extensions: { twenty: { kind: 'children', root: children.root, column } },
    };
  }

  function inputType(type: GraphQLInputObjectType): GraphQLInputObjectType {
    const mapping = inputMapping(type);
    return new GraphQLInputObjectType({
      name: typeName(type.name, naming),
      description: describeType(type, naming),
      ...(mapping && { extensions: { twenty: mapping } }),
      fields: () =>
        fromEntries(
          Object.values(type.getFields()).map((field) => [
            field.name,
            isLeftOut(field) || (mapping === 'operators' && isRefused(type.name, field.name))
              ? undefined
              : { type: input(field.type), description: describeInputField(type, field) },
          ]),
        ),
    });
  }

  function enumType(type: GraphQLEnumType): GraphQLEnumType {
    return new GraphQLEnumType({
      name: typeName(type.name, naming),
      description: describeType(type, naming),
      values: fromEntries(
        type
          .getValues()
          .map(({ name, description }) => [name, { description: description ?? describeEnumValue(name) }]),
      ),
    });
  }

  /** The same lists and non-nulls around the graph's type. */
  function wrapped(type: GraphQLType): GraphQLType {
    if (isNonNullType(type)) return new GraphQLNonNull(assertNullableType(wrapped(type.ofType)));
    if (isListType(type)) return new GraphQLList(wrapped(type.ofType));
    return named(type);
  }
  const output = (type: GraphQLOutputType) => assertOutputType(wrapped(type));
  const input = (type: GraphQLInputType) => assertInputType(wrapped(type));

  const argumentMap = (field: UpstreamField): GraphQLFieldConfigArgumentMap =>
    fromEntries(
      field.args.map((argument) => [
        argument.name,
        isLeftOut(argument) ? undefined : { type: input(argument.type), description: describeArgument(argument.name) },
      ]),
    );
  function isLeftOut({ name, type }: { readonly name: string; readonly type: GraphQLType }): boolean {
    const { name: typeName } = getNamedType(type);
    return SEARCH_VECTOR.test(name) || typeName.startsWith('TSVector') || isOmitted(typeName, naming);
  }

  return { output, arguments: argumentMap, isLeftOut, unjoined };
}

function inputMapping({ name }: GraphQLInputObjectType): InputMapping | undefined {
  if (name.endsWith('FilterInput')) return 'filter';
  return name.endsWith('Filter') ? 'operators' : undefined;
}

/** An object of the entries that there are. */
function fromEntries<T>(entries: readonly (readonly [string, T | undefined])[]): Record<string, T> {
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, T] => entry[1] !== undefined));
}
