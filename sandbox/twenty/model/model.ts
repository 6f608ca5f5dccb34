import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { readAggregates } from './aggregate.ts';
import { type Column, compositeColumn, fieldColumn } from './column.ts';
import type { CompositeField, Field, ObjectType } from './object-type.ts';
import { type Root, readRoots } from './roots.ts';

/** What the stand-in knows of a workspace: read from its schema alone, so that another schema needs no other code. */
export interface Model {
  readonly schema: GraphQLSchema;
  readonly objects: readonly ObjectType[];
  /** By root field. */
  readonly queries: ReadonlyMap<string, Root>;
  readonly mutations: ReadonlyMap<string, Root>;
}

/** Reads objects, relations, composites and root fields from a Twenty schema. */
export function readModel(schema: GraphQLSchema): Model {
  const drafts = new Map(draftObjects(schema).map((draft) => [draft.name, draft]));
  for (const draft of drafts.values()) {
    for (const field of fieldsOf(schema, draft.name)) {
      draft.fields.set(field.name, readField(schema, drafts, draft.name, field));
    }
    draft.aggregates = readAggregates(fieldsOf(schema, `${draft.name}Connection`), draft.fields);
    draft.unique = readUnique(schema, draft);
  }
  return { schema, objects: Array.from(drafts.values()), ...readRoots(schema, drafts) };
}

/** An object under construction: relations point at objects that have no fields yet. */
type Draft = { -readonly [Key in keyof ObjectType]: ObjectType[Key] } & { readonly fields: Map<string, Field> };

function draftObjects(schema: GraphQLSchema): Draft[] {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {});
  return roots.flatMap(({ name: plural, type }) => {
    const name = /^(\w+)Connection$/.exec(String(type))?.[1];
    const singular = roots.find((root) => String(root.type) === name)?.name;
    return name && singular ? { name, singular, plural, fields: new Map(), aggregates: new Map(), unique: [] } : [];
  });
}

function fieldsOf(schema: GraphQLSchema, typename: string): GraphQLField<unknown, unknown>[] {
  const type = schema.getType(typename);
  if (!isObjectType(type)) throw new Error(`Twenty's schema has no type "${typename}".`);
  return Object.values(type.getFields());
}

function readField(
  schema: GraphQLSchema,
  objects: ReadonlyMap<string, ObjectType>,
  owner: string,
  { name, type }: GraphQLField<unknown, unknown>,
): Field {
  const named = getNamedType(type);
  const one = objects.get(named.name);
  if (one) return { type: 'toOne', name, target: one, joinColumn: `${name}Id` };
  const many = objects.get(named.name.replace(/Connection$/, ''));
  if (many) return { type: 'toMany', name, target: many, joinColumn: inverseOf(schema, owner, name, many.name) };
  if (isObjectType(named) && !isListType(getNullableType(type))) return readComposite(name, named);
  return { type: 'scalar', name, column: fieldColumn(name, named), required: isNonNullType(type) };
}

function inverseOf(schema: GraphQLSchema, owner: string, field: string, target: string): string {
  const [inverse, another] = fieldsOf(schema, target).filter(({ type }) => getNamedType(type).name === owner);
  if (!inverse || another)
    throw new Error(`Cannot tell which field of ${target} is the other side of ${owner}.${field}.`);
  return `${inverse.name}Id`;
}

function readComposite(name: string, type: GraphQLObjectType): CompositeField {
  const parts = Object.values(type.getFields());
  return {
    type: 'composite',
    name,
    typename: type.name,
    kind: type.name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase(),
    columns: new Map(parts.map((part) => [part.name, compositeColumn(name, part.name, getNamedType(part.type))])),
  };
}

/** What a record can be connected by is what is unique. */
function readUnique(schema: GraphQLSchema, { name, fields }: ObjectType): Column[] {
  const where = schema.getType(`${name}WhereUniqueInput`);
  if (!isInputObjectType(where)) return [];
  return Object.values(where.getFields()).flatMap((input) => {
    const field = fields.get(input.name);
    const parts = getNamedType(input.type);
    if (field?.type !== 'composite' || !isInputObjectType(parts)) return [];
    return Object.keys(parts.getFields()).flatMap((part) => field.columns.get(part) ?? []);
  });
}
