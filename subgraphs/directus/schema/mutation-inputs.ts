import {
  GraphQLFloat,
  GraphQLID,
  type GraphQLInputFieldConfig,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInputType,
  isNonNullType,
} from 'graphql';
import { scalars } from '../../schema/scalars.ts';
import { type Build, once } from './build.ts';
import { type Collection, type CollectionField, rowsMappingOf } from './collections.ts';
import type { InputMapping } from './mapping.ts';
import { rowType } from './objects.ts';
import { dateKind } from './scalars.ts';
import { bareName, pascalCase } from './words.ts';

/** The use of a row's input: to create the row, to change it, or as a related row, new or existing. */
export type InputForm = 'create' | 'update' | 'related';

/**
 * Builds the graph's input type for a row of a collection, in the graph's names. Only rows that are created at the root
 * have required fields: a related row may exist already, and then needs only its key.
 * @returns undefined if Directus does not allow to write the row, or any of its fields
 */
export function rowInput(build: Build, collection: Collection, form: InputForm): GraphQLInputObjectType | undefined {
  const upstream = upstreamInput(build, collection, form);
  if (!upstream || writtenFields(collection, form, upstream).length === 0) return undefined;
  return once(build.inputs, `${form} ${collection.name}`, () => {
    return new GraphQLInputObjectType({
      name: `${build.prefix}${pascalCase(form)}${bareName(collection.type, build.prefix)}Input`,
      description: descriptions[form](collection),
      extensions: { directus: rowsMappingOf(collection) },
      fields: () => inputFields(build, collection, form, upstream),
    });
  });
}

const descriptions: Readonly<Record<InputForm, (collection: Collection) => string>> = {
  create: ({ type }) => `A ${type} to create.`,
  update: ({ type }) => `The changes of a ${type}. A field that is absent does not change; null removes the value.`,
  related: ({ type, key }) =>
    `A related ${type}: with only \`${key}\` an existing one, with \`${key}\` and other fields a change of it, without \`${key}\` a new one.`,
};

function upstreamInput({ upstream }: Build, { name }: Collection, form: InputForm): GraphQLInputObjectType | undefined {
  const type = upstream.getType(`${form === 'create' ? 'create' : 'update'}_${name}_input`);
  return isInputObjectType(type) ? type : undefined;
}

function inputFields(build: Build, collection: Collection, form: InputForm, upstream: GraphQLInputObjectType) {
  const row = rowType(build, collection).getFields();
  const fields = writtenFields(collection, form, upstream).map(({ field, type }): [string, GraphQLInputFieldConfig] => {
    const own = fieldType(build, collection, field);
    const isRequired = form === 'create' && isNonNullType(type);
    const description = row[field.as]?.description;
    const list = field.kind === 'many' ? ' The whole list: rows that are left out are no longer related.' : '';
    return [
      field.as,
      {
        type: isRequired ? new GraphQLNonNull(own) : own,
        description: `${description}${list}`,
        extensions: { directus: mappingOf(build, collection, field) },
      },
    ];
  });
  return Object.fromEntries(fields);
}

/** Returns the fields of an input: fields that join the graph, without the key for a change. */
function writtenFields(collection: Collection, form: InputForm, upstream: GraphQLInputObjectType) {
  return Object.values(upstream.getFields()).flatMap(({ name, type }) => {
    const field = collection.fields.get(name);
    // A column `kids_func` next to a list `kids` cannot be read: Directus has the count of the list under its name.
    const isWritten = field && field.kind !== 'parts' && !(form === 'update' && name === collection.key);
    return isWritten ? [{ field, type }] : [];
  });
}

/** Returns a field's input type: the scalar of its values; a related row's input, or its key if it is read-only. */
function fieldType(build: Build, collection: Collection, { as, kind, upstream }: CollectionField): GraphQLInputType {
  const related = build.collections.get(getNamedType(upstream.type).name);
  const input = related && rowInput(build, related, 'related');
  switch (kind) {
    case 'many':
      return new GraphQLList(new GraphQLNonNull(input ?? GraphQLID));
    case 'one':
      return input ?? GraphQLID;
    case 'any':
    case 'reference':
      return GraphQLID;
    default: {
      const type = getNullableType(rowType(build, collection).getFields()[as]?.type);
      if (!isInputType(type)) throw new TypeError(`${as} of ${collection.type} is no value.`);
      // It may be a decimal, which Directus stores exactly.
      return type === GraphQLFloat ? scalars.Decimal : type;
    }
  }
}

function mappingOf({ collections }: Build, collection: Collection, field: CollectionField): InputMapping {
  const { name, types } = field;
  const target = name === collection.key ? collection : collections.get(getNamedType(field.upstream.type).name);
  return { name, types, kind: target?.keyKind ?? (dateKind(collection, name) === 'time' ? 'time' : undefined) };
}
