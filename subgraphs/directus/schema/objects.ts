import {
  type GraphQLFieldConfig,
  GraphQLFloat,
  GraphQLID,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLUnionType,
  getNamedType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { scalars } from '../../schema/scalars.ts';
import { semanticNonNull } from '../../schema/semantic-non-null.ts';
import type { FieldNaming } from '../naming.ts';
import { type Build, once } from './build.ts';
import { type Collection, type CollectionField, FILES, membersOf } from './collections.ts';
import { partDescription } from './descriptions.ts';
import { assetUrlField } from './files.ts';
import { listArguments } from './lists.ts';
import type { FieldMapping } from './mapping.ts';
import { graphScalar, keyOf, ROUNDED } from './scalars.ts';
import { camelCase, pascalCase } from './words.ts';

type Field = GraphQLFieldConfig<unknown, unknown>;

/**
 * Builds the graph's type for the rows of a collection. Every field except the key is nullable: the caller's role
 * decides which fields Directus returns, and a refused field must not null its row. Fields that are null only then are
 * marked: lists of rows, and values and parts of columns that are NOT NULL in Directus's database.
 */
export function rowType(build: Build, collection: Collection): GraphQLObjectType {
  return once(build.objects, collection.name, () => {
    const { name, key, keyKind, naming, type } = collection;
    return new GraphQLObjectType({
      name: type,
      description: naming.description ?? collection.upstream.description ?? `A row of ${name}.`,
      extensions: { directus: { name, key, keyKind } },
      fields: () => rowFields(build, collection),
    });
  });
}

function rowFields(build: Build, collection: Collection): Record<string, Field> {
  const described = Array.from(collection.fields.values(), (field): [string, Field] => [
    field.as,
    { description: description(collection, field), ...rowField(build, collection, field) },
  ]);
  const fields = Object.fromEntries(described);
  if (collection.name === FILES) fields.url = assetUrlField(build, collection.key);
  return fields;
}

function description(collection: Collection, field: CollectionField): string {
  const { name, key, naming } = collection;
  if (field.name === key) return 'Its key, unique among its rows.';
  const given = naming.fields?.[field.name];
  const own = (typeof given === 'object' ? given.description : given) ?? field.upstream.description;
  if (field.kind === 'value' && field.scalar === GraphQLFloat) {
    return `${own ?? `\`${field.name}\` of ${name} in Directus.`} ${ROUNDED}`;
  }
  if (own) return own;
  if (field.kind === 'reference') return `The key of \`${field.name}\` of ${name} in Directus.`;
  if (field.kind !== 'parts') return `\`${field.name}\` of ${name} in Directus.`;
  const isCount = getNamedType(field.upstream.type).name === COUNTS;
  return `${isCount ? 'The number' : 'Parts'} of \`${field.as.replace(/Func$/, '')}\`${isCount ? '' : ', as numbers'}.`;
}

function rowField(build: Build, collection: Collection, field: CollectionField): Field {
  const { name, kind, upstream } = field;
  const target = getNamedType(upstream.type);
  switch (kind) {
    case 'parts': {
      const value = name.replace(/_func$/, '');
      const isOfRows = collection.fields.get(value)?.kind === 'many';
      const mapping: FieldMapping = isOfRows ? { kind, name } : { kind: 'valueParts', value };
      // JSON that is no list has no count.
      const isMarked = isOfRows || (isPresent(collection, value) && target.name !== COUNTS);
      return {
        type: partsType(build, target.name),
        extensions: { directus: mapping, ...(isMarked && semanticNonNull) },
      };
    }
    case 'reference': {
      const key = isObjectType(target) ? keyOf(build.upstream, target) : undefined;
      if (key === undefined) throw new TypeError(`${target.name} is no collection of Directus.`);
      return { type: GraphQLID, extensions: { directus: { kind, name, of: target.name, key } } };
    }
    case 'any': {
      const type = anyType(build, collection, field);
      const isAmbiguous = isUnionType(target) && haveAmbiguousFields(membersOf(target, build.collections));
      return {
        type,
        extensions: { directus: { kind, name, isAmbiguous }, ...(isRowPresent(collection, name) && semanticNonNull) },
      };
    }
    case 'one':
    case 'many': {
      const related = build.collections.get(target.name);
      if (!related) throw new TypeError(`${target.name} is no collection of the graph.`);
      const type = rowType(build, related);
      if (kind === 'one') {
        return {
          type,
          extensions: { directus: { kind, name }, ...(isRowPresent(collection, name) && semanticNonNull) },
        };
      }
      return {
        type: new GraphQLList(new GraphQLNonNull(type)),
        args: listArguments(build, related),
        extensions: { directus: { kind, name }, ...semanticNonNull },
      };
    }
    case 'value':
    case 'values': {
      const directus = valueMapping(field);
      const isMarked = isPresent(collection, name) && name !== collection.key;
      return { type: valueType(collection, field), extensions: { directus, ...(isMarked && semanticNonNull) } };
    }
  }
}

/** Directus's type for the count of a list. */
const COUNTS = 'count_functions';

/** Whether each row has a value in a column: it is NOT NULL, or the naming says so. */
function isPresent({ naming, upstream }: Collection, name: string): boolean {
  return isNonNullType(upstream.getFields()[name]?.type) || isNamed(naming.fields?.[name], 'isPresent');
}

/** Whether each row refers to a row that its readers may read. */
function isRowPresent(collection: Collection, name: string): boolean {
  return isPresent(collection, name) && isNamed(collection.naming.fields?.[name], 'isReadable');
}

const isNamed = (naming: string | FieldNaming | undefined, fact: 'isPresent' | 'isReadable') =>
  typeof naming === 'object' && naming[fact] === true;

function valueType(collection: Collection, { name, kind, scalar }: CollectionField): GraphQLOutputType {
  if (name === collection.key) return new GraphQLNonNull(scalar);
  return kind === 'values' ? new GraphQLList(scalar) : scalar;
}

function valueMapping({ name, scalar, types }: CollectionField): FieldMapping {
  if (scalar === scalars.Decimal) return { kind: 'decimal', name };
  return types ? { kind: 'collection', name, types } : { kind: 'value', name };
}

function anyType(build: Build, collection: Collection, { name, as, upstream }: CollectionField): GraphQLUnionType {
  const union = getNamedType(upstream.type);
  if (!isUnionType(union)) throw new TypeError(`${name} of ${collection.name} is no many-to-any relation.`);
  return once(build.unions, union.name, () => {
    return new GraphQLUnionType({
      name: collection.type + pascalCase(name),
      description: `The types that \`${as}\` of ${collection.type} can have.`,
      types: () => membersOf(union, build.collections).map((member) => rowType(build, member)),
    });
  });
}

/** Whether fields of one name have different types in Directus. */
function haveAmbiguousFields(members: readonly Collection[]): boolean {
  const fields = members.flatMap(({ upstream }) => Object.values(upstream.getFields()));
  const types = new Map(fields.map(({ name, type }) => [name, String(type)]));
  return fields.some(({ name, type }) => types.get(name) !== String(type));
}

/** Builds the type for Directus's `…_functions`: parts of a date or a time, or the count of related rows. */
function partsType(build: Build, name: string): GraphQLObjectType {
  return once(build.objects, name, () => {
    const upstream = build.upstream.getType(name);
    if (!isObjectType(upstream)) throw new TypeError(`Directus has no type ${name}.`);
    const fields = Object.values(upstream.getFields()).map((field): [string, GraphQLFieldConfig<unknown, unknown>] => [
      camelCase(field.name),
      {
        type: graphScalar(getNamedType(field.type).name),
        description: partDescription(field.name),
        extensions: { directus: { kind: 'value', name: field.name }, ...semanticNonNull },
      },
    ]);
    return new GraphQLObjectType({
      name: build.prefix + pascalCase(name),
      description: name === COUNTS ? 'The length of a list.' : 'Parts of a day, or of a moment in UTC.',
      extensions: { directus: { name } },
      fields: Object.fromEntries(fields),
    });
  });
}
