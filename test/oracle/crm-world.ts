import {
  buildSchema,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isListType,
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
  /** Whether a type has a relation to one record, of this name. */
  hasRelation(type: string, name: string): boolean;
  /** The record that a relation leads to: none where it was deleted. */
  follow(type: string, relation: string, record: TwentyRecord): TwentyRecord | undefined;
  /** The column of the records of a connection that holds the id of its parent. */
  joinColumn(parent: string, field: string, child: string): string;
  fieldType(type: string, field: string): string;
  isList(type: string, field: string): boolean;
  /**
   * Compares two values that are no null as Twenty's database does: texts by the rules of English, choices in the order
   * of their options, lists item by item.
   */
  compare(type: string, one: unknown, other: unknown): number;
}

/** What the schema does not say of a workspace. */
export interface WorldMetadata {
  /** By the name of an enum, its values in the order that lists sort by. */
  readonly options: Map<string, readonly unknown[]>;
  /** By a connection, `CrmCompany.people`, the name of the relation that it is the other side of. */
  readonly inverses: Map<string, string>;
}

/** @param schema the graph, as the audience sees it that asks */
export function createWorld(
  schema: GraphQLSchema,
  records: TwentyRecords,
  { options, inverses }: WorldMetadata = { options: new Map(), inverses: new Map() },
): World {
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
    hasRelation: (type, name) => tables.has(getNamedType(objectType(type).getFields()[name]?.type)?.name ?? ''),
    follow(type, relation, record) {
      const found = byId.get(fieldType(type, relation))?.get(String(record[`${relation}Id`]));
      return found?.deletedAt ? undefined : found;
    },
    joinColumn(parent, field, child) {
      const inverse = inverses.get(`${parent}.${field}`);
      const names = inverse ? [inverse, inverse + parent.replace(/^Crm/, '')] : undefined;
      const [relation, another] = Object.values(objectType(child).getFields()).filter(
        ({ name, type }) => getNamedType(type).name === parent && (!names || names.includes(name)),
      );
      if (!relation || another) throw new Error(`${child} does not have one relation to ${parent}.${field}.`);
      return `${relation.name}Id`;
    },
    fieldType,
    isList: (type, field) => isListType(objectType(type).getFields()[field]?.type),
    compare(type, one, other) {
      const choices = options.get(type);
      const place = (value: unknown) => (choices ? choices.indexOf(value) : value);
      if (!Array.isArray(one) || !Array.isArray(other)) return compareValues(type, place(one), place(other));
      const differences = one
        .slice(0, other.length)
        .map((each, at) => compareValues(type, place(each), place(other[at])));
      return differences.find((order) => order !== 0) ?? one.length - other.length;
    },
  };
}

/** A value as it is kept. */
export function stored(value: unknown): unknown {
  return value ?? null;
}

/** A part of a composite as it is kept. */
export function storedPart(record: TwentyRecord, field: string, part: string): unknown {
  const parts = record[field];
  return stored(isObject(parts) ? parts[part] : null);
}

/** Absent texts that are answered as null; all others are answered as "". */
export const NULL_TEXTS = ['startCursor', 'endCursor', 'currencyCode', 'blocknote', 'primaryPhoneCountryCode'];
/** Texts of which a filter tells the absent from the empty ones. */
export const CODES = ['currencyCode', 'blocknote'];
/** Absent lists that the schema has as any JSON. */
const LISTS = ['secondaryLinks', 'additionalPhones', 'additionalEmails'];

/** A kept value as it is answered. @param type the type of the field, as the schema writes it */
export function answered(type: string, field: string, value: unknown): unknown {
  if (value !== null && value !== undefined) return value;
  if (type.startsWith('[') || LISTS.includes(field)) return [];
  return type === 'String' && !NULL_TEXTS.includes(field) ? '' : null;
}

function compareValues(type: string, one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (type === 'DateTime') return Date.parse(String(one)) - Date.parse(String(other));
  const [a, b] = [String(one), String(other)];
  const byLanguage = type === 'String' || type === 'Code' ? a.localeCompare(b, 'en-US') : 0;
  return byLanguage || (a < b ? -1 : a > b ? 1 : 0);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
