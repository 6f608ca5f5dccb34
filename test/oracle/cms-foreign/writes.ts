import type { Content, ContentRelation, Row } from '../../../content-model/index.ts';
import { columnOf, type Shape } from '../cms-model.ts';

type Given = Readonly<Record<string, unknown>>;
type Place = readonly (string | number)[];

/** Why a write is refused: the code of its error and, of a value that cannot be, the value's place in the arguments. */
export interface Refusal {
  readonly code: 'BAD_USER_INPUT' | 'FORBIDDEN';
  readonly input?: Place;
}

/** A field of `Mutation`, with what is given to it. */
export interface Write {
  readonly type: string;
  readonly kind: 'create' | 'update' | 'delete';
  readonly rows: 'one' | 'many' | 'singleton';
  readonly args: { readonly id?: string; readonly ids?: readonly string[]; readonly data?: unknown };
}

/** What a write comes to: the rows as they then are with the keys that it wrote, or the reasons that it may be refused for. */
export type Written =
  | { readonly rows: Content['rows']; readonly keys: readonly unknown[] }
  | { readonly refusals: readonly Refusal[] };

/** Writes into rows in memory, as the graph says that they are written: all that is asked for, or nothing. */
export function write(content: Content, shapes: Readonly<Record<string, Shape>>, asked: Write): Written {
  const writing = new Writing(content, shapes);
  const keys = writing.run(asked);
  return writing.refusals.length > 0 ? { refusals: writing.refusals } : { rows: writing.rows(), keys };
}

class Writing {
  readonly refusals: Refusal[] = [];
  readonly #content: Content;
  readonly #shapes: Readonly<Record<string, Shape>>;
  readonly #tables: Map<string, Row[]>;

  constructor(content: Content, shapes: Readonly<Record<string, Shape>>) {
    this.#content = content;
    this.#shapes = shapes;
    this.#tables = new Map(Object.entries(content.rows).map(([name, rows]) => [name, [...rows]]));
  }

  rows(): Content['rows'] {
    return Object.fromEntries(this.#tables);
  }

  run({ type, kind, rows, args }: Write): readonly unknown[] {
    const data = args.data;
    if (kind === 'create') {
      const all = rows === 'one' ? [data] : (data as readonly unknown[]);
      return all.map((each, index) => this.#save(type, each as Given, rows === 'one' ? ['data'] : ['data', index]));
    }
    if (rows === 'singleton') {
      this.#change(type, this.#table(type)[0] ?? {}, data as Given, ['data']);
      return [];
    }
    const keys = [...new Set(rows === 'one' ? [args.id] : args.ids)];
    // Directus sorts the keys as texts, so that the last of them has the rows that all of them are given.
    const found = keys.toSorted().map((key) => this.#find(type, key));
    if (found.some((row) => row === undefined)) {
      this.refusals.push({ code: 'FORBIDDEN' });
      return [];
    }
    for (const row of found) {
      if (kind === 'delete') this.#delete(type, row ?? {});
      else this.#change(type, row ?? {}, data as Given, ['data']);
    }
    return keys;
  }

  #shape(type: string): Shape {
    const shape = this.#shapes[type];
    if (!shape) throw new Error(`The oracle does not know ${type}.`);
    return shape;
  }

  #table(type: string): Row[] {
    return this.#tables.get(this.#shape(type).collection) ?? [];
  }

  #keyOf = (type: string) => this.#shape(type).key ?? 'id';

  #find(type: string, key: unknown): Row | undefined {
    return this.#table(type).find((row) => String(row[this.#keyOf(type)]) === String(key));
  }

  /** Makes a row, or changes the one that has its key. */
  #save(type: string, given: Given, place: Place): unknown {
    const key = this.#keyOf(type);
    const known = this.#find(type, given[key]);
    if (known && isRoot(place)) this.refusals.push({ code: 'BAD_USER_INPUT', input: [...place, key] });
    const row: Row = known ?? { ...this.#defaults(type), [key]: this.#asKey(type, given[key]) };
    if (!known) this.#replace(type, row, row);
    this.#change(type, row, given, place, known === undefined);
    return row[key];
  }

