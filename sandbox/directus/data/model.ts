import type { Content, ContentField, ContentRelation } from '../../../content-model/index.ts';
import { FILES } from './files.ts';

/** A collection, with its fields by name and, for those that lead to other collections, how. */
export interface Collection {
  readonly name: string;
  readonly primaryKey: string;
  readonly singleton: boolean;
  /** What rows are ordered by where nobody says: the collection's sort field, else its primary key. */
  readonly defaultSort: string;
  readonly fields: ReadonlyMap<string, ContentField>;
  readonly relations: ReadonlyMap<string, Relation>;
}

/** A column that holds the key of one row of another collection. */
export interface ManyToOne {
  readonly kind: 'm2o';
  readonly field: string;
  readonly target: string;
}

/** An alias that lists the rows of another collection that refer here. */
export interface OneToMany {
  readonly kind: 'o2m';
  readonly field: string;
  readonly target: string;
  readonly foreignKey: string;
  readonly sortField: string | null;
  /** Where the foreign key is a many-to-any: the column that must name this collection. Its keys are text. */
  readonly collectionField: string | null;
}

/** A column that holds the key of a row of a collection that another column names. */
export interface ManyToAny {
  readonly kind: 'm2a';
  readonly field: string;
  readonly collectionField: string;
  readonly targets: readonly string[];
}

export type Relation = ManyToOne | OneToMany | ManyToAny;

/** All collections, by name. */
export type Model = ReadonlyMap<string, Collection>;

/** Reads the content's collections and relations, and adds Directus's own `directus_files`. */
export function buildModel({ collections, relations }: Content): Model {
  return new Map(
    [...collections, FILES].map((collection) => {
      const fields = new Map(collection.fields.map((field) => [field.name, field]));
      const primaryKey = collection.fields.find((field) => field.primaryKey)?.name ?? 'id';
      return [
        collection.name,
        {
          name: collection.name,
          primaryKey,
          singleton: collection.singleton,
          defaultSort: collection.sortField ?? primaryKey,
          fields,
          relations: relationsOf(collection.name, relations),
        },
      ];
    }),
  );
}

/**
 * A collection that is known to exist.
 * @throws Error when it does not, which is a fault of the content model
 */
export function collectionOf(model: Model, name: string): Collection {
  const collection = model.get(name);
  if (!collection) throw new Error(`The content model has no collection "${name}".`);
  return collection;
}

/**
 * The collection that a step of a path leads to: `author`, `tags`, or `item:cms_block_chart` for a many-to-any.
 * Undefined where the step is no relation.
 */
export function follow(model: Model, collection: Collection, step: string): Collection | undefined {
  const [field = step, scope] = step.split(':');
  const relation = collection.relations.get(field);
  if (!relation) return undefined;
  return model.get(relation.kind === 'm2a' ? (scope ?? '') : relation.target);
}

function relationsOf(name: string, relations: readonly ContentRelation[]): ReadonlyMap<string, Relation> {
  const found = new Map<string, Relation>();
  for (const {
    collection,
    field,
    relatedCollection,
    collectionField,
    allowedCollections,
    oneField,
    sortField,
  } of relations) {
    if (collection === name && relatedCollection) found.set(field, { kind: 'm2o', field, target: relatedCollection });
    if (collection === name && collectionField && allowedCollections) {
      found.set(field, { kind: 'm2a', field, collectionField, targets: allowedCollections });
    }
    if (relatedCollection === name && oneField) {
      const alias = { kind: 'o2m', field: oneField, target: collection, foreignKey: field, sortField } as const;
      found.set(oneField, { ...alias, collectionField: null });
    }
    if (collectionField && allowedCollections?.includes(name)) {
      // No alias leads back from here; permissions write the way back like this.
      const step = `$FOLLOW(${collection},${field},${collectionField})`;
      const back = { kind: 'o2m', field: step, target: collection, foreignKey: field, sortField } as const;
      found.set(step, { ...back, collectionField });
    }
  }
  return found;
}
