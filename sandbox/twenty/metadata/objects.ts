import { readFileSync } from 'node:fs';

/** An object of a workspace, as Twenty's metadata API describes it. */
export interface ObjectMetadata {
  readonly id: string;
  /** Root field of one record: `company`. */
  readonly nameSingular: string;
  /** Root field of many records: `companies`. */
  readonly namePlural: string;
  readonly labelSingular: string;
  readonly labelPlural: string;
  readonly isActive: boolean;
  readonly isSystem: boolean;
  readonly labelIdentifierFieldMetadataId: string | null;
  /** Sets of columns, by their names in the database, that two records must share to be duplicates. */
  readonly duplicateCriteria: readonly (readonly string[])[] | null;
  readonly fieldsList: readonly FieldMetadata[];
}

/** A field of an object. Relations are fields too; a relation's join column is not: its relation names it. */
export interface FieldMetadata {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  /** Twenty's word for what the field holds: `TEXT`, `SELECT`, `FULL_NAME`, `RELATION`. */
  readonly type: string;
  readonly isActive: boolean;
  readonly isSystem: boolean;
  readonly isNullable: boolean;
  readonly isUnique: boolean;
  /** A text that stands for itself is in single quotes: `'NEW'`. */
  readonly defaultValue: unknown;
  /** In the order that lists sort by. */
  readonly options: readonly { readonly value: string }[] | null;
  /** `joinColumnName` is what is read of them: the column of a to-one relation. */
  readonly settings: { readonly joinColumnName?: string; readonly [setting: string]: unknown } | null;
  readonly relation: RelationMetadata | null;
  /** Of a field that leads to records of several objects: one relation for each of them. */
  readonly morphRelations: readonly RelationMetadata[] | null;
}

export interface RelationMetadata {
  readonly type: 'MANY_TO_ONE' | 'ONE_TO_MANY';
  readonly sourceObjectMetadata?: { readonly nameSingular: string };
  readonly sourceFieldMetadata: { readonly name: string };
  readonly targetObjectMetadata: { readonly nameSingular: string };
  readonly targetFieldMetadata: { readonly name: string };
}

/** What a real Twenty answered about its standard objects and one custom object, `contract`. */
export function recordedMetadata(): readonly ObjectMetadata[] {
  const { response } = JSON.parse(readFileSync(new URL('../data/metadata.json', import.meta.url), 'utf8'));
  return response.data.objects.edges.map((edge: { node: ObjectMetadata }) => edge.node);
}

/** What a GraphQL field of an object is, by its metadata. */
export type Description =
  | { readonly role: 'own' | 'joinColumn'; readonly field: FieldMetadata }
  | {
      readonly role: 'toOne' | 'toMany';
      /** `nameSingular` of the related object. */
      readonly target: string;
      /** The column of the one side's id: of this object for `toOne`, of the target for `toMany`. */
      readonly joinColumn: string;
      readonly cascades: Cascades;
    };

/** Whether a record of the many side goes with that of the one side when that is soft-deleted, and when it is destroyed. */
export interface Cascades {
  readonly deletes: boolean;
  readonly destroys: boolean;
}

export function isToMany({ relation }: FieldMetadata): boolean {
  return relation?.type === 'ONE_TO_MANY';
}

/**
 * Describes the fields of an object by the names they have in GraphQL: columns, then to-one relations, then to-many ones.
 * A to-one relation is two fields, one for its join column. Of relations to objects that are not among `objects`, only the
 * join columns are described.
 */
export function describeFields(
  object: ObjectMetadata,
  objects: readonly ObjectMetadata[],
): ReadonlyMap<string, Description> {
  const described = object.fieldsList.flatMap((field) => describeField(object, objects, field));
  const rank = ([, { role }]: [string, Description]) => ['toOne', 'toMany'].indexOf(role);
  return new Map(described.sort((a, b) => rank(a) - rank(b)));
}

function describeField(
  object: ObjectMetadata,
  objects: readonly ObjectMetadata[],
  field: FieldMetadata,
): [string, Description][] {
  const relations = relationsOf(field);
  if (relations.length === 0) return [[field.name, { role: 'own', field }]];
  return relations.flatMap(([name, relation]): [string, Description][] => {
    const target = objects.find(({ nameSingular }) => nameSingular === relation.targetObjectMetadata.nameSingular);
    if (relation.type === 'ONE_TO_MANY') {
      const inverse = target && inverseOf(object, target, relation.targetFieldMetadata.name);
      return inverse ? [[name, { role: 'toMany', target: target.nameSingular, ...inverse }]] : [];
    }
    const joinColumn = joinColumnOf(field, name);
    const column: [string, Description] = [joinColumn, { role: 'joinColumn', field }];
    if (!target) return [column];
    return [column, [name, { role: 'toOne', target: target.nameSingular, joinColumn, cascades: cascadesOf(field) }]];
  });
}

/** The relations of a field, by the GraphQL field of each: one field that leads to several objects is one for each. */
export function relationsOf({ name, relation, morphRelations }: FieldMetadata): [name: string, RelationMetadata][] {
  if (relation) return [[name, relation]];
  return (morphRelations ?? []).map((morph) => {
    const { nameSingular } = morph.targetObjectMetadata;
    return [name + nameSingular.charAt(0).toUpperCase() + nameSingular.slice(1), morph];
  });
}

/** Of a field that leads to several objects, `settings` has the column of only one. */
function joinColumnOf({ settings, morphRelations }: FieldMetadata, name: string): string {
  return (morphRelations ? undefined : settings?.joinColumnName) ?? `${name}Id`;
}

/** What a note or a task is about goes with it; what leads to one of several objects goes only where that is destroyed. */
function cascadesOf({ type, settings }: FieldMetadata): Cascades {
  const destroys = settings?.onDelete === 'CASCADE';
  return { destroys, deletes: destroys && type === 'RELATION' };
}

function inverseOf(owner: ObjectMetadata, target: ObjectMetadata, fieldName: string) {
  const field = target.fieldsList.find(({ name }) => name === fieldName);
  const inverse = (field ? relationsOf(field) : []).find(
    ([, { targetObjectMetadata }]) => targetObjectMetadata.nameSingular === owner.nameSingular,
  );
  return field && inverse && { joinColumn: joinColumnOf(field, inverse[0]), cascades: cascadesOf(field) };
}
