import { type Column, column, type DeclaredRelation, relation } from '../cms-foreign/declare.ts';
import { KEYS } from './columns.ts';

/** A collection of a random model. */
export interface Table {
  readonly name: string;
  readonly key: string;
  /** The type of its key. */
  readonly keyType: string;
  readonly singleton: boolean;
  readonly columns: Readonly<Record<string, Column>>;
}

/** Two collections to relate, by numbers of which each means one of them. */
export interface Link {
  readonly kind: 'm2o' | 'm2m' | 'translations' | 'm2a';
  readonly from: number;
  readonly to: number;
  readonly field: string;
  /** The alias that lists the rows, and that of the other side. */
  readonly lists: readonly (string | null)[];
  readonly isSorted: boolean;
}

/** The collections of a model with their relations. */
export interface Model {
  readonly prefix: string;
  readonly tables: readonly Table[];
  readonly relations: readonly DeclaredRelation[];
}

/** Relates collections. A link whose names are taken, or that has no two collections to relate, is left out. */
export function related(prefix: string, tables: readonly Table[], links: readonly Link[]): Model {
  return links.reduce<Model>((model, link, index) => ADD[link.kind](model, link, index), {
    prefix,
    tables,
    relations: [],
  });
}

type Add = (model: Model, link: Link, index: number) => Model;

const ADD: Readonly<Record<Link['kind'], Add>> = {
  m2o: addReference,
  m2m: (model, link, index) => addJunction(model, link, index, 'm2m'),
  translations: (model, link, index) => addJunction(model, link, index, 'translations'),
  m2a: addAny,
};

const at = <Value>(values: readonly Value[], number: number) => values[number % values.length];

/** Collections of many rows: a list of rows leads to such, and so does a reference. */
const manyRows = ({ tables }: Model) => tables.filter(({ singleton }) => !singleton);

function withColumn(model: Model, { name }: Table, field: string, added: Column): Model {
  const add = (table: Table) =>
    table.name === name ? { ...table, columns: { ...table.columns, [field]: added } } : table;
  return { ...model, tables: model.tables.map(add) };
}

/** The alias if the collection has no such column, or alias, yet. */
const free = ({ columns }: Table, name: string | null | undefined) =>
  name == null || Object.hasOwn(columns, name) ? undefined : name;

const reference = ({ keyType }: Table) => ({ ...(KEYS[keyType] ?? column('integer')), special: ['m2o'] });
const list = (special: string) => column('alias', { special: [special] });

/** Refers to a collection that is declared before, or to the collection itself, so that rows can be written in order. */
function addReference(model: Model, { from, to, field, lists, isSorted }: Link): Model {
  const source = at(model.tables, from);
  const targets = manyRows(model).filter(
    (table) => source && model.tables.indexOf(table) <= model.tables.indexOf(source),
  );
  const target = at(targets, to);
  if (!source || !target || free(source, field) === undefined) return model;
  const added = withColumn(model, source, field, reference(target));
  const own = added.tables.find(({ name }) => name === target.name) ?? target;
  const alias = free(own, lists[0]);
  const sort = isSorted && alias !== undefined && Object.hasOwn(source.columns, 'sort') ? { sort: 'sort' } : {};
  return withRelations(alias === undefined ? added : withColumn(added, target, alias, list('o2m')), [
    relation(`${source.name}.${field}`, { to: target.name, ...(alias !== undefined && { list: alias }), ...sort }),
  ]);
}

const withRelations = (model: Model, relations: readonly DeclaredRelation[]): Model => ({
  ...model,
  relations: [...model.relations, ...relations],
});

function junction(name: string, columns: Table['columns']): Table {
  return {
    name,
    key: 'id',
    keyType: 'integer',
    singleton: false,
    columns: { id: column('integer', { key: true }), ...columns },
  };
}

function addJunction(model: Model, link: Link, index: number, special: 'm2m' | 'translations'): Model {
  const one = at(manyRows(model), link.from);
  const other = at(manyRows(model), link.to);
  const alias = one && free(one, link.lists[0]);
  if (!one || !other || alias === undefined) return model;
  const back = one.name === other.name && link.lists[1] === alias ? undefined : free(other, link.lists[1]);
  const sorted = link.isSorted ? { sort: column('integer') } : {};
  const name = `${model.prefix}joined_${index}`;
  const joined = junction(name, { left: reference(one), right: reference(other), ...sorted });
  const withAlias = withColumn({ ...model, tables: [...model.tables, joined] }, one, alias, list(special));
  const sort = link.isSorted ? { sort: 'sort' } : {};
  return withRelations(back === undefined ? withAlias : withColumn(withAlias, other, back, list('m2m')), [
    relation(`${name}.left`, { to: one.name, list: alias, through: 'right', onDelete: 'CASCADE', ...sort }),
    relation(`${name}.right`, { to: other.name, through: 'left', ...(back !== undefined && { list: back }) }),
  ]);
}

/** The collections that a many-to-any leads to: the oracle finds them by plain names, of which no two clash in the graph. */
export const isPlain = ({ name }: Table) => /^[a-z]+_[a-z]+$/.test(name);

function addAny(model: Model, link: Link, index: number): Model {
  const one = at(manyRows(model), link.from);
  const alias = one && free(one, link.lists[0]);
  const members = manyRows(model)
    .filter(isPlain)
    .slice(0, 1 + (link.to % 3));
  if (!one || alias === undefined || members.length === 0) return model;
  const name = `${model.prefix}parts_${index}`;
  const parts = junction(name, {
    of: reference(one),
    collection: column('string'),
    item: column('string'),
    sort: column('integer'),
  });
  const withAlias = withColumn({ ...model, tables: [...model.tables, parts] }, one, alias, list('m2a'));
  return withRelations(withAlias, [
    relation(`${name}.of`, { to: one.name, list: alias, through: 'item', sort: 'sort' }),
    relation(`${name}.item`, { toAny: members.map((member) => member.name), by: 'collection', through: 'of' }),
  ]);
}
