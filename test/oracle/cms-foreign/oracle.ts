import type { Content, ReadPermission, Row } from '../../../content-model/index.ts';
import {
  type CmsModel,
  type ColumnKind,
  kindOf,
  type Relation,
  type Shape,
  type Sight,
  type Tables,
} from '../cms-model.ts';
import { foreignContent } from './model.ts';
import { CLERK_READS, PUBLIC_PERMISSIONS } from './roles.ts';

/** Who asks: staff see all, a clerk and the public what roles.ts says. */
export type ForeignRole = 'staff' | 'clerk' | 'public';

/** The graph's types, by the rule that names collections. */
const TYPES: Readonly<Record<string, string>> = {
  lib_specimens: 'CmsLibSpecimen',
  lib_publishers: 'CmsLibPublisher',
  lib_shelves: 'CmsLibShelve',
  lib_languages: 'CmsLibLanguage',
  lib_tags: 'CmsLibTag',
  lib_books: 'CmsLibBook',
  lib_books_tags: 'CmsLibBooksTag',
  lib_books_translations: 'CmsLibBooksTranslation',
  lib_notes: 'CmsLibNote',
  lib_quotes: 'CmsLibQuote',
  lib_books_parts: 'CmsLibBooksPart',
  lib_loans: 'CmsLibLoan',
  lib_odd_names: 'CmsLibOddName',
  lib_settings: 'CmsLibSettings',
};

/** Fields whose names do not lead back to their columns. */
const COLUMNS = { fooBar: 'fooBar', ISBN: 'ISBN', line1: 'line_1' };

function shapesOf({ collections, relations }: Content): Readonly<Record<string, Shape>> {
  const typed = collections.map(({ name, fields }): [string, Shape] => {
    const leading = relations.flatMap((relation): [string, Relation][] => {
      if (relation.relatedCollection === name && relation.oneField) {
        return [[relation.oneField, { kind: 'many', to: typeOf(relation.collection), back: relation.field }]];
      }
      if (relation.collection !== name) return [];
      return [
        [
          relation.field,
          relation.relatedCollection ? { kind: 'one', to: typeOf(relation.relatedCollection) } : { kind: 'any' },
        ],
      ];
    });
    const self = relations.filter(
      ({ collection, relatedCollection }) => collection === name && relatedCollection === name,
    );
    return [
      typeOf(name),
      {
        collection: name,
        key: fields.find(({ primaryKey }) => primaryKey)?.name ?? 'id',
        texts: fields.filter(({ type }) => type === 'string' || type === 'text').map((field) => field.name),
        relations: Object.fromEntries([
          ...leading,
          ...self.map(({ field }): [string, Relation] => [field, { kind: 'one', to: typeOf(name) }]),
        ]),
        kinds: Object.fromEntries(
          fields.flatMap((field): [string, ColumnKind][] => {
            const kind = kindOf(field.type);
            return kind ? [[field.name, kind]] : [];
          }),
        ),
        byHand: fields.some((field) => field.name === 'sort'),
        columns: name === 'lib_odd_names' ? COLUMNS : {},
      },
    ];
  });
  return Object.fromEntries(typed);
}

function typeOf(collection: string): string {
  const type = TYPES[collection];
  if (type === undefined) throw new Error(`The oracle has no name for ${collection}.`);
  return type;
}

/** Whether a row is shown, by the collection: what the filters of roles.ts say, in words of its own. */
type IsShown = (row: Row, tables: Tables) => boolean;

const ofBook =
  (isShown: IsShown): IsShown =>
  (row, tables) =>
    tables('CmsLibBook').some((book) => book.id === row.book && isShown(book, tables));
const isPublished: IsShown = ({ stage }) => stage === 'published';
const isNotWithdrawn: IsShown = ({ stage }) => (stage ?? 'withdrawn') !== 'withdrawn';

const SHOWN: Readonly<Record<Exclude<ForeignRole, 'staff'>, Readonly<Record<string, IsShown>>>> = {
  public: {
    CmsLibBook: isPublished,
    CmsLibBooksTag: ofBook(isPublished),
    CmsLibBooksPart: ofBook(isPublished),
  },
  clerk: {
    CmsLibShelve: ({ label }) => label !== null,
    CmsLibBook: isNotWithdrawn,
    CmsLibBooksTag: ofBook(isNotWithdrawn),
    CmsLibBooksTranslation: ofBook(isNotWithdrawn),
    CmsLibBooksPart: ofBook(isNotWithdrawn),
  },
};

function sightOf(shapes: Readonly<Record<string, Shape>>, role: ForeignRole): Sight {
  if (role === 'staff') return { isShown: () => true, mayRead: () => true, mayFind: () => true };
  const permissions = new Map(
    (role === 'clerk' ? CLERK_READS : PUBLIC_PERMISSIONS).map((each) => [each.collection, each]),
  );
  const permissionOf = (type: string) => permissions.get(shapes[type]?.collection ?? '');
  const has = ({ fields }: ReadPermission, name: string) => fields.includes('*') || fields.includes(name);
  return {
    isShown: (type, row, tables) => permissionOf(type) !== undefined && (SHOWN[role][type]?.(row, tables) ?? true),
    mayRead(type, field) {
      const permission = permissionOf(type);
      if (!permission) return false;
      const relation = shapes[type]?.relations[field];
      const leadsOn = relation === undefined || relation.kind === 'any' || permissionOf(relation.to) !== undefined;
      const column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      return field === '' || field.startsWith('_') || (leadsOn && (has(permission, column) || has(permission, field)));
    },
    mayFind(type, column) {
      const permission = permissionOf(type);
      return permission !== undefined && has(permission, column);
    },
  };
}

const shapes = shapesOf(foreignContent());

export const foreignModel: CmsModel<ForeignRole> = { shapes, sightOf: (role) => sightOf(shapes, role) };
