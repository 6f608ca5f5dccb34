import type { ObjectType } from '../model/object-type.ts';
import type { Row } from '../store/row.ts';
import type { OrderKey } from './order.ts';

/** Some rows of an object, with what a connection says about them. */
export interface Connection {
  readonly object: ObjectType;
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** What the rows are ordered by: their cursors hold it. */
  readonly order: readonly OrderKey[];
  /** The value of a field of the connection itself; undefined when it has no such field. */
  aggregate(name: string): unknown;
}
