import {
  buildSchema,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  printSchema,
} from 'graphql';
import type { TwentyRecord, TwentyRecords } from '../../sandbox/twenty/index.ts';

/** Records in memory, by the graph's types. */
export interface World {
  /** The graph's schema as its SDL says it: a shape, with no one's resolvers and no one's scalars. */
  readonly schema: GraphQLSchema;
  /** Every record of a type, deleted ones too, in the order of their ids. */
  records(type: string): readonly TwentyRecord[];
  isRecord(type: string): boolean;
  /** The record that a relation leads to: none where it was deleted. */
  follow(type: string, relation: string, record: TwentyRecord): TwentyRecord | undefined;
  /** The column of a child type that holds the id of its parent, for the parent's connection. */
  joinColumn(parent: string, child: string): string;
  fieldType(type: string, field: string): string;
}

/** @param schema the graph, as the audience sees it that asks */
export function createWorld(schema: GraphQLSchema, records: TwentyRecords): World {
  const shape = buildSchema(printSchema(schema));
  const tables = new Map(
    Object.entries(records).map(([plural, rows]) => {
      const root = shape.getQueryType()?.getFields()[`crm${plural.charAt(0).toUpperCase()}${plural.slice(1)}`];
      if (!root) throw new Error(`The graph has no records called "${plural}".`);
      const type = String(root.type).replace(/Connection$/, '');
      return [type, rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))] as const;
    }),
  );
  const byId = new Map(Array.from(tables, ([type, rows]) => [type, new Map(rows.map((row) => [row.id, row]))]));
  const objectType = (name: string): GraphQLObjectType => {
    const type = shape.getType(name);
    if (!isObjectType(type)) throw new Error(`The graph has no type ${name}.`);
    return type;
  };
  const fieldType = (type: string, field: string) => {
    const definition = objectType(type).getFields()[field];
    if (!definition) throw new Error(`${type} has no field "${field}".`);
    return getNamedType(definition.type).name;
  };
  return {
    schema: shape,
    records: (type) => tables.get(type) ?? [],
    isRecord: (type) => tables.has(type),
    follow(type, relation, record) {
      const found = byId.get(fieldType(type, relation))?.get(String(record[`${relation}Id`]));
      return found?.deletedAt ? undefined : found;
    },
    joinColumn(parent, child) {
      const relations = Object.values(objectType(child).getFields()).filter(
        ({ type }) => getNamedType(type).name === parent,
      );
      const [relation, another] = relations;
      if (!relation || another) throw new Error(`${child} does not have one relation to ${parent}.`);
      return `${relation.name}Id`;
    },
    fieldType,
  };
}

/** A value as it is kept: an empty text is none. */
export function stored(value: unknown): unknown {
  return value === '' || value === undefined ? null : value;
}

/** A part of a composite as it is kept. */
export function storedPart(record: TwentyRecord, field: string, part: string): unknown {
  const parts = record[field];
  return stored(isObject(parts) ? parts[part] : null);
}

/** Compares two values that are no null, texts by the rules of English. */
export function compare(type: string, one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (type === 'DateTime') return Date.parse(String(one)) - Date.parse(String(other));
  const [a, b] = [String(one), String(other)];
  const byLanguage = type === 'String' ? a.localeCompare(b, 'en-US') : 0;
  return byLanguage || (a < b ? -1 : a > b ? 1 : 0);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
