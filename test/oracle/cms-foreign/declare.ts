import type { Snapshot } from '../../../content-model/snapshot.ts';

/** A column, as it is declared. */
export interface Column {
  readonly type: string;
  readonly key: boolean;
  readonly required: boolean;
  readonly unique: boolean;
  readonly default: string | null;
  /** Letters at most; null for a type that has no such bound. */
  readonly maxLength: number | null;
  /** Digits in all, and after the point. */
  readonly precision: readonly [digits: number, scale: number] | null;
  readonly special: readonly string[] | null;
}

const PLAIN: Omit<Column, 'type'> = {
  key: false,
  required: false,
  unique: false,
  default: null,
  maxLength: null,
  precision: null,
  special: null,
};

/** A column of a type of Directus; `alias` for a list, which has none. */
export function column(type: string, options: Partial<Omit<Column, 'type'>> = {}): Column {
  const maxLength = type === 'string' ? 255 : null;
  return { ...PLAIN, type, maxLength, ...options };
}

export interface Declared {
  readonly name: string;
  readonly columns: Readonly<Record<string, Column>>;
  readonly singleton: boolean;
}

export function collection(name: string, columns: Declared['columns'], { singleton = false } = {}): Declared {
  return { name, columns, singleton };
}

/** Where a column leads: to one collection, or to any of several of which another column names the one. */
type Target = { readonly to: string } | { readonly toAny: readonly string[]; readonly by: string };

interface RelationOptions {
  /** The alias on the other side that lists these rows. */
  readonly list?: string;
  /** In a junction, the column that leads on to the far side. */
  readonly through?: string;
  readonly sort?: string;
  readonly onDelete?: 'CASCADE' | 'SET NULL';
}

export type DeclaredRelation = RelationOptions & Target & { readonly collection: string; readonly field: string };

/** @param from `collection.column` */
export function relation(from: string, options: RelationOptions & Target): DeclaredRelation {
  const [collection = '', field = ''] = from.split('.');
  return { collection, field, ...options };
}

/** The model as `directus schema snapshot` would write it, as far as it is read here. */
export function snapshotOf(collections: readonly Declared[], relations: readonly DeclaredRelation[]): Snapshot {
  return {
    version: 1,
    directus: '11.17.4',
    collections: collections.map(({ name, singleton }) => ({
      collection: name,
      meta: { singleton, sort_field: null },
      schema: { name },
    })),
    fields: collections.flatMap(({ name, columns }) =>
      Object.entries(columns).map(([field, declared]) => ({
        collection: name,
        field,
        type: declared.type,
        meta: { special: declared.special && [...declared.special] },
        schema: declared.type === 'alias' ? null : schemaOf(declared),
      })),
    ),
    relations: relations.map((declared) => ({
      collection: declared.collection,
      field: declared.field,
      related_collection: 'to' in declared ? declared.to : null,
      meta: {
        one_field: declared.list ?? null,
        junction_field: declared.through ?? null,
        sort_field: declared.sort ?? null,
        one_collection_field: 'by' in declared ? declared.by : null,
        one_allowed_collections: 'toAny' in declared ? [...declared.toAny] : null,
        one_deselect_action: 'nullify',
      },
      schema: 'to' in declared ? { on_delete: declared.onDelete ?? 'SET NULL' } : null,
    })),
  };
}

function schemaOf({ type, key, required, unique, default: byDefault, maxLength, precision }: Column) {
  return {
    is_nullable: !key && !required,
    is_unique: unique || key,
    is_primary_key: key,
    has_auto_increment: key && type === 'integer',
    default_value: byDefault,
    max_length: maxLength,
    numeric_precision: precision?.[0] ?? null,
    numeric_scale: precision?.[1] ?? null,
  };
}
