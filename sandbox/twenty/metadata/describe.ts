import { createHash } from 'node:crypto';
import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { type FieldMetadata, type ObjectMetadata, type RelationMetadata, relationsOf } from './objects.ts';

/** Twenty's words for what a scalar holds. An enum is a `SELECT`, a list of one a `MULTI_SELECT`, of anything else an `ARRAY`. */
const TYPES: Readonly<Record<string, string>> = {
  String: 'TEXT',
  Int: 'NUMBER',
  Float: 'NUMBER',
  BigFloat: 'NUMERIC',
  Boolean: 'BOOLEAN',
  Position: 'POSITION',
  Date: 'DATE',
  DateTime: 'DATE_TIME',
  UUID: 'UUID',
  JSON: 'RAW_JSON',
  FileObject: 'FILES',
  TSVector: 'TS_VECTOR',
};

interface ObjectNames {
  readonly typename: string;
  readonly singular: string;
  readonly plural: string;
}

/**
 * The metadata of a workspace: what is known of its objects, without what its schema does not have, and a description
 * by the schema alone of what is not known.
 * @throws Error where the schema alone does not tell what the other side of a relation is
 */
export function describeWorkspace(schema: GraphQLSchema, known: readonly ObjectMetadata[]): readonly ObjectMetadata[] {
  const names = objectNames(schema);
  return names.map((object) => {
    const recorded = known.find(({ nameSingular }) => nameSingular === object.singular);
    const gone = known.filter((other) => !names.some(({ singular }) => singular === other.nameSingular));
    const fields = fieldsOf(schema, object.typename);
    const kept = (recorded?.fieldsList ?? []).flatMap((field) => withoutGone(field, fields, gone));
    const described = new Set(kept.flatMap((field) => [field.name, ...relationsOf(field).map(([name]) => name)]));
    const missing = fields.filter(({ name }) => !described.has(name));
    const added = missing.flatMap((field) => describeField(schema, names, object, field));
    return { ...(recorded ?? describeObject(object)), fieldsList: [...kept, ...added] };
  });
}

/** The objects of a schema: those with a root field for one record and another for many. */
export function objectNames(schema: GraphQLSchema): readonly ObjectNames[] {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {});
  return roots.flatMap(({ name: plural, type }) => {
    const typename = /^(\w+)Connection$/.exec(String(type))?.[1];
    const singular = roots.find((root) => String(root.type) === typename)?.name;
    return typename && singular ? [{ typename, singular, plural }] : [];
  });
}

export function fieldsOf(schema: GraphQLSchema, typename: string): GraphQLField<unknown, unknown>[] {
  const type = schema.getType(typename);
  if (!isObjectType(type)) throw new Error(`Twenty's schema has no type "${typename}".`);
  return Object.values(type.getFields());
}

/** Without relations to objects that the schema has not; a field of the record's own must be in the schema. */
function withoutGone(
  field: FieldMetadata,
  fields: readonly GraphQLField<unknown, unknown>[],
  gone: readonly ObjectMetadata[],
): FieldMetadata[] {
  const isGone = (relation: RelationMetadata) =>
    gone.some(({ nameSingular }) => nameSingular === relation.targetObjectMetadata.nameSingular);
  if (field.relation) return isGone(field.relation) ? [] : [field];
  if (field.morphRelations) {
    return [{ ...field, morphRelations: field.morphRelations.filter((relation) => !isGone(relation)) }];
  }
  return fields.some(({ name }) => name === field.name) ? [field] : [];
}

function describeObject({ singular, plural }: ObjectNames): ObjectMetadata {
  return {
    id: idOf(singular),
    nameSingular: singular,
    namePlural: plural,
    labelSingular: labelOf(singular),
    labelPlural: labelOf(plural),
    isActive: true,
    isSystem: false,
    labelIdentifierFieldMetadataId: idOf(`${singular}.name`),
    duplicateCriteria: null,
    fieldsList: [],
  };
}

/** A join column has no description: that of its relation names it. */
function describeField(
  schema: GraphQLSchema,
  objects: readonly ObjectNames[],
  owner: ObjectNames,
  { name, type }: GraphQLField<unknown, unknown>,
): FieldMetadata[] {
  const named = getNamedType(type);
  if (named.name === 'ID') return [];
  const one = objects.find(({ typename }) => typename === named.name);
  const many = objects.find(({ typename }) => `${typename}Connection` === named.name);
  const other = one ?? many;
  const relation: RelationMetadata | null = other
    ? {
        type: one ? 'MANY_TO_ONE' : 'ONE_TO_MANY',
        sourceObjectMetadata: { nameSingular: owner.singular },
        sourceFieldMetadata: { name },
        targetObjectMetadata: { nameSingular: other.singular },
        targetFieldMetadata: { name: inverseOf(schema, owner, name, other, Boolean(many)) },
      }
    : null;
  return [
    {
      id: idOf(`${owner.singular}.${name}`),
      name,
      label: labelOf(name),
      type: relation ? 'RELATION' : typeOf(type),
      isActive: true,
      isSystem: false,
      isNullable: !isNonNullType(type),
      isUnique: false,
      defaultValue: null,
      options: isEnumType(named) ? named.getValues().map(({ name: value }) => ({ value })) : null,
      settings: one ? { relationType: 'MANY_TO_ONE', joinColumnName: `${name}Id` } : null,
      relation,
      morphRelations: null,
    },
  ];
}

/** The other side of a relation. Only that of a to-many must be found: it has the join column. */
function inverseOf(
  schema: GraphQLSchema,
  owner: ObjectNames,
  field: string,
  target: ObjectNames,
  isRequired: boolean,
): string {
  const typename = isRequired ? owner.typename : `${owner.typename}Connection`;
  const [inverse, another] = fieldsOf(schema, target.typename).filter(
    ({ type }) => getNamedType(type).name === typename,
  );
  if (inverse && !another) return inverse.name;
  if (!isRequired) return '';
  throw new Error(
    `The schema does not tell which field of ${target.typename} is the other side of ${owner.typename}.${field}: give the stand-in the metadata of ${owner.typename}.`,
  );
}

function typeOf(type: GraphQLField<unknown, unknown>['type']): string {
  const named = getNamedType(type);
  const isList = isListType(getNullableType(type));
  if (isEnumType(named)) return isList ? 'MULTI_SELECT' : 'SELECT';
  const scalar = TYPES[named.name];
  if (scalar) return isList && scalar !== 'FILES' ? 'ARRAY' : scalar;
  if (isObjectType(named)) return named.name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
  throw new Error(`Unknown scalar "${named.name}" in Twenty's schema: add it to TYPES.`);
}

/** "pointOfContact" as a person reads it: "Point of contact". */
function labelOf(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The same id for the same thing at every start. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