  #asKey(type: string, key: unknown): unknown {
    const field = this.#columns(type).find(({ primaryKey }) => primaryKey);
    return field?.type === 'integer' ? Number(key) : String(key);
  }

  #columns(type: string) {
    const { collection } = this.#shape(type);
    const fields = this.#content.collections.find(({ name }) => name === collection)?.fields ?? [];
    return fields.filter((field) => field.type !== 'alias');
  }

  #schema(type: string, column: string) {
    const { collection } = this.#shape(type);
    return this.#content.snapshot.fields.find((field) => field.collection === collection && field.field === column)
      ?.schema;
  }

  #defaults(type: string): Row {
    const columns = this.#columns(type).map(({ name }) => [name, this.#schema(type, name)?.default_value ?? null]);
    return Object.fromEntries(columns);
  }

  #change(type: string, row: Row, given: Given, place: Place, isNew = false): void {
    const shape = this.#shape(type);
    const key = this.#keyOf(type);
    const cells: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(given)) {
      const column = columnOf(shape, name);
      const relation = shape.relations[name];
      if (column === key || relation?.kind === 'many') continue;
      cells[column] =
        relation?.kind === 'one' && value !== null ? this.#refer(relation.to, value as Given, [...place, name]) : value;
    }
    const changed = { ...row, ...cells };
    this.#check(type, changed, isNew ? this.#columns(type).map(({ name }) => name) : Object.keys(cells), place);
    this.#replace(type, row, changed);
    for (const [name, value] of Object.entries(given)) {
      const relation = shape.relations[name];
      if (relation?.kind === 'many') this.#list(relation, changed[key], (value ?? []) as Given[], [...place, name]);
    }
  }

  /** The key of the row that is referred to: it is there, is changed, or is made. */
  #refer(type: string, given: Given, place: Place): unknown {
    const key = this.#keyOf(type);
    if (Object.keys(given).length > 1) return this.#save(type, given, place);
    if (!this.#find(type, given[key])) this.refusals.push({ code: 'BAD_USER_INPUT', input: place });
    return this.#asKey(type, given[key]);
  }

  /** All that there will be: others forget whose they were. */
  #list({ to, back }: { to: string; back: string }, key: unknown, items: readonly Given[], place: Place): void {
    const ownKey = this.#keyOf(to);
    const kept = items.map((item, index) => {
      const saved = this.#save(to, item, [...place, index]);
      const row = this.#find(to, saved);
      if (row) this.#replace(to, row, { ...row, [back]: key });
      return String(saved);
    });
    for (const row of this.#table(to)) {
      if (row[back] === key && !kept.includes(String(row[ownKey]))) this.#replace(to, row, { ...row, [back]: null });
    }
  }

  #replace(type: string, before: Row, after: Row): void {
    const key = this.#keyOf(type);
    const rows = this.#table(type);
    const index = rows.findIndex((row) => row[key] === before[key]);
    if (index < 0) rows.push(after);
    else rows[index] = after;
  }

  #check(type: string, row: Row, columns: readonly string[], place: Place): void {
    for (const { name, nullable, unique } of this.#columns(type).filter((field) => columns.includes(field.name))) {
      const value = row[name] ?? null;
      const maxLength = this.#schema(type, name)?.max_length;
      const isTwin = (other: Row) => other[name] === value && other[this.#keyOf(type)] !== row[this.#keyOf(type)];
      const isBad =
        (!nullable && value === null) ||
        (unique && value !== null && this.#table(type).some(isTwin)) ||
        (typeof value === 'string' && typeof maxLength === 'number' && value.length > maxLength);
      if (isBad) this.refusals.push({ code: 'BAD_USER_INPUT', input: [...place, fieldOf(name)] });
    }
  }

  #delete(type: string, row: Row): void {
    const key = this.#keyOf(type);
    const rows = this.#table(type);
    // By its key: what it refers to may have gone before it, and left another row in its place.
    const index = rows.findIndex((each) => each[key] === row[key]);
    if (index >= 0) rows.splice(index, 1);
    for (const relation of this.#content.relations) {
      if (relation.relatedCollection !== this.#shape(type).collection) continue;
      const from = this.#typeOf(relation);
      for (const other of this.#table(from).filter((each) => each[relation.field] === row[key])) {
        if (this.#goesWith(relation)) this.#delete(from, other);
        else this.#replace(from, other, { ...other, [relation.field]: null });
      }
    }
  }

  #typeOf({ collection }: ContentRelation): string {
    const [type] = Object.entries(this.#shapes).find(([, shape]) => shape.collection === collection) ?? [];
    if (type === undefined) throw new Error(`The oracle does not know ${collection}.`);
    return type;
  }

  #goesWith({ collection, field }: ContentRelation): boolean {
    const found = this.#content.snapshot.relations.find(
      (each) => each.collection === collection && each.field === field,
    );
    return found?.schema?.on_delete === 'CASCADE';
  }
}

/** Whether a row stands at the root of what is given: it is to be made, and not there yet. */
const isRoot = (place: Place) => place.length === 1 || (place.length === 2 && typeof place[1] === 'number');

const fieldOf = (column: string) => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
