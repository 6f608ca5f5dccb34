/** A record as it is stored: scalars and join columns by name, composites as objects of all their parts. */
export interface Row {
  id: string;
  /** Of a record that is nowhere, but could be made of others: what leads to them would lead to it. */
  mergedFrom?: readonly string[];
  [field: string]: unknown;
}

/** The row that a relation to nothing leads to: every column of it is null. */
export const NO_ROW: Row = { id: '' };
