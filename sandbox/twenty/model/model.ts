import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { fieldsOf, objectNames } from '../metadata/describe.ts';
import {
  type Description,
  describeFields,
  type FieldMetadata,
  isToMany,
  type ObjectMetadata,
} from '../metadata/objects.ts';
import { readAggregates } from './aggregate.ts';
import { type Column, capitalize, compositeColumn, fieldColumn, isObject } from './column.ts';
import { COMPOSITE_PARTS } from './composite-parts.ts';
import type { CompositeField, Field, ObjectType, UniqueColumn } from './object-type.ts';
import { type Root, readRoots } from './roots.ts';

/** What the stand-in knows of a workspace: read from its schema and metadata alone, so that another needs no other code. */
export interface Model {
  readonly schema: GraphQLSchema;
  readonly metadata: readonly ObjectMetadata[];
  readonly objects: readonly ObjectType[];
  /** By root field, those of queries and of mutations: Twenty runs either in an operation of either kind. */
  readonly roots: ReadonlyMap<string, Root>;
}

/** Reads objects, relations, composites and root fields. */
export function readModel(schema: GraphQLSchema, metadata: readonly ObjectMetadata[]): Model {
  const drafts = new Map(draftObjects(schema).map((draft) => [draft.singular, draft]));
  for (const object of metadata) {
    const draft = drafts.get(object.nameSingular);
    if (!draft) continue;
    const inSchema = new Map(fieldsOf(schema, draft.name).map((field) => [field.name, field]));
    for (const [name, description] of describeFields(object, metadata)) {
      const field = inSchema.get(name);
      if (field) draft.fields.set(name, readField(drafts, tableNameOf(object), field, description));
    }
    draft.connections = object.fieldsList.filter(isToMany).map(({ name }) => name);
    const ofConnection = fieldsOf(schema, `${draft.name}Connection`);
    draft.aggregates = readAggregates(draft.singular, ofConnection, draft.fields, [...inSchema.keys()]);
    draft.groupable = inputFields(schema, `${draft.name}GroupByInput`);
    draft.tableName = tableNameOf(object);
    draft.unique = readUnique(schema, draft, object);
    draft.duplicateCriteria = (object.duplicateCriteria ?? []).map((names) => columnsNamed(draft, names));
  }
  const objects = Array.from(drafts.values());
  return {
    schema,
    metadata,
    objects,
    roots: readRoots(schema, new Map(objects.map((object) => [object.name, object]))),
  };
}

/** An object under construction: relations point at objects that have no fields yet. */
type Draft = { -readonly [Key in keyof ObjectType]: ObjectType[Key] } & { readonly fields: Map<string, Field> };

function draftObjects(schema: GraphQLSchema): Draft[] {
  const empty = () => ({
    fields: new Map(),
    aggregates: new Map(),
    connections: [],
    groupable: new Set<string>(),
    tableName: '',
    unique: [],
    duplicateCriteria: [],
  });
  return objectNames(schema).map(({ typename, singular, plural }) => ({
    name: typename,
    singular,
    plural,
    ...empty(),
  }));
}

function readField(
  objects: ReadonlyMap<string, Draft>,
  tableName: string,
  { name, type }: GraphQLField<unknown, unknown>,
  description: Description,
): Field {
  if ('target' in description) {
    const target = objects.get(description.target);
    if (!target) throw new Error(`Twenty's schema has no object "${description.target}", which ${name} leads to.`);
    const { role, joinColumn, cascades } = description;
    return { type: role, name, target, joinColumn, cascades };
  }
  const named = getNamedType(type);
  if (isObjectType(named) && description.field.type !== 'FILES') {
    return readComposite(tableName, named, description.field);
  }
  const column = fieldColumn(tableName, name, description.field);
  const defaultValue = description.role === 'own' ? readDefault(description.field.defaultValue) : null;
  return { type: 'scalar', name, column, required: isNonNullType(type), defaultValue };
}

function readComposite(
  tableName: string,
  type: GraphQLObjectType,
  { name, type: kind, defaultValue }: FieldMetadata,
): CompositeField {
  const order = COMPOSITE_PARTS[kind] ?? [];
  const parts = Object.values(type.getFields()).sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const defaults = Object.entries(isObject(defaultValue) ? defaultValue : {});
  return {
    type: 'composite',
    name,
    typename: type.name,
    kind,
    columns: new Map(parts.map((part) => [part.name, compositeColumn(tableName, name, part)])),
    defaults: Object.fromEntries(defaults.map(([part, value]) => [part, readDefault(value)])),
  };
}

/** A text stands in single quotes; `uuid` and `now` are made when a record is. */
function readDefault(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? null;
  const [, text] = /^'(.*)'$/s.exec(value) ?? [];
  return text ?? null;
}

/** No field of the API tells a custom object: only that its fields have no settings for how they are shown. */
function tableNameOf({ nameSingular, fieldsList }: ObjectMetadata): string {
  const isCustom = fieldsList.some(({ name, settings }) => name === 'createdAt' && !settings);
  return isCustom ? `_${nameSingular}` : nameSingular;
}

function inputFields(schema: GraphQLSchema, typename: string): ReadonlySet<string> {
  const type = schema.getType(typename);
  return new Set(isInputObjectType(type) ? Object.keys(type.getFields()) : []);
}

/** What a record can be connected by is what is unique. */
function readUnique(
  schema: GraphQLSchema,
  { name, fields }: ObjectType,
  { fieldsList }: ObjectMetadata,
): UniqueColumn[] {
  const where = schema.getType(`${name}WhereUniqueInput`);
  if (!isInputObjectType(where)) return [];
  return Object.values(where.getFields()).flatMap((input) => {
    const field = fields.get(input.name);
    const parts = getNamedType(input.type);
    if (field?.type !== 'composite' || !isInputObjectType(parts)) return [];
    const label = fieldsList.find((described) => described.name === input.name)?.label ?? input.name;
    const columns = Object.keys(parts.getFields()).flatMap((part) => field.columns.get(part) ?? []);
    return columns.map((column) => ({ ...column, field: input.name, label }));
  });
}

/** Columns by their names in the database: a part of a composite has the names of both, `nameFirstName`. */
function columnsNamed({ fields }: ObjectType, names: readonly string[]): Column[] {
  const columns = new Map<string, Column>();
  for (const field of fields.values()) {
    if (field.type === 'scalar') columns.set(field.name, field.column);
    if (field.type !== 'composite') continue;
    for (const [part, column] of field.columns) columns.set(field.name + capitalize(part), column);
  }
  return names.flatMap((name) => columns.get(name) ?? []);
}
