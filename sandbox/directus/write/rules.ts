import { z } from 'zod';
import type { Content } from '../../../content-model/index.ts';
import type { Cell } from '../data/store.ts';

/** What the database holds a column to. */
export interface ColumnRule {
  /** The value of a row that gives none; a key has none here, because the next free one is given. */
  readonly default: Cell;
  /** Whether a row must give one. */
  readonly isRequired: boolean;
  /** Letters at most; undefined for as many as there are. */
  readonly maxLength: number | undefined;
  /** What Directus has its texts look like, by the field's own validation. */
  readonly format: Format | undefined;
}

export interface Format {
  readonly pattern: RegExp;
  /** Whether the validation says that there need be no text. */
  readonly orNull: boolean;
}

/** A column that refers to rows of another collection. */
export interface Reference {
  readonly collection: string;
  readonly field: string;
  readonly target: string;
  /** Whether a row goes with the one that it refers to, forgets it, or does not let it go. */
  readonly onDelete: 'cascade' | 'forget' | 'refuse';
  /** Whether a row goes that is left out of the list that it was in, or forgets whose it was. */
  readonly onDeselect: 'delete' | 'forget';
}

/** What is written by, besides the model. */
export interface Rules {
  column(collection: string, field: string): ColumnRule;
  /** The references to a collection. */
  referringTo(collection: string): readonly Reference[];
}

const NO_RULE: ColumnRule = { default: null, isRequired: false, maxLength: undefined, format: undefined };

/** Reads from the content's snapshot what the database and Directus keep to when rows are written. */
export function readRules({ snapshot }: Content): Rules {
  const columns = new Map(
    snapshot.fields.map(({ collection, field, meta, schema }): [string, ColumnRule] => [
      `${collection}.${field}`,
      {
        default: defaultOf(schema?.default_value),
        isRequired:
          schema?.is_nullable === false &&
          schema.has_auto_increment !== true &&
          schema.default_value === null &&
          schema.is_generated !== true,
        maxLength: typeof schema?.max_length === 'number' ? schema.max_length : undefined,
        format: formatOf(field, meta.validation),
      },
    ]),
  );
  const references = snapshot.relations.flatMap(
    ({ collection, field, related_collection, meta, schema }): Reference[] => {
      if (related_collection === null) return [];
      const onDelete = ON_DELETE[schema?.on_delete ?? ''] ?? 'forget';
      const onDeselect = meta.one_deselect_action === 'delete' ? 'delete' : 'forget';
      return [{ collection, field, target: related_collection, onDelete, onDeselect }];
    },
  );
  return {
    column: (collection, field) => columns.get(`${collection}.${field}`) ?? NO_RULE,
    referringTo: (collection) => references.filter(({ target }) => target === collection),
  };
}

const regex = z.record(z.string(), z.object({ _regex: z.string() }));
/** Validations of the kinds that the content has: a regular expression for the field, or null or one. */
const Strict = z.object({ _and: z.tuple([regex]) }).transform(({ _and: [of] }) => ({ of, orNull: false }));
const Loose = z
  .object({ _or: z.tuple([z.record(z.string(), z.object({ _null: z.literal(true) })), regex]) })
  .transform(({ _or: [, of] }) => ({ of, orNull: true }));
const Validation = z.union([Strict, Loose]);

function formatOf(field: string, validation: unknown): Format | undefined {
  const { data } = Validation.safeParse(validation);
  const pattern = data?.of[field]?._regex;
  return data && pattern !== undefined ? { pattern: new RegExp(pattern), orNull: data.orNull } : undefined;
}

const ON_DELETE: Readonly<Record<string, Reference['onDelete']>> = { CASCADE: 'cascade', 'NO ACTION': 'refuse' };

/** PostgreSQL's expression for the moment of the write. */
export const NOW = 'now()';

function defaultOf(value: unknown): Cell {
  return typeof value === 'number' || (typeof value === 'string' && !value.startsWith('nextval(')) ? value : null;
}
