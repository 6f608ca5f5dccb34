import type { Row } from '../store/row.ts';
import type { Column } from './column.ts';

/** A field whose value sits in one column. Join columns (`companyId`) are such fields too. */
export interface ScalarField {
  readonly type: 'scalar';
  readonly name: string;
  readonly column: Column;
  readonly required: boolean;
}

/** A field of several columns: an address, an amount of money, a name. */
export interface CompositeField {
  readonly type: 'composite';
  readonly name: string;
  readonly typename: string;
  /** Twenty's own word for the type, as its errors say it: `ADDRESS`, `FULL_NAME`. */
  readonly kind: string;
  readonly columns: ReadonlyMap<string, Column>;
}

export interface RelationField {
  readonly type: 'toOne' | 'toMany';
  readonly name: string;
  readonly target: ObjectType;
  /** The column that holds the id of the one side. It sits on this object for `toOne`, on the target for `toMany`. */
  readonly joinColumn: string;
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
  readonly fields: ReadonlyMap<string, Field>;
  /** By the name of the connection's field. */
  readonly aggregates: ReadonlyMap<string, Aggregate>;
  /** Columns of which no two records may hold the same value, the id aside. */
  readonly unique: readonly Column[];
}
