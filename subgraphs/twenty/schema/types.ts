import {
  assertInputType,
  assertNullableType,
  assertOutputType,
  GraphQLBoolean,
  GraphQLEnumType,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigArgumentMap,
  GraphQLFloat,
  type GraphQLInputField,
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
import { lowerFirst } from '../../common/words.ts';
import { scalars } from '../../schema/scalars.ts';
import { semanticNonNull } from '../../schema/semantic-non-null.ts';
import type { JoinColumns } from '../client/metadata.ts';
import { isOmitted, type TwentyNaming, typeName } from '../naming.ts';
import {
  aggregatedAmount,
  describeArgument,
  describeEnumValue,
  describeField,
  describeInputField,
  describeType,
} from './descriptions.ts';
import type { InputMapping } from './mapping.ts';
import { joinColumn, nodeOf, type RecordObject, refusedOperators, type UpstreamField } from './relations.ts';

/** Maps Twenty's scalars to the graph's. All ids of Twenty are UUIDs, including those of type `ID`. */
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

const isMore = new GraphQLNonNull(GraphQLBoolean);

/** Relay's page information, which is the same in all upstreams. */
const pageInfo = new GraphQLObjectType({
  name: 'PageInfo',
  description: 'The position of a page in its list (Relay Cursor Connections).',
  fields: {
    hasNextPage: valueField('hasNextPage', isMore, 'Whether there is more after this page.'),
    hasPreviousPage: valueField('hasPreviousPage', isMore, 'Whether there is more before this page.'),
    startCursor: valueField('startCursor', GraphQLString, 'The cursor of the first edge; null for an empty page.'),
    endCursor: valueField('endCursor', GraphQLString, 'The cursor of the last edge; null for an empty page.'),
  },
});

function valueField(name: string, type: GraphQLOutputType, description: string): GraphQLFieldConfig<unknown, unknown> {
  return { type, description, extensions: { twenty: { kind: 'value', name } } };
}

/** Creates the graph's types for Twenty's types, each once. */
export class GraphTypes {
  readonly objects: ReadonlyMap<string, RecordObject>;
  readonly naming: TwentyNaming;
  readonly #joinColumns: JoinColumns;
  readonly #isRefused: ReturnType<typeof refusedOperators>;
  readonly #made = new Map<string, GraphQLNamedType>();
  readonly #unjoined: string[] = [];

  /**
   * @param objects every object with records, by the name of its connection type
   * @param joinColumns from Twenty's metadata; empty where it cannot be read
   */
  constructor(objects: ReadonlyMap<string, RecordObject>, naming: TwentyNaming, joinColumns: JoinColumns) {
    this.objects = objects;
    this.naming = naming;
    this.#joinColumns = joinColumns;
    this.#isRefused = refusedOperators(objects);
  }

  /** Omitted connections, without a known join column: `Company.contracts`. Complete when all fields are made. */
  get unjoined(): readonly string[] {
    return this.#unjoined;
  }

  output(type: GraphQLOutputType): GraphQLOutputType {
    return assertOutputType(this.#wrapped(type));
  }

  arguments({ args }: UpstreamField): GraphQLFieldConfigArgumentMap {
    return mapDefined(args, (argument) =>
      this.isLeftOut(argument)
        ? undefined
        : { type: this.#input(argument.type), description: describeArgument(argument.name) },
    );
  }

  /** Whether the graph omits a field, an argument or an input field. */
  isLeftOut({ name, type }: { readonly name: string; readonly type: GraphQLType }): boolean {
    const { name: typeName } = getNamedType(type);
    return SEARCH_VECTOR.test(name) || typeName.startsWith('TSVector') || isOmitted(typeName, this.naming);
  }

  #input(type: GraphQLInputType): GraphQLInputType {
    return assertInputType(this.#wrapped(type));
  }

  /** Converts a type with its lists and non-nulls. */
  #wrapped(type: GraphQLType): GraphQLType {
    if (isNonNullType(type)) return new GraphQLNonNull(assertNullableType(this.#wrapped(type.ofType)));
    if (isListType(type)) return new GraphQLList(this.#wrapped(type.ofType));
    const made = this.#made.get(type.name) ?? this.#create(type);
    this.#made.set(type.name, made);
    return made;
  }

  #create(type: GraphQLNamedType): GraphQLNamedType {
    if (type.name === 'PageInfo') return pageInfo;
    if (isObjectType(type)) return this.#objectType(type);
    if (isInputObjectType(type)) return this.#inputType(type);
    if (isEnumType(type)) return this.#enumType(type);
    // An unknown scalar of a newer Twenty can be any JSON value.
    return SCALARS[type.name] ?? scalars.JSON;
  }

  #described(type: GraphQLNamedType) {
    return { name: typeName(type.name, this.naming), description: describeType(type, this.naming) };
  }

  #objectType(type: GraphQLObjectType): GraphQLObjectType {
    const fields = () => mapDefined(Object.values(type.getFields()), (field) => this.#objectField(type, field));
    return new GraphQLObjectType({ ...this.#described(type), fields });
  }

  #objectField(parent: GraphQLObjectType, field: UpstreamField): GraphQLFieldConfig<unknown, unknown> | undefined {
    if (this.isLeftOut(field)) return undefined;
    const type = this.output(field.type);
    const description = describeField(parent, field, this.naming);
    const children = this.objects.get(getNamedType(field.type).name);
    if (!children) {
      const amount = currencyOf(parent, field.name);
      const twenty = { kind: 'value', name: field.name, ...(amount !== undefined && { amount }) } as const;
      const extensions = { twenty, ...(field.name === 'totalCount' && semanticNonNull) };
      return { type, description, deprecationReason: uncomputable(parent, field.name), extensions };
    }
    const column = joinColumn(parent, field.name, children.type, this.naming, this.#joinColumns);
    if (!column) {
      this.#unjoined.push(`${parent.name}.${field.name}`);
      return undefined;
    }
    const twenty = { kind: 'children', root: children.root, column } as const;
    return { type, description, args: this.arguments(field), extensions: { twenty, ...semanticNonNull } };
  }

  #inputType(type: GraphQLInputObjectType): GraphQLInputObjectType {
    const mapping = inputMapping(type);
    const isKept = (field: GraphQLInputField) =>
      !this.isLeftOut(field) && !(mapping === 'operators' && this.#isRefused(type.name, field.name));
    const fields = () =>
      mapDefined(Object.values(type.getFields()), (field) =>
        isKept(field) ? { type: this.#input(field.type), description: describeInputField(type, field) } : undefined,
      );
    return new GraphQLInputObjectType({
      ...this.#described(type),
      ...(mapping && { extensions: { twenty: mapping } }),
      fields,
    });
  }

  #enumType(type: GraphQLEnumType): GraphQLEnumType {
    const values = mapDefined(type.getValues(), ({ name, description }) => ({
      description: description ?? describeEnumValue(name),
    }));
    return new GraphQLEnumType({ ...this.#described(type), values });
  }
}

/** Returns the field of the records whose amounts an aggregate adds or compares; undefined for other aggregates. */
function currencyOf(connection: GraphQLObjectType, aggregate: string): string | undefined {
  const name = aggregatedAmount(aggregate);
  const field = name === undefined ? undefined : nodeOf(connection)?.getFields()[name];
  return field && getNamedType(field.type).name === 'Currency' ? name : undefined;
}

/**
 * Returns why an aggregate is deprecated; undefined if it is not. For a relation to one of several objects, Twenty's
 * schema has aggregates that its database refuses: "column attachment.targetCompany does not exist".
 */
function uncomputable(connection: GraphQLObjectType, aggregate: string): string | undefined {
  const [, subject = ''] = /^(?:(?:count|percentage)(?:Not)?Empty|countUniqueValues)(\w+)$/.exec(aggregate) ?? [];
  const column = `${lowerFirst(subject)}Id`;
  if (!(column in (nodeOf(connection)?.getFields() ?? {}))) return undefined;
  return `Twenty cannot compute it: it is always an error. Filter by \`${column}\`, and select \`totalCount\`.`;
}

function inputMapping({ name }: GraphQLInputObjectType): InputMapping | undefined {
  if (name.endsWith('FilterInput')) return 'filter';
  return name.endsWith('Filter') ? 'operators' : undefined;
}

/** Maps items to an object by their names, without undefined values. */
function mapDefined<From extends { readonly name: string }, To>(
  all: readonly From[],
  to: (one: From) => To | undefined,
): Record<string, To> {
  const entries = all.map((one): readonly [string, To | undefined] => [one.name, to(one)]);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, To] => entry[1] !== undefined));
}
