import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLFieldConfig,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  getNullableType,
  isListType,
  isObjectType,
} from 'graphql';
import { lowerFirst, upperFirst } from '../../common/words.ts';
import type { Finding } from '../../contract/finding.ts';
import type { Followed } from '../../contract/upstream.ts';
import { scalars } from '../../schema/scalars.ts';
import { semanticNonNull } from '../../schema/semantic-non-null.ts';
import type { JoinColumns } from '../client/metadata.ts';
import { objectOfType, rootFieldName, type TwentyNaming, typeName } from '../naming.ts';
import { describeRootField } from './descriptions.ts';
import type { FieldMapping } from './mapping.ts';
import { type RecordObject, recordObjects, type UpstreamField, upstreamRoot } from './relations.ts';
import { GraphTypes } from './types.ts';

type FieldConfigs = Record<string, GraphQLFieldConfig<unknown, unknown>>;

export interface ComposeTwentyOptions {
  readonly naming?: TwentyNaming | undefined;
  /** Join columns from Twenty's metadata. Without them, the graph omits connections whose column is ambiguous. */
  readonly joinColumns?: JoinColumns | undefined;
}

/** Twenty's part of the graph, and findings about its omitted parts. */
export interface ComposedTwenty {
  readonly schema: GraphQLSchema;
  readonly findings: readonly Finding[];
}

/**
 * Converts Twenty's schema to the graph's names and scalars. Pure: the schema has no resolvers, and the extensions of
 * its fields contain the mapping with which the dialect requests them from Twenty.
 * @param upstreamSchema the schema of a workspace, by Twenty's introspection
 */
export function composeTwenty(
  upstreamSchema: GraphQLSchema,
  { naming = {}, joinColumns = new Map() }: ComposeTwentyOptions = {},
): ComposedTwenty {
  const objects = recordObjects(upstreamSchema);
  const types = new GraphTypes(objects, naming, joinColumns);
  const schema = graphOf(upstreamSchema, types);
  const names = Array.from(objects.values(), ({ type }) => type.name);
  const replacements = names.filter(
    (name) => objectOfType(name) !== name && upstreamSchema.getType(objectOfType(name)),
  );
  return { schema, findings: [...replacements.map(replaced), ...types.unjoined.map(unjoined)] };
}

/** In Twenty 2.21's schema, an object has the place of a generated type of the same name. */
function replaced(name: string): Finding {
  const owner = lowerFirst(objectOfType(name));
  return {
    subject: `Twenty ${lowerFirst(name)}`,
    detail: `The object replaces ${name}, a type that Twenty generates for ${owner}: Twenty's schema, and with it the graph, lacks fields of ${owner}.`,
    remedy: `Rename the object in Twenty, by its singular API name, so that it does not end in ${name.slice(owner.length)}.`,
  };
}

function unjoined(connection: string): Finding {
  return {
    subject: `Twenty ${connection}`,
    detail:
      'The connection is left out: its records have several relations to the parent, and neither the metadata nor the naming names the column with the id of the parent.',
    remedy: `Let the API key's role read /metadata, or name the column: \`joinColumns: { '${connection}': '…Id' }\`.`,
  };
}

function graphOf(upstreamSchema: GraphQLSchema, types: GraphTypes): GraphQLSchema {
  const fieldsOf = (type: GraphQLObjectType | null | undefined) =>
    Object.values(type?.getFields() ?? {}).filter((field) => !types.isLeftOut(field));
  const queries = fieldsOf(upstreamSchema.getQueryType()).map((field) => queryFields(field, types));
  const mutations = fieldsOf(upstreamSchema.getMutationType()).map((field) => plainField(field, types));
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: Object.assign({}, ...queries) }),
    mutation: new GraphQLObjectType({ name: 'Mutation', fields: Object.assign({}, ...mutations) }),
  });
}

/** Reads the committed schema of a new workspace, which is used while Twenty is unreachable. */
export function committedTwentySchema(): GraphQLSchema {
  return buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));
}

/** Returns the graph's type for an object of Twenty, such as `company`; undefined where it has none. */
export function typeOfObject(schema: GraphQLSchema, object: string, naming: TwentyNaming = {}): string | undefined {
  const type = schema.getType(typeName(upperFirst(object), naming));
  return isObjectType(type) ? type.name : undefined;
}

/** Returns the root fields that only links use, by their names in the graph. */
export function lookupsOf(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getQueryType()?.getFields() ?? {})
    .filter((field) => field.extensions.twenty?.kind === 'records')
    .map((field) => field.name);
}

/** Returns the objects whose records a client can follow: those with a root field for one record. */
export function followedOf(schema: GraphQLSchema): readonly Followed[] {
  return Object.values(schema.getQueryType()?.getFields() ?? {})
    .filter((field) => field.extensions.twenty?.kind === 'record')
    .map((field) => ({ typeName: String(getNullableType(field.type)), field: field.name, keyArgument: 'id' }));
}

function queryFields(field: UpstreamField, types: GraphTypes): FieldConfigs {
  const type = getNullableType(field.type);
  const object = isListType(type) ? undefined : types.objects.get(String(type));
  if (object) return connectionFields(field, object, types);
  const isRecord = [...types.objects.values()].some((each) => each.type === type);
  const takesFilter = field.args.some(({ name }) => name === 'filter');
  return isRecord && takesFilter ? recordField(field, types) : plainField(field, types);
}

/** Returns the root connection of an object, and the lookup over it. */
function connectionFields(field: UpstreamField, { type, root }: RecordObject, types: GraphTypes): FieldConfigs {
  const name = rootFieldName(field.name, types.naming);
  return {
    [name]: {
      type: types.output(getNullableType(field.type)),
      args: types.arguments(field),
      ...mapped({ kind: 'connection', root }, field, types),
    },
    [`${name}ByIds`]: {
      type: new GraphQLList(types.output(type)),
      args: {
        ids: {
          type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(scalars.UUID))),
          description: 'Ids in any order; an id may be repeated.',
        },
      },
      ...mapped({ kind: 'records', root }, field, types),
    },
  };
}

function recordField(field: UpstreamField, types: GraphTypes): FieldConfigs {
  return {
    [rootFieldName(field.name, types.naming)]: {
      type: types.output(getNullableType(field.type)),
      args: { id: { type: new GraphQLNonNull(scalars.UUID), description: 'The id of the record.' } },
      ...mapped({ kind: 'record', root: upstreamRoot(field) }, field, types),
    },
  };
}

function plainField(field: UpstreamField, types: GraphTypes): FieldConfigs {
  return {
    [rootFieldName(field.name, types.naming)]: {
      // Nullable even where Twenty's type is not: an error in one root field must not make the others null.
      type: types.output(getNullableType(field.type)),
      args: types.arguments(field),
      ...mapped({ kind: 'plain', root: upstreamRoot(field) }, field, types),
    },
  };
}

function mapped(twenty: FieldMapping, field: UpstreamField, { naming }: GraphTypes) {
  // A record may be missing; a list, a page or a written record is only null with an error.
  const isMarked = twenty.kind !== 'record';
  return {
    description: describeRootField(twenty.kind, field, naming),
    extensions: { twenty, ...(isMarked && semanticNonNull) },
  };
}
