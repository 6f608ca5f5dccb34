import type { Cascades } from '../metadata/objects.ts';
import type { Row } from '../store/row.ts';
import type { Column } from './column.ts';

/** A field whose value sits in one column. Join columns (`companyId`) are such fields too. */
export interface ScalarField {
  readonly type: 'scalar';
  readonly name: string;
  readonly column: Column;
  readonly required: boolean;
  /** What the column holds when nobody says; null where that is nothing. */
  readonly defaultValue: unknown;
}

/** A field of several columns: an address, an amount of money, a name. */
export interface CompositeField {
  readonly type: 'composite';
  readonly name: string;
  readonly typename: string;
  /** Twenty's own word for the type, as its errors say it: `ADDRESS`, `FULL_NAME`. */
  readonly kind: string;
  readonly columns: ReadonlyMap<string, Column>;
  /** What the parts hold when nobody says, by name. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

export interface UniqueColumn extends Column {
  /** The field of which it is a part: `domainName`. */
  readonly field: string;
  /** What users call the field: `Domain Name`. */
  readonly label: string;
}

export interface RelationField {
  readonly type: 'toOne' | 'toMany';
  readonly name: string;
  readonly target: ObjectType;
  /** The column that holds the id of the one side. It sits on this object for `toOne`, on the target for `toMany`. */
  readonly joinColumn: string;
  readonly cascades: Cascades;
}

export type Field = ScalarField | CompositeField | RelationField;

/** A computation over the rows of a connection or of a group. Over no row it is null, a count too; only `totalCount` is 0. */
export type Aggregate = (rows: readonly Row[]) => unknown;

/** One of Twenty's objects, as far as the schema tells. */
export interface ObjectType {
  /** GraphQL type: `Company`. */
  readonly name: string;
  /** Root field of one record, and the object's name in errors: `company`. */
  readonly singular: string;
  /** Root field of many records: `companies`. */
  readonly plural: string;
  /** In the order that Twenty answers whole records in: columns first, then relations. */
  readonly fields: ReadonlyMap<string, Field>;
  /** Names of the to-many relations, those to objects outside the schema too. */
  readonly connections: readonly string[];
  /** The fields that records can be grouped by. */
  readonly groupable: ReadonlySet<string>;
  /** By the name of the connection's field. */
  readonly aggregates: ReadonlyMap<string, Aggregate>;
  /** The table in the database, as its errors name it: that of a custom object begins with an underscore. */
  readonly tableName: string;
  /** Columns of which no two records may hold the same value, the id aside. */
  readonly unique: readonly UniqueColumn[];
  /** Sets of columns that two records must share to be duplicates of each other. */
  readonly duplicateCriteria: readonly (readonly Column[])[];
}
