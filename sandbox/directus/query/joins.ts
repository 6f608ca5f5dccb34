import { type Collection, follow, type Model, type OneToMany, type Relation } from '../data/model.ts';
import type { Cell, Row, Store } from '../data/store.ts';

/** One row for each slot: the root's, then one per join, null where there is nothing to join. */
export type Slots = readonly (Row | null)[];

/** The relations that a query's filter and sort go through. Each path is joined once, whoever asks for it. */
export interface Joins {
  /** Joins what a path leads through, and says where the rows at its end are. */
  slotOf(path: readonly string[]): { readonly slot: number; readonly collection: Collection };
  /**
   * Calls `visit` with each combination of rows that SQL's left joins would give for a row, until it answers true.
   * @returns whether it did
   */
  combine(row: Row, visit: (slots: Slots) => boolean): boolean;
}

interface Join {
  readonly parent: number;
  readonly collection: Collection;
  readonly rowsOf: (parent: Row) => readonly Row[];
}

/**
 * Starts without joins. That joins are shared is how Directus has it: two conditions on `tags` are about one and the
 * same tag, and a sort by tags sees only the tags that the filter let through.
 */
export function createJoins(model: Model, store: Store, root: Collection): Joins {
  const joins: Join[] = [];
  const slots = new Map<string, number>([['', 0]]);

  function join(parent: number, name: string, collection: Collection, step: string): number {
    const [field = step] = step.split(':');
    const relation = collection.relations.get(field);
    const target = follow(model, collection, step);
    if (!relation || !target) throw new Error(`"${collection.name}.${step}" is not a relational field.`);
    slots.set(name, joins.push({ parent, collection: target, rowsOf: related(store, collection, relation, target) }));
    return joins.length;
  }

  function combineFrom(index: number, rows: (Row | null)[], visit: (slots: Slots) => boolean): boolean {
    const next = joins[index];
    if (!next) return visit(rows);
    const parent = rows[next.parent];
    const found = parent ? next.rowsOf(parent) : [];
    return (found.length > 0 ? found : [null]).some((row) => {
      rows[index + 1] = row;
      return combineFrom(index + 1, rows, visit);
    });
  }

  return {
    slotOf(path) {
      let slot = 0;
      let name = '';
      for (const step of path) {
        const { collection } = joins[slot - 1] ?? { collection: root };
        name = `${name}.${step}`;
        slot = slots.get(name) ?? join(slot, name, collection, step);
      }
      return { slot, collection: joins[slot - 1]?.collection ?? root };
    },
    combine: (row, visit) => combineFrom(0, [row], visit),
  };
}

function related(
  store: Store,
  from: Collection,
  relation: Relation,
  target: Collection,
): (parent: Row) => readonly Row[] {
  if (relation.kind === 'o2m') return (parent) => childrenOf(store, from, relation, parent);
  if (relation.kind === 'm2o') {
    return (parent) => store.find(target.name, target.primaryKey, [parent[relation.field] ?? null]);
  }
  return (parent) => {
    if (parent[relation.collectionField] !== target.name) return [];
    return store.find(target.name, target.primaryKey, [anyKey(target, parent[relation.field] ?? null)]);
  };
}

/**
 * The rows whose foreign key is a row's key: of a many-to-any, also those that mean another collection's row with the
 * same key.
 */
export function rowsWithKey(
  store: Store,
  from: Collection,
  { target, foreignKey, collectionField }: OneToMany,
  row: Row,
) {
  const key = row[from.primaryKey] ?? null;
  return store.find(target, foreignKey, [collectionField === null ? key : String(key)]);
}

/** The rows that refer to a row. */
export function childrenOf(store: Store, from: Collection, relation: OneToMany, row: Row): readonly Row[] {
  const { collectionField } = relation;
  const rows = rowsWithKey(store, from, relation, row);
  return collectionField === null ? rows : rows.filter((each) => each[collectionField] === from.name);
}

/** A many-to-any column holds keys as text; the collection it leads to may count its own. */
export function anyKey(target: Collection, key: Cell): string | number | null {
  if (key === null) return null;
  return target.fields.get(target.primaryKey)?.type === 'integer' ? Number(key) : String(key);
}
