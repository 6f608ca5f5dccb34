import fc from 'fast-check';
import { type Content, contentOf } from '../../../content-model/index.ts';
import { collection, column, snapshotOf } from '../cms-foreign/declare.ts';
import { columns, KEYS } from './columns.ts';
import { COLLECTIONS, COLUMNS, LISTS, REFERENCES } from './names.ts';
import { rowsOf } from './rows.ts';
import { type Link, type Model, related, type Table } from './tables.ts';

/** A content model that nobody foresaw, with rows. */
export interface RandomContent {
  /** The prefix of its collections. */
  readonly prefix: string;
  readonly content: Content;
}

/** Random content models of Directus: odd names, keys of each type, columns of each type, relations of each kind. */
export function contents(): fc.Arbitrary<RandomContent> {
  return models().chain((model) =>
    rowsOf(model).map((rows) => ({ prefix: model.prefix, content: withRows(model, rows) })),
  );
}

function withRows({ tables, relations }: Model, rows: Content['rows']): Content {
  const collections = tables.map(({ name, columns, singleton }) => collection(name, columns, { singleton }));
  return contentOf({ snapshot: snapshotOf(collections, relations), rows, files: [], publicPermissions: [] });
}

function models(): fc.Arbitrary<Model> {
  return fc.constantFrom('z_', 'cms_').chain((prefix) => {
    const tables = fc.uniqueArray(table(prefix), { minLength: 3, maxLength: 7, selector: ({ name }) => name });
    return fc
      .tuple(tables, fc.array(LINK, { minLength: 2, maxLength: 7 }))
      .map(([tables, links]) => related(prefix, tables, links));
  });
}

const LINK: fc.Arbitrary<Link> = fc.record({
  kind: fc.constantFrom('m2o', 'm2o', 'm2o', 'm2m', 'translations', 'm2a'),
  from: fc.nat(100),
  to: fc.nat(100),
  field: fc.constantFrom(...REFERENCES),
  lists: fc.tuple(...[1, 2].map(() => fc.option(fc.constantFrom(...LISTS), { freq: 4 }))),
  isSorted: fc.boolean(),
});

function table(prefix: string): fc.Arbitrary<Table> {
  const key = fc.constantFrom('id', 'id', 'id', 'code', 'Key_No', 'filter', 'ID', 'slug');
  const keyType = fc.constantFrom(...Object.keys(KEYS), 'integer');
  const column = fc.constantFrom(...COLUMNS).chain((name) => columns(name).map((of) => [name, of] as const));
  return fc
    .record({
      name: fc.constantFrom(...COLLECTIONS),
      key,
      keyType,
      luck: fc.nat(13),
      columns: fc.uniqueArray(column, { minLength: 1, maxLength: 9, selector: ([name]) => name }),
    })
    .map(({ name, key, keyType, luck, columns }) => ({
      name: prefix + name,
      key,
      keyType,
      singleton: luck === 0,
      columns: { ...Object.fromEntries(columns), [key]: keyColumn(keyType) },
    }));
}

function keyColumn(type: string) {
  return { ...(KEYS[type] ?? column('integer')), key: true, special: type === 'uuid' ? ['uuid'] : null };
}
