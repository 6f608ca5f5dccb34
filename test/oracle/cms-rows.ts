import type { Content, Row } from '../../content-model/index.ts';
import { type Cell, type CmsModel, cell, keyOf, type Shape, type Sight, shapeOf } from './cms-model.ts';

/** A row, and the type of the graph that it is of. */
export interface Entity {
  readonly type: string;
  readonly row: Row;
}

/** The content as one role sees it. */
export interface World {
  readonly sight: Sight;
  /** Whether a type is one of rows. */
  has(type: string): boolean;
  shape(type: string): Shape;
  typeOfCollection(collection: string): string;
  /** The rows of a type, whoever asks. */
  table(type: string): readonly Row[];
  /** The rows of a type that the role may see, by their keys. */
  rows(type: string): readonly Row[];
  /** Where a relation to one row leads; null where nowhere, or where the role may not see it. */
  one(from: Entity, relation: string): Entity | null;
  /** Where it leads whoever asks: filters look at what they pass through without asking who asks. */
  passed(from: Entity, relation: string): Row | null;
  many(from: Entity, relation: string): readonly Row[];
}

export function worldOf<Role extends string>(model: CmsModel<Role>, content: Content, role: Role): World {
  const shape = (type: string) => shapeOf(model, type);
  const sight = model.sightOf(role);
  const tables = new Map(
    Object.entries(model.shapes).map(([type, each]) => [type, sorted(each, rowsOf(content, each))]),
  );
  const table = (type: string) => tables.get(type) ?? [];
  const shown = new Map(
    Array.from(tables, ([type, rows]) => [type, rows.filter((row) => sight.isShown(type, row, table))]),
  );
  const rows = (type: string) => shown.get(type) ?? [];

  function typeOfCollection(collection: string): string {
    const [found] = Object.entries(model.shapes).find(([, each]) => each.collection === collection) ?? [];
    if (found === undefined) throw new Error(`The oracle does not know the collection ${collection}.`);
    return found;
  }
  function target({ type, row }: Entity, name: string): { readonly type: string; readonly key: unknown } {
    const relation = shape(type).relations[name];
    return { type: relation?.kind === 'one' ? relation.to : typeOfCollection(String(row.collection)), key: row[name] };
  }
  const find = (type: string, from: readonly Row[], key: unknown) =>
    from.find((row) => key !== null && String(row[keyOf(shape(type))]) === String(key)) ?? null;

  return {
    sight,
    has: (type) => Object.hasOwn(model.shapes, type),
    shape,
    typeOfCollection,
    table,
    rows,
    one(from, relation) {
      const to = target(from, relation);
      const row = find(to.type, rows(to.type), to.key);
      return row ? { type: to.type, row } : null;
    },
    passed(from, relation) {
      const to = target(from, relation);
      return find(to.type, table(to.type), to.key);
    },
    many({ type, row }, name) {
      const relation = shape(type).relations[name];
      if (relation?.kind !== 'many') throw new Error(`${type}.${name} is no relation to many.`);
      return rows(relation.to).filter((each) => each[relation.back] === row[keyOf(shape(type))]);
    },
  };
}

function rowsOf(content: Content, { collection }: Shape): readonly Row[] {
  if (collection === 'directus_files') return content.files.map((each): Row => ({ ...each }));
  return content.rows[collection] ?? [];
}

function sorted(shape: Shape, rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((one, other) => order(cell(shape, one, keyOf(shape)), cell(shape, other, keyOf(shape))));
}

/** What has no value is greatest; texts go by their characters. */
export function order(one: Cell, other: Cell): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  return one < other ? -1 : 1;
}
